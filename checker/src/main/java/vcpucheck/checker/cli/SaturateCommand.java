package vcpucheck.checker.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.cli.options.LimitOptions;
import vcpucheck.checker.cli.options.OutputOptions;
import vcpucheck.checker.cli.options.ProgressOptions;
import vcpucheck.checker.cli.options.SearchOptions;
import vcpucheck.checker.cli.session.Catalogues;
import vcpucheck.checker.cli.session.ConfigurationOptions;
import vcpucheck.checker.cli.session.NameCandidates;
import vcpucheck.checker.cli.session.Session;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OptionParsers;
import vcpucheck.checker.cli.spi.OutputFile;
import vcpucheck.checker.cli.terminal.ProgressMeter;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.report.json.SaturationJson;
import vcpucheck.checker.report.saturation.SaturationText;
import vcpucheck.checker.saturation.SaturationReport;
import vcpucheck.checker.saturation.SaturationSearch;

/** Says whether more vCPUs show more. */
@Command(
    name = "saturate",
    description = {
      "Search with more and more vCPUs until a further one adds no local view: evidence, and no"
          + " proof, that still more vCPUs do nothing else.",
      "Status 1: with some number of vCPUs a property is violated.",
      "Status 3: each vCPU added views, or a search was cut."
    },
    abbreviateSynopsis = true,
    optionListHeading = "Output",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} saturate S72",
      "  ${ROOT-COMMAND-NAME} saturate S01 --most-vcpus 3 --limit-states 1M --json -"
    })
final class SaturateCommand implements Callable<Integer> {
  private static final int USUAL_MOST = 4;

  private final Session session;

  @Parameters(
      paramLabel = "SCENARIO",
      completionCandidates = NameCandidates.Scenarios.class,
      description = "name or id of a scenario")
  private String scenario = "";

  @Mixin private final ConfigurationOptions code = new ConfigurationOptions();

  @Option(
      names = "--most-vcpus",
      paramLabel = "N",
      description = "the most vCPUs to search with (default: 4)")
  private @Nullable String most;

  @Mixin private final SearchOptions search = new SearchOptions();

  @Mixin private final LimitOptions limits = new LimitOptions();

  @Mixin private final OutputOptions output = new OutputOptions();

  @Mixin private final ProgressOptions progress = new ProgressOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write the report as JSON; - is standard output")
  private @Nullable String json;

  private Optional<ProgressMeter> meter = Optional.empty();

  SaturateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Options options = limits.apply(search.options()).withCountedStates(0);
    Catalogues.Found found = session.catalogues().find(scenario);
    Configuration form = found.canonical(code.apply(found.scenario().defaults()));
    int width = output.style(session.console(), false).width();
    Optional<OutputFile> file = session.file("--json", json);
    SaturationReport report = report(found, form, options);
    if (file.filter(OutputFile::isStandardOutput).isEmpty()) {
      session
          .console()
          .print(
              output.isQuiet()
                  ? SaturationText.headline(report)
                  : SaturationText.of(report, width));
    }
    file.ifPresent(target -> target.write(SaturationJson.of(report)));
    return switch (report.verdict()) {
      case SATURATED -> ExitStatus.VERIFIED;
      case VIOLATED -> ExitStatus.VIOLATED;
      case GROWING, INCOMPLETE -> ExitStatus.INCOMPLETE;
    };
  }

  private SaturationReport report(Catalogues.Found found, Configuration form, Options options) {
    int upTo =
        most == null
            ? USUAL_MOST
            : OptionParsers.positive("--most-vcpus", most, Program.MOST_VCPUS);
    try {
      return new SaturationSearch(found.scenario(), form, options, upTo)
          .run(vcpus -> meter(title(found, vcpus)), session.interruption()::isRequested);
    } catch (IllegalArgumentException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    } finally {
      meter.ifPresent(ProgressMeter::end);
    }
  }

  private ProgressListener meter(String title) {
    meter.ifPresent(ProgressMeter::end);
    ProgressMeter next = session.meter(title, progress.style(output));
    meter = Optional.of(next);
    return next;
  }

  private static String title(Catalogues.Found found, int vcpus) {
    return found.scenario().id() + " with " + NumberFormats.counted(vcpus, "vCPU");
  }
}
