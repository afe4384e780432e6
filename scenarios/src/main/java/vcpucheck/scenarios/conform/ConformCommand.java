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
import vcpucheck.checker.cli.ConfigurationOptions;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OutputFile;
import vcpucheck.checker.cli.spi.Suggestions;
import vcpucheck.checker.report.json.Json;
import vcpucheck.checker.report.json.ReportJson;
import vcpucheck.scenarios.form.Form;

/** Replays what was recorded from the real mediator. */
@Command(
    name = "conform",
    description = {
      "Replay traces recorded from the real mediator and compare, state for state.",
      "Status 1: the model does something else; the first difference is shown.",
      "On another form of the code than the recorded one: what that form answers otherwise."
    },
    abbreviateSynopsis = true,
    optionListHeading = "Options")
final class ConformCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "TRACES",
      arity = "1..*",
      description = "trace files (*.jsonl, *.jsonl.gz) or folders of them")
  private List<String> traces = new ArrayList<>();

  @Mixin private final ConfigurationOptions code = new ConfigurationOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write the results as JSON; - is standard output")
  private @Nullable String json;

  ConformCommand(Console console) {
    this.console = console;
  }

  /** The report for programs. The fields are a stable contract. */
  private record Results(
      int schema, String tool, boolean conforms, List<ConformanceReport.File> files) {}

  @Override
  public Integer call() {
    Optional<OutputFile> jsonFile =
        Optional.ofNullable(json).map(file -> OutputFile.of(console, "--json", file));
    ConformanceReport report = replay();
    if (jsonFile.filter(OutputFile::isStandardOutput).isEmpty()) {
      console.print(ConformanceText.of(report));
    }
    jsonFile.ifPresent(
        file ->
            file.write(
                Json.text(
                    new Results(
                        ReportJson.SCHEMA, ReportJson.tool(), report.conforms(), report.files()))));
    return report.conforms() ? ExitStatus.VERIFIED : ExitStatus.VIOLATED;
  }

  private Configuration form(Configuration recorded) {
    Configuration wanted = code.apply(recorded);
    return Suggestions.resolve(
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
