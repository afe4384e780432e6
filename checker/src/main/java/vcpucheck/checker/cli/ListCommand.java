package vcpucheck.checker.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.cli.options.OutputOptions;
import vcpucheck.checker.cli.session.Session;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.OutputFile;
import vcpucheck.checker.report.Listing;
import vcpucheck.checker.report.ListingText;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.report.json.ReportJson;

/** Shows what can be checked. */
@Command(
    name = "list",
    description = "Show scenarios, revisions, variants, mutants, memory models and properties.",
    abbreviateSynopsis = true,
    optionListHeading = "Output")
final class ListCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = "-",
      description = "as JSON, to FILE or, without one, to standard output")
  private @Nullable String json;

  ListCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Optional<OutputFile> file = session.file("--json", json);
    Listing listing = Listing.of(session.catalogues().all(), models());
    file.ifPresentOrElse(
        chosen -> chosen.write(ReportJson.of(listing)),
        () -> session.console().print(text(listing)));
    return ExitStatus.VERIFIED;
  }

  private static List<Catalogue.Named> models() {
    return Arrays.stream(MemoryModel.values())
        .map(model -> new Catalogue.Named(model.word(), model.about()))
        .toList();
  }

  private String text(Listing listing) {
    TextStyle style = output.style(session.console(), false);
    return output.isQuiet() ? ListingText.names(listing) : ListingText.of(listing, style);
  }
}
