package vcpucheck.scenarios.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.openjdk.jcstress.infra.runners.TestList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OptionParsers;
import vcpucheck.checker.cli.spi.Suggestions;

/** Runs races on real threads. */
@Command(
    name = "stress",
    description = {
      "Run races on real threads, with jcstress, and compare with the explorer.",
      "Status 1: an outcome was seen that must not be, or a race that must be was not."
    },
    abbreviateSynopsis = true,
    optionListHeading = "Options")
final class StressCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      description = "names or ids of scenarios (default: all that have a test)")
  private List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "sanity, quick (a second or two for each test) or default (20 seconds)")
  private String mode = "quick";

  StressCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<StressTest> tests =
        Suggestions.select("scenario", scenarios, StressTests.ALL, test -> test.subject().names());
    Mode chosen = OptionParsers.constant("mode", mode, Mode.class);
    requireGenerated();
    StressReport report;
    try {
      report = Stress.run(tests, chosen, console::isInterrupted);
    } catch (CancellationException e) {
      return console.interrupted("jcstress has not come to its end, so there is no observation");
    }
    console.print(StressText.of(report));
    return report.isAsExpected() ? ExitStatus.VERIFIED : ExitStatus.VIOLATED;
  }

  private static void requireGenerated() {
    if (StressCommand.class.getResource(TestList.LIST) == null) {
      throw new InputException(
          "stress must have the tests that jcstress generates: missing="
              + TestList.LIST
              + "; build all of the tool with: make build");
    }
  }
}
