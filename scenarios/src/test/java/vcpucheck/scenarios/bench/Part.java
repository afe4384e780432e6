package vcpucheck.scenarios.bench;

/** A part of the benchmark. */
interface Part {
  /** What it is called on the command line. */
  String name();

  /** Measures, prints, and adds its rows to a report. */
  void run(Report report);
}
