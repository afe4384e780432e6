package vcpucheck.scenarios.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import vcpucheck.scenarios.process.ChildProcess;

/**
 * The same Java programs, in turn, each run in a JVM of its own, from its start to the answer: a
 * counterexample, that there is none, or that none was found in a number of executions.
 */
record AgainstLincheck(int runs) implements Part {
  /** From how long a run takes on, it is the only one. */
  private static final double LONG_SECONDS = 30;

  private static final Duration LIMIT = Duration.ofMinutes(15);

  @Override
  public String name() {
    return "lincheck";
  }

  @Override
  public void run(Report report) {
    report.begin(
        "The same Java programs beside Lincheck's model checking, each run in a JVM of its own,"
            + " from its start\n"
            + "to the answer. Interleavings are covered by vcpucheck, and executed one by one by"
            + " Lincheck, which verifies nothing",
        List.of(
            Column.MODEL,
            Column.TOOL,
            Column.VERDICT,
            Column.STATES,
            Column.INTERLEAVINGS,
            Column.CPU,
            Column.WALL,
            Column.INTERLEAVING_RATE,
            Column.RUNS));
    for (SharedProgram program : SharedProgram.ALL) {
      sideBySide(program).forEach(report::add);
    }
  }

  /**
   * Runs a program under both tools.
   *
   * @throws IllegalStateException if one of them finds a defect that is not there, or this checker
   *     misses one
   */
  List<Row> sideBySide(SharedProgram program) {
    List<Sample> ours = new ArrayList<>();
    List<Sample> theirs = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      ours.add(measure(Contestant.VCPUCHECK, program));
      if (theirs.isEmpty() || theirs.get(0).cpuSeconds() < LONG_SECONDS) {
        theirs.add(measure(Contestant.LINCHECK, program));
      }
    }
    List<Row> rows =
        List.of(
            Row.of(program.name(), Contestant.VCPUCHECK.title(), ours, null),
            Row.of(program.name(), Contestant.LINCHECK.title(), theirs, null));
    boolean isRight =
        rows.get(0).verdict().equals(program.hasDefect() ? "violated" : "verified")
            && (program.hasDefect() || rows.get(1).verdict().equals("nothing found"));
    if (!isRight) {
      throw new IllegalStateException("a tool is wrong: " + rows);
    }
    return rows;
  }

  private static Sample measure(Contestant tool, SharedProgram program) {
    long begin = System.nanoTime();
    List<String> lines =
        ChildProcess.run(
            Contestant.class, List.of(tool.name(), program.name()), LIMIT, () -> false);
    double wall = (System.nanoTime() - begin) / 1e9;
    Contestant.Answer answer = Contestant.Answer.of(String.join("", lines));
    return new Sample(answer.coverage(), wall, answer.cpuSeconds());
  }
}
