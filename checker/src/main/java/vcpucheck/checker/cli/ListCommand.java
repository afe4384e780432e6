package vcpucheck.checker.cli;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.report.JsonReport;
import vcpucheck.checker.report.Listing;

/** Shows what can be checked. */
@Command(
    name = "list",
    description = "Show scenarios, revisions, variants, mutants, memory models and properties.")
final class ListCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--json", description = "as JSON")
  private boolean json;

  ListCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Listing listing = Listing.of(session.catalogues().all(), models());
    session.print(json ? JsonReport.of(listing) : listing.text());
    return ExitStatus.VERIFIED;
  }

  private static List<Catalogue.Named> models() {
    return Arrays.stream(MemoryModel.values())
        .map(model -> new Catalogue.Named(model.word(), model.about()))
        .toList();
  }
}
