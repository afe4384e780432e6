package vcpucheck.checker;

import java.util.Objects;

/**
 * How a model is explored.
 *
 * @param order in which order states are visited
 * @param store what is remembered of a visited state
 * @param build whether assertions of the C code count
 * @param limits when to give up
 * @param seed of {@link Order#RANDOM}
 * @param validate whether what scopes forget is checked by running merged histories too
 * @param reductions which reductions the search may use
 * @param keepGoing whether the search goes on after a violation, around the wrong states, until
 *     everything else is explored
 * @param shortest whether a counterexample of a breadth-first search must have the fewest
 *     operations even if the search used reductions, which takes a second search without them
 */
public record Options(
    Order order,
    Store store,
    Build build,
    Limits limits,
    long seed,
    boolean validate,
    Reductions reductions,
    boolean keepGoing,
    boolean shortest) {

  /** In which order states are visited. */
  public enum Order {
    /** Breadth first: a counterexample has the fewest steps. */
    BFS,
    /** Depth first: the smallest frontier. */
    DFS,
    /** Fewest context switches first: a counterexample has the fewest context switches. */
    PREEMPTIONS,
    /** Seeded random walks: never exhaustive. */
    RANDOM
  }

  /** What is remembered of a visited state. */
  public enum Store {
    /** The state itself. */
    EXACT,
    /** A 64-bit fingerprint: two states are taken for one with a small, stated probability. */
    FINGERPRINT
  }

  /** Whether assertions of the C code count. */
  public enum Build {
    /** A failing {@code ASSERT} is a violation. */
    DEBUG,
    /** A failing {@code ASSERT} does nothing. */
    RELEASE
  }

  public Options {
    Objects.requireNonNull(order);
    Objects.requireNonNull(store);
    Objects.requireNonNull(build);
    Objects.requireNonNull(limits);
    Objects.requireNonNull(reductions);
  }

  /** Breadth first, exact, debug build, unlimited, validated, all reductions. */
  public static Options defaults() {
    return new Options(
        Order.BFS, Store.EXACT, Build.DEBUG, Limits.none(), 1, true, Reductions.all(), false, true);
  }

  public Options with(Order newOrder) {
    return new Options(
        newOrder, store, build, limits, seed, validate, reductions, keepGoing, shortest);
  }

  public Options with(Store newStore) {
    return new Options(
        order, newStore, build, limits, seed, validate, reductions, keepGoing, shortest);
  }

  public Options with(Build newBuild) {
    return new Options(
        order, store, newBuild, limits, seed, validate, reductions, keepGoing, shortest);
  }

  public Options with(Limits newLimits) {
    return new Options(
        order, store, build, newLimits, seed, validate, reductions, keepGoing, shortest);
  }

  public Options with(Reductions newReductions) {
    return new Options(
        order, store, build, limits, seed, validate, newReductions, keepGoing, shortest);
  }

  public Options withSeed(long newSeed) {
    return new Options(
        order, store, build, limits, newSeed, validate, reductions, keepGoing, shortest);
  }

  public Options withValidate(boolean newValidate) {
    return new Options(
        order, store, build, limits, seed, newValidate, reductions, keepGoing, shortest);
  }

  public Options withKeepGoing(boolean newKeepGoing) {
    return new Options(
        order, store, build, limits, seed, validate, reductions, newKeepGoing, shortest);
  }

  public Options withShortest(boolean newShortest) {
    return new Options(
        order, store, build, limits, seed, validate, reductions, keepGoing, newShortest);
  }
}
