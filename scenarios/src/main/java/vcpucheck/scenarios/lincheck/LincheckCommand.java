package vcpucheck.scenarios.lincheck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.cli.Console;
import vcpucheck.checker.cli.ExitStatus;
import vcpucheck.checker.cli.InputException;

/** Runs operations under Lincheck. */
@Command(
    name = "lincheck",
    description = {
      "Run operations of the mediator under Lincheck: are they linearizable?",
      "Status 1: some are that are expected not to be, or the reverse."
    })
final class LincheckCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "which operations; all if none")
  private List<String> suites = new ArrayList<>();

  @Option(
      names = "--invocations",
      paramLabel = "N",
      description = "how often each scenario is run (${DEFAULT-VALUE})")
  private int invocations = 200;

  @Option(names = "--full", description = "show all that Lincheck says, also the interleaving")
  private boolean full;

  LincheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (invocations < 1) {
      throw new InputException("operations run at least once: invocations=" + invocations);
    }
    LincheckReport report = LincheckReport.of(tests(), invocations);
    console.out().print(LincheckText.of(report, full));
    console.out().flush();
    return report.isAsExpected() ? ExitStatus.VERIFIED : ExitStatus.VIOLATED;
  }

  private List<LincheckTest> tests() {
    if (suites.isEmpty()) {
      return LincheckTest.ALL;
    }
    List<String> known = LincheckTest.ALL.stream().map(LincheckTest::suite).distinct().toList();
    for (String suite : suites) {
      if (!known.contains(suite)) {
        throw new InputException(
            "operations must be known to Lincheck: name="
                + suite
                + "; known are "
                + known.stream().collect(Collectors.joining(", ")));
      }
    }
    return LincheckTest.ALL.stream().filter(test -> suites.contains(test.suite())).toList();
  }
}
