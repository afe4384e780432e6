package vcpucheck.scenarios.lincheck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.OptionParsers;
import vcpucheck.checker.cli.spi.Suggestions;

/** Runs operations under Lincheck. */
@Command(
    name = "lincheck",
    description = {
      "Run operations of the mediator under Lincheck: are they linearizable?",
      "Status 1: some are that are expected not to be, or the reverse."
    },
    abbreviateSynopsis = true,
    optionListHeading = "Options")
final class LincheckCommand implements Callable<Integer> {
  private static final int MOST_INVOCATIONS = 1_000_000;

  private final Console console;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "which operations, or name or id of a scenario about them (default: all)")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--invocations",
      paramLabel = "N",
      description = "how often each scenario is run (default: 200)")
  private String invocations = "200";

  @Option(names = "--full", description = "show all that Lincheck says, also the interleaving")
  private boolean full;

  LincheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<LincheckTest> tests =
        Suggestions.select("name", names, LincheckTest.ALL, test -> test.suite().names());
    int runs = OptionParsers.positive("--invocations", invocations, MOST_INVOCATIONS);
    LincheckReport report;
    try {
      report = LincheckReport.of(tests, runs, console::isInterrupted);
    } catch (CancellationException e) {
      return console.interrupted("Lincheck has not come to its end, so nothing is said of a test");
    }
    console.print(LincheckText.of(report, full));
    return report.isAsExpected() ? ExitStatus.VERIFIED : ExitStatus.VIOLATED;
  }
}
