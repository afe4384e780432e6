package vcpucheck.checker.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Stats;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.model.Model;

/**
 * Measures how fast the plain search is: breadth first, exact store, no reduction, the whole graph.
 *
 * <p>Prints medians over repeated runs in one process, after warm-up. CPU time is that of the whole
 * process, so it includes compilation by the JVM, garbage collection, the validation of scopes and
 * the counting of interleavings.
 */
public final class ExplorationBench {
  private static final Options PLAIN =
      Options.defaults().with(Reductions.none()).withKeepGoing(true);
  private static final int WARM_UPS = 2;
  private static final int RUNS = 5;

  private ExplorationBench() {}

  private record Subject(String name, Model model) {}

  private record Sample(double wallSeconds, double cpuSeconds) {}

  /** Runs every benchmark. Takes no arguments. */
  public static void main(String[] args) {
    List<Subject> subjects =
        List.of(
            new Subject("CAS counter 4 x 4", new CasCounter(4, 4)),
            new Subject("critical sections 4 x 10", new CriticalSections(4, 10)),
            new Subject("philosophers 10", new Philosophers(10)));
    System.out.printf(
        "Breadth first, exact store, no reduction; medians of %d runs after %d to warm up%n%n",
        RUNS, WARM_UPS);
    System.out.printf(
        "%-24s %10s %12s %8s %8s %15s %20s%n",
        "program", "states", "transitions", "wall s", "CPU s", "states/CPU s", "transitions/CPU s");
    subjects.forEach(ExplorationBench::measure);
  }

  private static void measure(Subject subject) {
    Stats stats = explore(subject);
    for (int run = 1; run < WARM_UPS; run++) {
      explore(subject);
    }
    List<Sample> samples = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      samples.add(sample(subject));
    }
    double wall = median(samples, Sample::wallSeconds);
    double cpu = median(samples, Sample::cpuSeconds);
    System.out.printf(
        Locale.ROOT,
        "%-24s %,10d %,12d %8.3f %8.3f %,15.0f %,20.0f%n",
        subject.name(),
        stats.states(),
        stats.transitions(),
        wall,
        cpu,
        stats.states() / cpu,
        stats.transitions() / cpu);
  }

  private static Stats explore(Subject subject) {
    return Checker.of(subject.model()).with(PLAIN).run().stats();
  }

  private static Sample sample(Subject subject) {
    System.gc();
    long cpu = processCpuNanos();
    long wall = System.nanoTime();
    explore(subject);
    return new Sample((System.nanoTime() - wall) / 1e9, (processCpuNanos() - cpu) / 1e9);
  }

  private static long processCpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
    double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
