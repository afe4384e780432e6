package vcpucheck.checker.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Monitor;
import vcpucheck.checker.Stats;

/**
 * Measures searches of whole graphs, side by side with SPIN on the same models: several runs of
 * each in turn, medians. Prints a table and writes a file.
 *
 * <p>Processor time is that of the whole process, the JVM's compiler and collector included, after
 * a first run to warm up.
 */
public final class Benchmark {
  private static final int RUNS = Integer.getInteger("vcpucheck.bench.runs", 5);

  private Benchmark() {}

  /**
   * A row of the result.
   *
   * @param cpuSeconds median
   * @param wallSeconds median
   * @param ratioToSpin states in a second of processor time, SPIN's as 1; null without SPIN
   */
  record Row(
      String model,
      String tool,
      long states,
      long transitions,
      double cpuSeconds,
      double wallSeconds,
      double bytesPerState,
      @Nullable Double ratioToSpin) {}

  /**
   * Runs every benchmark.
   *
   * @param args the file to write
   */
  public static void main(String[] args) throws IOException {
    boolean hasSpin = Spin.isInstalled();
    if (!hasSpin) {
      System.out.println("SPIN is left out: it needs spin, gcc and bash on the path");
    }
    System.out.printf(
        Locale.ROOT,
        "medians of %d runs%n%n%-42s %-9s %11s %12s %8s %8s %12s %12s %8s %8s%n",
        RUNS,
        "model",
        "tool",
        "states",
        "transitions",
        "CPU s",
        "wall s",
        "states/CPU s",
        "trans./CPU s",
        "B/state",
        "to SPIN");
    List<Row> rows = new ArrayList<>();
    for (Subject subject : Subject.all()) {
      rows.addAll(measure(subject, hasSpin));
    }
    Files.writeString(
        Path.of(args[0]),
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(rows)
            + "\n");
    System.out.println("\nwritten to " + args[0]);
  }

  private static List<Row> measure(Subject subject, boolean hasSpin) throws IOException {
    Spin spin = new Spin();
    boolean compare = hasSpin && subject.promela().isPresent();
    if (compare) {
      spin.compile(subject.promela().orElseThrow());
    }
    explore(subject);
    List<Sample> ours = new ArrayList<>();
    List<Sample> theirs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      ours.add(explore(subject));
      if (compare) {
        theirs.add(spin.measure());
      }
    }
    List<Row> rows = new ArrayList<>();
    if (compare) {
      requireSame(subject, ours.get(0), theirs.get(0));
      double ratio = median(theirs, Sample::cpuSeconds) / median(ours, Sample::cpuSeconds);
      rows.add(row(subject, "vcpucheck", ours, ratio));
      rows.add(row(subject, "SPIN", theirs, 1.0));
    } else {
      rows.add(row(subject, "vcpucheck", ours, null));
    }
    rows.forEach(Benchmark::print);
    return rows;
  }

  private static void requireSame(Subject subject, Sample ours, Sample theirs) {
    if (ours.states() != theirs.states() || ours.transitions() != theirs.transitions()) {
      throw new IllegalStateException(
          "the models must be the same: " + subject.name() + ", " + ours + ", SPIN " + theirs);
    }
  }

  private static Row row(
      Subject subject, String tool, List<Sample> samples, @Nullable Double ratio) {
    Sample any = samples.get(0);
    return new Row(
        subject.name(),
        tool,
        any.states(),
        any.transitions(),
        median(samples, Sample::cpuSeconds),
        median(samples, Sample::wallSeconds),
        median(samples, sample -> sample.bytes() / sample.states()),
        ratio);
  }

  private static void print(Row row) {
    System.out.printf(
        Locale.ROOT,
        "%-42s %-9s %,11d %,12d %8.2f %8.2f %,12.0f %,12.0f %8.1f %8s%n",
        row.model(),
        row.tool(),
        row.states(),
        row.transitions(),
        row.cpuSeconds(),
        row.wallSeconds(),
        row.states() / row.cpuSeconds(),
        row.transitions() / row.cpuSeconds(),
        row.bytesPerState(),
        row.ratioToSpin() == null ? "-" : String.format(Locale.ROOT, "%.2f", row.ratioToSpin()));
  }

  private static Sample explore(Subject subject) {
    System.gc();
    AtomicLong bytes = new AtomicLong();
    Monitor monitor =
        new Monitor() {
          @Override
          public boolean wantsToStop() {
            return false;
          }

          @Override
          public void progress(Progress progress) {
            bytes.set(progress.bytes());
          }
        };
    long cpu = processCpuNanos();
    long wall = System.nanoTime();
    Stats stats = Checker.of(subject.model()).with(subject.options()).with(monitor).run().stats();
    return new Sample(
        stats.states(),
        stats.transitions(),
        (System.nanoTime() - wall) / 1e9,
        (processCpuNanos() - cpu) / 1e9,
        bytes.get());
  }

  private static long processCpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
    double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
