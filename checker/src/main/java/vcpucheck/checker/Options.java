package vcpucheck.checker;

import java.util.Objects;
import java.util.Optional;
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
 * @param reductions which reductions the search may use, under sequential consistency
 * @param keepGoing whether the search goes on after a violation, around the wrong states, until
 *     everything else is explored
 * @param shortest whether a counterexample must have the fewest operations or, by order, the fewest
 *     context switches even if the search used reductions, which takes a second search without them
 * @param countedStates up to how many states interleavings are counted, which takes memory for the
 *     transitions, and time; 0 for never
 * @param profile whether random walks learn what reductions rest on before a search begins, so that
 *     it need not begin again so often
 * @param workers how many threads search; results do not depend on it
 * @param reuse which free slot allocations take, from every slab; empty for what each slab says
 * @param strictHistories whether operations that must be linearizable come in the order in which
 *     the memory model's machine does them, and not in that of happens-before
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
    Optional<Slab.Reuse> reuse,
    boolean strictHistories) {

  /** The most workers that a search can have. */
  public static final int MOST_WORKERS = 256;

  /** Up to how many states interleavings are counted by default. */
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
    RANDOM;

    /** Whether the order comes back to states, so that it must be known which were expanded. */
    public boolean revisits() {
      return this == SWITCHES || this == RANDOM;
    }

    /** Whether what a store remembers is enough for the order. */
    public boolean goesWith(Store store) {
      return this == BFS || (store != Store.DISK && !(revisits() && store == Store.FINGERPRINT));
    }
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
    /**
     * The state itself, on disk when memory is full: breadth first only, for properties that do not
     * need the graph of all states in memory.
     */
    DISK,
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
    if (!order.goesWith(store)) {
      throw new IllegalArgumentException(
          store == Store.DISK
              ? "only a breadth-first search is on disk: order=" + order + ", store=" + store
              : "an order that comes back to states needs them whole: order="
                  + order
                  + ", store="
                  + store
                  + "; use an exact store");
    }
  }

  /** The reductions that a search uses: those that are proven for the memory model. */
  public Reductions effectiveReductions() {
    return memory == MemoryModel.SC
        ? reductions
        : Reductions.none().withBlocks(reductions.blocks());
  }

  /**
   * Which free slot allocations take from slabs whose model does not say: any, where slots can be
   * exchanged; the lowest under weak memory models, where trying all of them takes too long.
   */
  public Slab.Reuse usualReuse() {
    return reuse.orElse(memory == MemoryModel.SC ? Slab.Reuse.ANY : Slab.Reuse.LOWEST);
  }

  /**
   * Sequentially consistent, breadth first, exact, debug build, unlimited, validated, all
   * reductions, one worker.
   */
  public static Options defaults() {
    return builder().build();
  }

  /** Changes what {@link #defaults} says. */
  public static Builder builder() {
    return new Builder();
  }

  /** Changes what these options say. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  public Options with(MemoryModel newMemory) {
    return toBuilder().memory(newMemory).build();
  }

  public Options with(Order newOrder) {
    return toBuilder().order(newOrder).build();
  }

  public Options with(Store newStore) {
    return toBuilder().store(newStore).build();
  }

  public Options with(Build newBuild) {
    return toBuilder().build(newBuild).build();
  }

  public Options with(Limits newLimits) {
    return toBuilder().limits(newLimits).build();
  }

  public Options with(Reductions newReductions) {
    return toBuilder().reductions(newReductions).build();
  }

  public Options withSeed(long newSeed) {
    return toBuilder().seed(newSeed).build();
  }

  public Options withValidate(boolean newValidate) {
    return toBuilder().validate(newValidate).build();
  }

  public Options withKeepGoing(boolean newKeepGoing) {
    return toBuilder().keepGoing(newKeepGoing).build();
  }

  public Options withShortest(boolean newShortest) {
    return toBuilder().shortest(newShortest).build();
  }

  public Options withCountedStates(long newCountedStates) {
    return toBuilder().countedStates(newCountedStates).build();
  }

  public Options withProfile(boolean newProfile) {
    return toBuilder().profile(newProfile).build();
  }

  public Options withWorkers(int newWorkers) {
    return toBuilder().workers(newWorkers).build();
  }

  /** With one policy for every slab. */
  public Options with(Slab.Reuse newReuse) {
    return toBuilder().reuse(newReuse).build();
  }

  /** With one policy for every slab unless one was chosen; empty for what models say. */
  public Options withUsual(Optional<Slab.Reuse> usual) {
    return reuse.isPresent() ? this : usual.map(this::with).orElse(this);
  }

  public Options withStrictHistories(boolean newStrictHistories) {
    return toBuilder().strictHistories(newStrictHistories).build();
  }

  /** Options of which each can be changed; {@link #build()} refuses what does not go together. */
  public static final class Builder {
    private MemoryModel memory = MemoryModel.SC;
    private Order order = Order.BFS;
    private Store store = Store.EXACT;
    private Build build = Build.DEBUG;
    private Limits limits = Limits.none();
    private long seed = 1;
    private boolean validate = true;
    private Reductions reductions = Reductions.all();
    private boolean keepGoing;
    private boolean shortest = true;
    private long countedStates = COUNTED_STATES;
    private boolean profile = true;
    private int workers = 1;
    private Optional<Slab.Reuse> reuse = Optional.empty();
    private boolean strictHistories;

    private Builder() {}

    private Builder(Options options) {
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
      strictHistories = options.strictHistories;
    }

    public Builder memory(MemoryModel newMemory) {
      memory = newMemory;
      return this;
    }

    public Builder order(Order newOrder) {
      order = newOrder;
      return this;
    }

    public Builder store(Store newStore) {
      store = newStore;
      return this;
    }

    public Builder build(Build newBuild) {
      build = newBuild;
      return this;
    }

    public Builder limits(Limits newLimits) {
      limits = newLimits;
      return this;
    }

    public Builder seed(long newSeed) {
      seed = newSeed;
      return this;
    }

    public Builder validate(boolean newValidate) {
      validate = newValidate;
      return this;
    }

    public Builder reductions(Reductions newReductions) {
      reductions = newReductions;
      return this;
    }

    public Builder keepGoing(boolean newKeepGoing) {
      keepGoing = newKeepGoing;
      return this;
    }

    public Builder shortest(boolean newShortest) {
      shortest = newShortest;
      return this;
    }

    public Builder countedStates(long newCountedStates) {
      countedStates = newCountedStates;
      return this;
    }

    public Builder profile(boolean newProfile) {
      profile = newProfile;
      return this;
    }

    public Builder workers(int newWorkers) {
      workers = newWorkers;
      return this;
    }

    /** With one policy for every slab. */
    public Builder reuse(Slab.Reuse newReuse) {
      reuse = Optional.of(newReuse);
      return this;
    }

    public Builder strictHistories(boolean newStrictHistories) {
      strictHistories = newStrictHistories;
      return this;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException if they do not go together
     */
    public Options build() {
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
          reuse,
          strictHistories);
    }
  }
}
