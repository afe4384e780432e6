package vcpucheck.checker.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OptionParsers;
import vcpucheck.checker.memory.Slab;

/** The options that say how to search. */
@Command(optionListHeading = "Search")
public final class SearchOptions {
  /** The former name of {@code --order switches}. */
  private static final String FORMER_SWITCHES = "preemptions";

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      completionCandidates = Orders.class,
      description =
          "bfs: fewest operations first (default); dfs: least memory; switches: fewest context"
              + " switches first; random: seeded walks")
  private String order = "bfs";

  @Option(names = "--seed", paramLabel = "N", description = "seed of --order random (default: 1)")
  private @Nullable String seed;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "how many threads search (default: 1; of a suite: one for each processor); results do"
              + " not depend on it")
  private @Nullable String workers;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      completionCandidates = Stores.class,
      description =
          "exact: whole states (default); collapsed: the same, wide ones in less memory and more"
              + " time; disk: whole states, on disk when memory is full; fingerprint: 64 bits of"
              + " each")
  private String store = "exact";

  @Option(names = "--no-reduction", description = "neither blocks nor symmetries")
  private boolean noReduction;

  @Option(names = "--no-blocks", description = "every operation of a vCPU is a transition")
  private boolean noBlocks;

  /** The former name of {@code --no-blocks}. */
  @Option(names = "--no-fuse", hidden = true)
  private boolean noFuse;

  @Option(
      names = "--no-symmetry",
      description = "which of several vCPUs with one program is where makes a difference")
  private boolean noSymmetry;

  @Option(
      names = "--no-heap-symmetry",
      description = "which of a slab's equal slots is where makes a difference")
  private boolean noHeapSymmetry;

  @Option(names = "--no-alloc-in-blocks", description = "an allocation is a transition by itself")
  private boolean noAllocations;

  /** What is the case anyway. */
  @Option(names = "--heap-symmetry", hidden = true)
  private boolean heapSymmetry;

  @Option(
      names = "--reuse",
      paramLabel = "POLICY",
      completionCandidates = Policies.class,
      description =
          "the free slot that an allocation takes, from every slab: lowest, any, or never one that"
              + " was freed (default: what the model says, or any)")
  private @Nullable String reuse;

  @Option(
      names = "--strict-histories",
      description =
          "operations that must be linearizable come in the order in which the memory model does"
              + " them, and not only in that of happens-before")
  private boolean strictHistories;

  @Option(
      names = "--no-profile",
      description = "do not walk at random first to learn how variables are shared")
  private boolean noProfile;

  /** The former name of {@code --no-profile}. */
  @Option(names = "--no-scout", hidden = true)
  private boolean noScout;

  @Option(
      names = "--count-up-to",
      paramLabel = "N",
      description = "count interleavings of at most N states (default: 2,000,000); 0: never")
  private @Nullable String count;

  @Option(
      names = "--build",
      paramLabel = "BUILD",
      completionCandidates = Builds.class,
      description = "debug: ASSERT counts (default); release: it does not")
  private String build = "debug";

  @Option(names = "--no-validate", description = "do not check what the model's scopes forget")
  private boolean noValidate;

  /**
   * The options, all checked.
   *
   * @throws InputException if one is wrong, or has no effect beside another
   */
  public Options options() {
    Options.Order wantedOrder =
        OptionParsers.constant(
            "order", order.equals(FORMER_SWITCHES) ? "switches" : order, Options.Order.class);
    Options.Store wantedStore = OptionParsers.constant("store", store, Options.Store.class);
    requireMatch(wantedOrder, wantedStore);
    requireEffect(wantedOrder);
    Options options =
        Options.defaults()
            .with(wantedOrder)
            .with(wantedStore)
            .with(OptionParsers.constant("build", build, Options.Build.class))
            .with(reductions())
            .withSeed(seed == null ? 1 : OptionParsers.any("--seed", seed))
            .withValidate(!noValidate)
            .withCountedStates(
                count == null
                    ? Options.COUNTED_STATES
                    : OptionParsers.natural("--count-up-to", count))
            .withProfile(!noProfile && !noScout)
            .withStrictHistories(strictHistories)
            .withWorkers(workers(1));
    return reuse == null
        ? options
        : options.with(OptionParsers.constant("reuse", reuse, Slab.Reuse.class));
  }

  /**
   * The same of a command that reads outcomes from states, all of them.
   *
   * @param command its name
   * @throws InputException also if states are not visited or kept whole
   */
  public Options wholeOptions(String command) {
    Options options = options();
    if (options.store() == Options.Store.FINGERPRINT
        || options.store() == Options.Store.DISK
        || options.order() == Options.Order.RANDOM) {
      throw new InputException(
          command
              + " must visit every state and keep it whole, in memory: --order="
              + options.order().name().toLowerCase(Locale.ROOT)
              + ", --store="
              + options.store().name().toLowerCase(Locale.ROOT)
              + "; choose --order bfs or dfs, and --store exact or collapsed");
    }
    return options;
  }

  /**
   * How many threads search.
   *
   * @param unsaid if the user does not say
   */
  public int workers(int unsaid) {
    if (workers == null) {
      return Math.min(unsaid, Options.MOST_WORKERS);
    }
    long wanted = OptionParsers.positive("--workers", workers);
    if (wanted > Options.MOST_WORKERS) {
      throw new InputException(
          "--workers must be at most "
              + Options.MOST_WORKERS
              + ": --workers="
              + workers
              + "; as many as there are processors is best");
    }
    return (int) wanted;
  }

  private Reductions reductions() {
    return new Reductions(
        !noReduction && !isWithoutBlocks(),
        !noReduction && !noSymmetry,
        !noReduction && (heapSymmetry || !noHeapSymmetry),
        !noAllocations);
  }

  private boolean isWithoutBlocks() {
    return noBlocks || noFuse;
  }

  /** Some orders come back to a state, and need all of it then, in memory. */
  private void requireMatch(Options.Order wantedOrder, Options.Store wantedStore) {
    if (wantedStore == Options.Store.DISK && wantedOrder != Options.Order.BFS) {
      throw new InputException(
          "--store disk must go with --order bfs: --order=" + order + "; leave one of them out");
    }
    if (!wantedOrder.goesWith(wantedStore)) {
      throw new InputException(
          "--order switches and --order random need whole states: --order="
              + order
              + ", --store="
              + store
              + "; choose --order bfs or dfs, or leave --store out");
    }
  }

  /** Nothing that the user gives may be without effect. */
  private void requireEffect(Options.Order wantedOrder) {
    boolean isRandom = wantedOrder == Options.Order.RANDOM;
    if (seed != null && !isRandom) {
      throw new InputException(
          "--seed must go with --order random: --order=" + order + "; leave --seed out");
    }
    if (count != null && isRandom) {
      throw new InputException(
          "--count-up-to must not go with --order random, which covers no whole graph of states;"
              + " leave --count-up-to out");
    }
    List<String> idle = new ArrayList<>();
    if (noReduction) {
      add(idle, "--no-blocks", noBlocks);
      add(idle, "--no-fuse", noFuse);
      add(idle, "--no-symmetry", noSymmetry);
      add(idle, "--no-heap-symmetry", noHeapSymmetry);
    }
    if (noReduction || isWithoutBlocks() || noHeapSymmetry) {
      add(idle, "--no-alloc-in-blocks", noAllocations);
    }
    if (noReduction || isWithoutBlocks()) {
      add(idle, "--no-profile", noProfile);
      add(idle, "--no-scout", noScout);
    }
    if (!idle.isEmpty()) {
      throw new InputException(
          String.join(" and ", idle)
              + " must not go with "
              + (noReduction ? "--no-reduction" : "--no-blocks")
              + ", which includes it; leave one of them out");
    }
  }

  private static void add(List<String> options, String name, boolean isGiven) {
    if (isGiven) {
      options.add(name);
    }
  }

  /** What completion offers. */
  static final class Policies extends Candidates {
    Policies() {
      super(Slab.Reuse.values());
    }
  }

  /** What completion offers. */
  static final class Orders extends Candidates {
    Orders() {
      super(Options.Order.values());
    }
  }

  /** What completion offers. */
  static final class Stores extends Candidates {
    Stores() {
      super(Options.Store.values());
    }
  }

  /** What completion offers. */
  static final class Builds extends Candidates {
    Builds() {
      super(Options.Build.values());
    }
  }
}
