package vcpucheck.scenarios.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.cli.session.Catalogues;
import vcpucheck.checker.cluster.Cluster;
import vcpucheck.checker.cluster.ClusterConfig;
import vcpucheck.checker.cluster.ClusterProvider;
import vcpucheck.checker.cluster.ModelSource;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.OpteeCatalogue;
import vcpucheck.scenarios.catalogue.calls.ManyCalls;

/**
 * How the cost of a search grows with the mediator's vCPUs and their calls, with reductions and
 * without.
 */
record MediatorGrowth(int runs) implements Part {
  /** The tool that takes the lowest free slot, and exchanges none. */
  static final String SLOTS_APART = "vcpucheck, slots apart";

  /** From how long a search takes on, the first run is the only one. */
  private static final double LONG_SECONDS = 5;

  /** What `check --no-validate --count-up-to 0` does: the search, and nothing after it. */
  private static final Options REDUCED =
      Options.defaults().withCountedStates(0).withValidate(false);

  /** The same, with slots told apart. */
  private static final Options APART =
      REDUCED.with(REDUCED.reductions().withHeapSymmetry(false)).with(Slab.Reuse.LOWEST);

  private static final Options PLAIN = REDUCED.with(Reductions.none()).with(Slab.Reuse.LOWEST);

  /** So little memory that a search of some 100,000 states moves them to disk. */
  private static final long BYTES_BESIDE_DISK = 2_000_000;

  /** Into how many parts states are divided on a cluster, and what a large level is there. */
  private static final int PARTITIONS = 4;

  private static final int SMALL_LEVEL = 5_000;

  /**
   * A search.
   *
   * @param tool with which options
   * @param isSmall whether it takes less than a second
   */
  record Search(String name, String tool, Model model, Options options, boolean isSmall) {}

  /** All of them. */
  static List<Search> searches() {
    return Stream.of(
            calls(2, 1, Size.SMALL_PLAIN),
            calls(2, 2, Size.SMALL_PLAIN),
            calls(2, 3, Size.SMALL_PLAIN),
            calls(2, 4, Size.SMALL_PLAIN),
            calls(3, 1, Size.PLAIN),
            calls(3, 2, Size.LARGE),
            calls(3, 3, Size.LARGE),
            calls(3, 4, Size.LARGE),
            calls(4, 1, Size.LARGE),
            calls(4, 2, Size.LARGE),
            scenario("S01", 2, Size.PLAIN),
            scenario("S01", 3, Size.LARGE),
            scenario("S02", 2, Size.PLAIN),
            scenario("S02", 3, Size.PLAIN))
        .flatMap(List::stream)
        .toList();
  }

  /** What a search of a size can do. */
  private enum Size {
    /** It takes less than a second, even without reductions. */
    SMALL_PLAIN,
    /** Without reductions it takes less than a minute. */
    PLAIN,
    /** With reductions it takes less than a minute. */
    LARGE
  }

  private static List<Search> calls(int vcpus, int calls, Size size) {
    String name = "S72 concurrent-calls, " + vcpus + " vCPUs x " + calls;
    return both(name, new ManyCalls(vcpus, calls), size);
  }

  private static List<Search> scenario(String id, int vcpus, Size size) {
    Scenario scenario =
        new OpteeCatalogue()
            .scenarios().stream().filter(some -> some.id().equals(id)).findFirst().orElseThrow();
    Configuration configuration =
        new Configuration(
            Revision.XEN_4_22.label(), Variant.LOCKED.label(), Optional.empty(), vcpus);
    String name = id + " " + scenario.name() + ", " + vcpus + " vCPUs";
    Model model = scenario.model(configuration);
    List<Search> searches = both(name, model, size);
    searches.add(new Search(name, "apart, no stuck check", withoutStuckCheck(model), APART, false));
    if (size == Size.PLAIN) {
      searches.add(
          new Search(name, "plain, no stuck check", withoutStuckCheck(model), PLAIN, false));
    }
    return searches;
  }

  /**
   * A scenario without the property that each has beside its own, so that what it costs shows.
   * Programs of {@link ManyCalls} do not have it.
   */
  private static Model withoutStuckCheck(Model model) {
    return memory -> {
      Program program = model.build(memory);
      List<Property> own =
          program.properties().stream()
              .filter(property -> !(property instanceof Property.NoStuckVcpu))
              .toList();
      return new Program(program.vcpus(), own, program.allocationFailures());
    };
  }

  private static List<Search> both(String name, Model model, Size size) {
    boolean isSmall = size == Size.SMALL_PLAIN;
    List<Search> searches = new ArrayList<>();
    searches.add(new Search(name, Explorer.NAME, model, REDUCED, isSmall));
    searches.add(new Search(name, SLOTS_APART, model, APART, isSmall));
    if (size == Size.LARGE) {
      Options collapsed = REDUCED.with(Options.Store.COLLAPSED);
      searches.add(new Search(name, "vcpucheck, collapsed", model, collapsed, isSmall));
      Options onDisk =
          REDUCED.with(Options.Store.DISK).with(Limits.none().withBytes(BYTES_BESIDE_DISK));
      searches.add(new Search(name, "vcpucheck, disk", model, onDisk, isSmall));
    } else {
      searches.add(new Search(name, "vcpucheck, no reduction", model, PLAIN, isSmall));
    }
    return searches;
  }

  @Override
  public String name() {
    return "mediator";
  }

  @Override
  public void run(Report report) {
    report.begin(
        "The mediator of xen-4.22, locked: how the cost of a search grows",
        List.of(
            Column.MODEL,
            Column.TOOL,
            Column.STATES,
            Column.TRANSITIONS,
            Column.CPU,
            Column.WALL,
            Column.BYTES,
            Column.MEGABYTES));
    List<GrowthPlot.Point> points = new ArrayList<>();
    for (Search search : searches()) {
      Row row = measure(search);
      report.add(row);
      GrowthPlot.point(row.model(), row.tool(), Column.STATES.cell(row), Column.CPU.cell(row))
          .ifPresent(points::add);
    }
    ServiceLoader.load(ClusterProvider.class)
        .findFirst()
        .ifPresentOrElse(
            provider -> report.add(onCluster(provider, 3, SMALL_LEVEL)),
            () ->
                report.note(
                    "without a cluster: checker-cluster and Spark are not on the class path; see"
                        + " checker/CLUSTER.md"));
    report.draw("growth.svg", GrowthPlot.of(points));
  }

  /**
   * S72 on two slots of this machine.
   *
   * @param smallLevel up to how many states of a level are expanded without the cluster
   */
  static Row onCluster(ClusterProvider provider, int vcpus, int smallLevel) {
    Configuration form =
        new Configuration(
            Revision.XEN_4_22.label(), Variant.LOCKED.label(), Optional.empty(), vcpus);
    String folder = System.getProperty("java.io.tmpdir");
    try (Cluster cluster = provider.connect("local[2]")) {
      ModelSource source = Catalogues.source("S72", form);
      Checker checker =
          Checker.of(source.model())
              .with(REDUCED)
              .with(new ClusterConfig(cluster, source, folder, PARTITIONS, smallLevel));
      return Row.of(
          "S72 concurrent-calls, " + vcpus + " vCPUs",
          "vcpucheck, local[2]",
          List.of(Explorer.measure(checker)),
          null);
    }
  }

  /** Runs a search. */
  Row measure(Search search) {
    List<Sample> samples = new ArrayList<>();
    samples.add(Explorer.measure(search.model(), search.options()));
    if (samples.get(0).wallSeconds() < LONG_SECONDS) {
      samples.clear();
      for (int run = 0; run < runs; run++) {
        samples.add(Explorer.measure(search.model(), search.options()));
      }
    }
    return Row.of(search.name(), search.tool(), samples, null);
  }
}
