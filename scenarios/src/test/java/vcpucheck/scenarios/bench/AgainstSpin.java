package vcpucheck.scenarios.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Model;

/**
 * The plain search: breadth first, exact, without reductions, which is what SPIN counts too; and
 * what it costs to do more, or with less memory. Each tool in turn, after runs to warm up, for the
 * JVM compiles the inner loop anew for each model.
 */
record AgainstSpin(int runs) implements Part {
  private static final int WARM_UPS = 4;

  /** A third of what the largest search takes in memory. */
  private static final long BYTES_BESIDE_DISK = 40_000_000;

  private static final Options PLAIN =
      Options.defaults()
          .with(Reductions.none())
          .with(Slab.Reuse.LOWEST)
          .withKeepGoing(true)
          .withCountedStates(0)
          .withValidate(false);

  @Override
  public String name() {
    return "spin";
  }

  @Override
  public void run(Report report) {
    boolean hasSpin = Spin.isInstalled();
    report.begin(
        "Plain search, every operation of every vCPU a transition"
            + (hasSpin
                ? ", beside SPIN on the same models"
                    + (Rumur.isInstalled() ? ", and Rumur" : "; without Rumur, package rumur")
                : "; without SPIN, which needs spin, gcc and bash on the path"),
        List.of(
            Column.MODEL,
            Column.TOOL,
            Column.STATES,
            Column.TRANSITIONS,
            Column.CPU,
            Column.WALL,
            Column.STATE_RATE,
            Column.TRANSITION_RATE,
            Column.BYTES,
            Column.TO_SPIN));
    Stream.of(
            SpinModel.criticalSections(5, 12),
            SpinModel.casCounter(4, 6),
            SpinModel.philosophers(10),
            SpinModel.harrisMichaelSet(2, 4))
        .forEach(
            model -> {
              if (hasSpin) {
                sideBySide(model).forEach(report::add);
              } else {
                report.add(alone(model.name(), Explorer.NAME, model.model(), PLAIN));
              }
            });
    String counter = "CAS counter 4 x 6";
    Model model = new CasCounter(4, 6);
    report.add(
        alone(counter, "vcpucheck, fingerprints", model, PLAIN.with(Options.Store.FINGERPRINT)));
    Options onDisk =
        PLAIN.with(Options.Store.DISK).with(Limits.none().withBytes(BYTES_BESIDE_DISK));
    report.add(alone(counter, "vcpucheck, disk", model, onDisk));
    report.add(alone(counter, "vcpucheck, 2 workers", model, PLAIN.withWorkers(2)));
    report.add(
        alone(counter, "vcpucheck, counting", model, PLAIN.withCountedStates(Long.MAX_VALUE)));
  }

  /**
   * Runs both tools on one model, and a third if it is there.
   *
   * @throws IllegalStateException if they do not count the same states and transitions
   */
  List<Row> sideBySide(SpinModel model) {
    Optional<Rumur> third = Rumur.with(model);
    List<Sample> ours = new ArrayList<>();
    List<Sample> theirs = new ArrayList<>();
    List<Sample> others = new ArrayList<>();
    try (Spin spin = new Spin()) {
      spin.compile(model);
      warmUp(model.model(), PLAIN);
      for (int run = 0; run < runs; run++) {
        ours.add(Explorer.measure(model.model(), PLAIN));
        theirs.add(spin.measure());
        third.ifPresent(rumur -> others.add(rumur.measure()));
      }
    } finally {
      third.ifPresent(Rumur::close);
    }
    List<Row> rows = new ArrayList<>();
    rows.add(Row.of(model.name(), Explorer.NAME, ours, ratio(theirs, ours)));
    rows.add(Row.of(model.name(), Spin.NAME, theirs, 1.0));
    if (!others.isEmpty()) {
      rows.add(Row.of(model.name(), Rumur.NAME, others, ratio(theirs, others)));
    }
    rows.forEach(row -> requireSame(rows.get(0), row));
    return rows;
  }

  /** How much faster some runs are than those of SPIN. */
  private static double ratio(List<Sample> spin, List<Sample> runs) {
    return Row.median(spin, Sample::cpuSeconds) / Row.median(runs, Sample::cpuSeconds);
  }

  private static void warmUp(Model model, Options options) {
    for (int run = 0; run < WARM_UPS; run++) {
      Explorer.measure(model, options);
    }
  }

  private static void requireSame(Row ours, Row theirs) {
    boolean isSame =
        Objects.equals(ours.states(), theirs.states())
            && Objects.equals(ours.transitions(), theirs.transitions());
    if (!isSame) {
      throw new IllegalStateException("the models must be the same: " + ours + ", " + theirs);
    }
  }

  private Row alone(String name, String tool, Model model, Options options) {
    List<Sample> samples = new ArrayList<>();
    warmUp(model, options);
    for (int run = 0; run < runs; run++) {
      samples.add(Explorer.measure(model, options));
    }
    return Row.of(name, tool, samples, null);
  }
}
