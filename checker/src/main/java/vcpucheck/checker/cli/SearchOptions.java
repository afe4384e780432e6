package vcpucheck.checker.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;

/** The options that say how to search. */
final class SearchOptions {
  /** The former name of {@code --order switches}. */
  private static final String FORMER_SWITCHES = "preemptions";

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description = {
        "bfs: fewest operations first (default); dfs: least memory;",
        "switches: fewest context switches first; random: seeded walks"
      })
  private String order = "bfs";

  @Option(names = "--seed", paramLabel = "N", description = "seed of --order random (default: 1)")
  private String seed = "1";

  @Option(names = "--limit-states", paramLabel = "N", description = "give up after N states")
  private @Nullable String states;

  @Option(
      names = "--limit-time",
      paramLabel = "TIME",
      description = "give up after 500ms, 30s, 5m, 2h")
  private @Nullable String time;

  @Option(
      names = "--limit-memory",
      paramLabel = "BYTES",
      description = "give up when visited states take 64k, 512m, 4g")
  private @Nullable String memory;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = {
        "how many threads search (default: 1; of a suite: one for",
        "each processor); results do not depend on it"
      })
  private @Nullable String workers;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      description = {
        "exact: whole states (default); collapsed: the same, wide",
        "ones in less memory and more time; fingerprint: 64 bits",
        "of each"
      })
  private String store = "exact";

  @Option(names = "--no-reduction", description = "no reduction at all")
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
      description = "count interleavings of at most N states (default 2000000); 0: never")
  private String count = Long.toString(Options.COUNTED_STATES);

  @Option(
      names = "--build",
      paramLabel = "BUILD",
      description = "debug: ASSERT counts (default); release: it does not")
  private String build = "debug";

  @Option(names = "--no-validate", description = "do not check what the model's scopes forget")
  private boolean noValidate;

  @Option(
      names = "--progress",
      paramLabel = "STYLE",
      description = "auto: one line, if on a terminal (default); plain: line after line; none")
  private String progress = "auto";

  /** The options, all checked. */
  Options options() {
    Options.Order wantedOrder =
        Texts.constant(
            "order", order.equals(FORMER_SWITCHES) ? "switches" : order, Options.Order.class);
    Options.Store wantedStore = Texts.constant("store", store, Options.Store.class);
    requireMatch(wantedOrder, wantedStore);
    return Options.defaults()
        .with(wantedOrder)
        .with(wantedStore)
        .with(Texts.constant("build", build, Options.Build.class))
        .with(reductions())
        .withSeed(Texts.any("--seed", seed))
        .withValidate(!noValidate)
        .withCountedStates(Texts.natural("--count-up-to", count))
        .withProfile(!noProfile && !noScout)
        .withWorkers(workers(1))
        .with(limits());
  }

  /**
   * How many threads search.
   *
   * @param unsaid if the user does not say
   */
  int workers(int unsaid) {
    if (workers == null) {
      return Math.min(unsaid, Options.MOST_WORKERS);
    }
    long wanted = Texts.positive("--workers", workers);
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
    Reductions all = noReduction ? Reductions.none() : Reductions.all();
    return new Reductions(
        all.blocks() && !noBlocks && !noFuse,
        all.symmetry() && !noSymmetry,
        all.heapSymmetry() && !noHeapSymmetry);
  }

  /** Some orders come back to a state, and need all of it then. */
  private void requireMatch(Options.Order wantedOrder, Options.Store wantedStore) {
    boolean comesBack =
        wantedOrder == Options.Order.SWITCHES || wantedOrder == Options.Order.RANDOM;
    if (comesBack && wantedStore == Options.Store.FINGERPRINT) {
      throw new InputException(
          "--order switches and --order random need whole states: --order="
              + order
              + ", --store="
              + store
              + "; choose --order bfs or dfs, or leave --store out");
    }
  }

  private Limits limits() {
    Limits limits = Limits.none();
    if (states != null) {
      limits = limits.withStates(Texts.positive("--limit-states", states));
    }
    if (time != null) {
      limits = limits.withTime(Texts.duration("--limit-time", time));
    }
    if (memory != null) {
      limits = limits.withBytes(Texts.bytes("--limit-memory", memory));
    }
    return limits;
  }

  ProgressMeter.Style progress() {
    return Texts.constant("progress", progress, ProgressMeter.Style.class);
  }
}
