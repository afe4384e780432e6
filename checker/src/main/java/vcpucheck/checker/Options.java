package vcpucheck.checker;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import vcpucheck.checker.memory.Slab;

/**
 * How a model is explored.
 *
 * @param memory the memory model
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
 * @param countedStates up to how many states interleavings are counted, which takes memory for the
 *     transitions, and time; 0 for never
 * @param profile whether random walks learn what reductions rest on before a search begins, so that
 *     it need not begin again so often
 * @param workers how many threads search; results do not depend on it
 * @param reuse which free slot allocations take, from every slab; empty for what each slab says
 */
public record Options(
    MemoryModel memory,
    Order order,
    Store store,
    Build build,
    Limits limits,
    long seed,
    boolean validate,
    Reductions reductions,
    boolean keepGoing,
    boolean shortest,
    long countedStates,
    boolean profile,
    int workers,
    Optional<Slab.Reuse> reuse) {

  /** The most workers that a search can have. */
  public static final int MOST_WORKERS = 256;

  /** Up to how many states interleavings are counted unless somebody says otherwise. */
  public static final long COUNTED_STATES = 2_000_000;

  /** In which order states are visited. */
  public enum Order {
    /** Breadth first: a counterexample has the fewest steps. */
    BFS,
    /** Depth first: the smallest frontier. */
    DFS,
    /** Fewest context switches first: a counterexample has the fewest context switches. */
    SWITCHES,
    /** Seeded random walks: never exhaustive. */
    RANDOM
  }

  /** What is remembered of a visited state. */
  public enum Store {
    /** The state itself. */
    EXACT,
    /**
     * The state itself, but what many wide states have in common is kept once: less memory, more
     * time.
     */
    COLLAPSED,
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
    Objects.requireNonNull(memory);
    Objects.requireNonNull(order);
    Objects.requireNonNull(store);
    Objects.requireNonNull(build);
    Objects.requireNonNull(limits);
    Objects.requireNonNull(reductions);
    Objects.requireNonNull(reuse);
    if (countedStates < 0) {
      throw new IllegalArgumentException(
          "a number of states is at least 0: countedStates=" + countedStates);
    }
    if (workers < 1 || workers > MOST_WORKERS) {
      throw new IllegalArgumentException(
          "a search has 1 to " + MOST_WORKERS + " workers: workers=" + workers);
    }
  }

  /**
   * Sequentially consistent, breadth first, exact, debug build, unlimited, validated, all
   * reductions, one worker.
   */
  public static Options defaults() {
    return new Options(
        MemoryModel.SC,
        Order.BFS,
        Store.EXACT,
        Build.DEBUG,
        Limits.none(),
        1,
        true,
        Reductions.all(),
        false,
        true,
        COUNTED_STATES,
        true,
        1,
        Optional.empty());
  }

  public Options with(MemoryModel newMemory) {
    return changed(draft -> draft.memory = newMemory);
  }

  public Options with(Order newOrder) {
    return changed(draft -> draft.order = newOrder);
  }

  public Options with(Store newStore) {
    return changed(draft -> draft.store = newStore);
  }

  public Options with(Build newBuild) {
    return changed(draft -> draft.build = newBuild);
  }

  public Options with(Limits newLimits) {
    return changed(draft -> draft.limits = newLimits);
  }

  public Options with(Reductions newReductions) {
    return changed(draft -> draft.reductions = newReductions);
  }

  public Options withSeed(long newSeed) {
    return changed(draft -> draft.seed = newSeed);
  }

  public Options withValidate(boolean newValidate) {
    return changed(draft -> draft.validate = newValidate);
  }

  public Options withKeepGoing(boolean newKeepGoing) {
    return changed(draft -> draft.keepGoing = newKeepGoing);
  }

  public Options withShortest(boolean newShortest) {
    return changed(draft -> draft.shortest = newShortest);
  }

  public Options withCountedStates(long newCountedStates) {
    return changed(draft -> draft.countedStates = newCountedStates);
  }

  public Options withProfile(boolean newProfile) {
    return changed(draft -> draft.profile = newProfile);
  }

  public Options withWorkers(int newWorkers) {
    return changed(draft -> draft.workers = newWorkers);
  }

  /** With one policy for every slab. */
  public Options with(Slab.Reuse newReuse) {
    return changed(draft -> draft.reuse = Optional.of(newReuse));
  }

  private Options changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.toOptions();
  }

  /** Options of which some are about to change. */
  private static final class Draft {
    private MemoryModel memory;
    private Order order;
    private Store store;
    private Build build;
    private Limits limits;
    private long seed;
    private boolean validate;
    private Reductions reductions;
    private boolean keepGoing;
    private boolean shortest;
    private long countedStates;
    private boolean profile;
    private int workers;
    private Optional<Slab.Reuse> reuse;

    Draft(Options options) {
      memory = options.memory;
      order = options.order;
      store = options.store;
      build = options.build;
      limits = options.limits;
      seed = options.seed;
      validate = options.validate;
      reductions = options.reductions;
      keepGoing = options.keepGoing;
      shortest = options.shortest;
      countedStates = options.countedStates;
      profile = options.profile;
      workers = options.workers;
      reuse = options.reuse;
    }

    Options toOptions() {
      return new Options(
          memory,
          order,
          store,
          build,
          limits,
          seed,
          validate,
          reductions,
          keepGoing,
          shortest,
          countedStates,
          profile,
          workers,
          reuse);
    }
  }
}
