package vcpucheck.scenarios.conform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.cli.Console;
import vcpucheck.checker.cli.ExitStatus;
import vcpucheck.checker.cli.InputException;
import vcpucheck.checker.cli.OutputFile;
import vcpucheck.checker.report.Json;

/** Replays what was recorded from the real mediator. */
@Command(
    name = "conform",
    description = {
      "Replay traces recorded from the real mediator and compare, state for state.",
      "Status 1: the model does something else; the first difference is shown."
    })
final class ConformCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "TRACES",
      arity = "1..*",
      description = "trace files (*.jsonl, *.jsonl.gz) or folders of them")
  private List<String> traces = new ArrayList<>();

  @Option(names = "--json", paramLabel = "FILE", description = "write the results as JSON")
  private @Nullable String json;

  ConformCommand(Console console) {
    this.console = console;
  }

  /** The report for programs. The fields are a stable contract. */
  private record Results(boolean conforms, List<ConformanceReport.File> files) {}

  @Override
  public Integer call() {
    Optional<OutputFile> jsonFile =
        Optional.ofNullable(json).map(file -> OutputFile.of("--json", file));
    ConformanceReport report = replay();
    console.out().print(ConformanceText.of(report));
    console.out().flush();
    jsonFile.ifPresent(
        file -> file.write(Json.text(new Results(report.conforms(), report.files()))));
    return report.conforms() ? ExitStatus.VERIFIED : ExitStatus.VIOLATED;
  }

  private ConformanceReport replay() {
    try {
      return Conformance.replay(TracePaths.of(traces));
    } catch (TraceFormatException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }
}
