package vcpucheck.scenarios.conform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.cli.CodeOptions;
import vcpucheck.checker.cli.Console;
import vcpucheck.checker.cli.ExitStatus;
import vcpucheck.checker.cli.InputException;
import vcpucheck.checker.cli.Names;
import vcpucheck.checker.cli.OutputFile;
import vcpucheck.checker.report.Json;
import vcpucheck.scenarios.form.Form;

/** Replays what was recorded from the real mediator. */
@Command(
    name = "conform",
    description = {
      "Replay traces recorded from the real mediator and compare, state for state.",
      "Status 1: the model does something else; the first difference is shown.",
      "On another form of the code than the recorded one: what that form answers otherwise."
    })
final class ConformCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "TRACES",
      arity = "1..*",
      description = "trace files (*.jsonl, *.jsonl.gz) or folders of them")
  private List<String> traces = new ArrayList<>();

  @Mixin private final CodeOptions code = new CodeOptions();

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

  private Configuration form(Configuration recorded) {
    Configuration wanted = code.apply(recorded);
    return Names.resolve(
        () -> {
          Form.of(wanted); /* refuses wrong names before anything runs */
          return Form.CODE_BASE.canonical(wanted);
        });
  }

  private ConformanceReport replay() {
    try {
      return Conformance.replay(TracePaths.of(traces), this::form);
    } catch (TraceFormatException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }
}
