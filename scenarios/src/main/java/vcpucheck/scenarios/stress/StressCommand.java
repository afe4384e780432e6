package vcpucheck.scenarios.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.cli.Console;
import vcpucheck.checker.cli.ExitStatus;
import vcpucheck.checker.cli.InputException;

/** Runs races on real threads. */
@Command(
    name = "stress",
    description = {
      "Run races on real threads, with jcstress, and compare with the explorer.",
      "Status 1: an outcome was seen that must not be, or a race that must be was not."
    })
final class StressCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "SCENARIO", arity = "0..*", description = "names or ids; all if none")
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
    StressReport report = Stress.run(tests(), mode());
    console.out().print(StressText.of(report));
    console.out().flush();
    return report.isAsExpected() ? ExitStatus.VERIFIED : ExitStatus.VIOLATED;
  }

  private List<StressTest> tests() {
    if (scenarios.isEmpty()) {
      return StressTests.ALL;
    }
    List<StressTest> tests = new ArrayList<>();
    for (String scenario : scenarios) {
      List<StressTest> found =
          StressTests.ALL.stream().filter(test -> test.subject().isNamed(scenario)).toList();
      if (found.isEmpty()) {
        throw new InputException(
            "a scenario must have a test for jcstress: scenario="
                + scenario
                + "; those that have are "
                + StressTests.ALL.stream()
                    .map(test -> test.subject().name())
                    .distinct()
                    .collect(Collectors.joining(", ")));
      }
      tests.addAll(found);
    }
    return tests.stream().distinct().toList();
  }

  private Mode mode() {
    for (Mode known : Mode.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(mode)) {
        return known;
      }
    }
    throw new InputException("a mode is sanity, quick or default: mode=" + mode);
  }
}
