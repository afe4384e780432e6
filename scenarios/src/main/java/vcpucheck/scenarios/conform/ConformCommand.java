package vcpucheck.scenarios.conform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Recordings.Deviation;
import vcpucheck.checker.cli.session.ConfigurationOptions;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OutputFile;
import vcpucheck.checker.cli.spi.Suggestions;
import vcpucheck.checker.compare.Forms;
import vcpucheck.checker.compare.RecordedTrace;
import vcpucheck.checker.report.comparison.RecordedText;
import vcpucheck.checker.report.json.Json;
import vcpucheck.checker.report.json.RecordedJson;
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
      names = "--against",
      paramLabel = "NAME",
      description =
          "say what another form answers otherwise than this one, and as which of them the real"
              + " code answers; status 0 if as the other in every trace")
  private @Nullable String against;

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

  /** The report of two forms for programs. */
  private record Parted(int schema, String tool, boolean conforms, List<RecordedJson> traces) {}

  @Override
  public Integer call() {
    Optional<OutputFile> jsonFile =
        Optional.ofNullable(json).map(file -> OutputFile.of(console, "--json", file));
    return against == null ? replay(jsonFile) : compare(against, jsonFile);
  }

  private int compare(String other, Optional<OutputFile> jsonFile) {
    Set<Coverage.Decision> parts = new LinkedHashSet<>();
    List<Path> files = TracePaths.of(traces);
    List<Deviation> from = deviations(files, this::form);
    List<Deviation> to =
        deviations(
            files,
            recorded -> {
              Configuration one = form(recorded);
              Configuration another = canonical(recorded.withRevision(other));
              parts.addAll(Forms.of(Form.CODE_BASE, one, another).parts());
              return another;
            });
    List<RecordedTrace> parted = RecordedTrace.of(from, to);
    List<Coverage.Decision> changes = List.copyOf(parts);
    if (jsonFile.filter(OutputFile::isStandardOutput).isEmpty()) {
      String differences = RecordedText.of(parted, changes, console.screen().width());
      console.print(ConformanceText.of(parted, differences, to));
    }
    jsonFile.ifPresent(
        file ->
            file.write(
                Json.text(
                    new Parted(
                        ReportJson.SCHEMA,
                        ReportJson.tool(),
                        to.isEmpty(),
                        RecordedJson.of(parted, changes)))));
    return to.isEmpty() ? ExitStatus.VERIFIED : ExitStatus.VIOLATED;
  }

  private static List<Deviation> deviations(List<Path> files, UnaryOperator<Configuration> form) {
    try {
      return Conformance.deviations(files, form);
    } catch (TraceFormatException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  private int replay(Optional<OutputFile> jsonFile) {
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
    return canonical(code.apply(recorded));
  }

  private static Configuration canonical(Configuration wanted) {
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
