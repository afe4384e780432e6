package vcpucheck.scenarios.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures, side by side with other tools: several runs of each in turn, medians. Prints tables and
 * writes files.
 */
public final class Benchmark {
  private static final int RUNS = Integer.getInteger("vcpucheck.bench.runs", 5);
  private static final int FEWER_RUNS = Math.min(RUNS, 3);

  private static final List<Part> PARTS =
      List.of(
          new AgainstSpin(RUNS),
          new AgainstLincheck(FEWER_RUNS),
          new MediatorGrowth(FEWER_RUNS),
          new HotPaths());

  private Benchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param args the directory to write to, then the names of the parts to run; all if there are
   *     none
   */
  public static void main(String[] args) throws IOException {
    List<String> only = List.of(args).subList(1, args.length);
    List<String> known = PARTS.stream().map(Part::name).toList();
    if (!known.containsAll(only)) {
      System.err.println(
          "parts must be known: only=" + only + "; known are " + String.join(", ", known));
      System.exit(2);
    }
    Report report = new Report(System.out, Path.of(args[0]));
    report.note(
        "Medians of "
            + RUNS
            + " runs (Lincheck and the mediator: "
            + FEWER_RUNS
            + "; what takes long: one). CPU s is processor time of all threads, of the JVM's own too.");
    PARTS.stream()
        .filter(part -> only.isEmpty() || only.contains(part.name()))
        .forEach(part -> part.run(report));
    report.write();
  }
}
