package vcpucheck.scenarios.pages;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.OpteeCatalogue;

/** The tables of pages that are made from the catalogue, in Markdown. */
final class CatalogueTables {
  /** The revisions for which something is expected of the mediator without locks. */
  private static final List<Revision> WITHOUT_LOCKS = List.of(Revision.XEN_4_22, Revision.REPAIRED);

  private static final List<MemoryModel> WEAK =
      List.of(MemoryModel.TSO, MemoryModel.RC11, MemoryModel.ARM64);

  private final Catalogue catalogue = new OpteeCatalogue();

  /** Each table, by the name that a page has in its comment. */
  Map<String, String> all() {
    return new TreeMap<>(Map.of("findings", findings(), "revisions", revisions()));
  }

  private String findings() {
    StringBuilder table = new StringBuilder("| scenario | what goes wrong, or must not |");
    for (Revision revision : Revision.values()) {
      table.append(' ').append(column(revision)).append(" |");
    }
    for (Revision revision : WITHOUT_LOCKS) {
      table.append(' ').append(column(revision)).append(" lock-free |");
    }
    for (MemoryModel model : WEAK) {
      table.append(" `").append(model.word()).append("` |");
    }
    table.append(" weakenings caught | source |\n|---|---|");
    int columns = Revision.values().length + WITHOUT_LOCKS.size() + WEAK.size();
    table.append(":-:|".repeat(columns));
    table.append("---|---|\n");
    catalogue.scenarios().forEach(scenario -> table.append(row(scenario)));
    return table.toString();
  }

  private static String column(Revision revision) {
    return revision.label().replace("commit-", "").replace("xen-", "");
  }

  private static String row(Scenario scenario) {
    StringBuilder row =
        new StringBuilder(
            "| " + scenario.id() + " `" + scenario.name() + "` | " + scenario.lesson() + " |");
    for (Revision revision : Revision.values()) {
      row.append(' ').append(mark(scenario, revision, Variant.LOCKED)).append(" |");
    }
    for (Revision revision : WITHOUT_LOCKS) {
      row.append(' ').append(mark(scenario, revision, Variant.LOCK_FREE)).append(" |");
    }
    for (MemoryModel model : WEAK) {
      row.append(' ').append(mark(scenario, model)).append(" |");
    }
    String caught =
        scenario.expectations().stream()
            .filter(expectation -> expectation.isOf(VerdictKind.VIOLATED))
            .flatMap(expectation -> expectation.configuration().mutant().stream())
            .distinct()
            .collect(joining(", "));
    return row + " " + caught + " | " + scenario.source() + " |\n";
  }

  /** What is expected under a weak model, with the revision. */
  private static String mark(Scenario scenario, MemoryModel model) {
    return scenario.expectations().stream()
        .filter(expectation -> expectation.memory() == model)
        .filter(expectation -> expectation.configuration().mutant().isEmpty())
        .map(
            expectation ->
                expectation.configuration().revision().replace("xen-", "")
                    + " "
                    + mark(expectation))
        .distinct()
        .collect(joining(", "));
  }

  private static String mark(Scenario scenario, Revision revision, Variant variant) {
    String debug = mark(scenario, revision, variant, false);
    String release = mark(scenario, revision, variant, true);
    return release.isEmpty() || release.equals(debug) ? debug : debug + " release " + release;
  }

  private static String mark(
      Scenario scenario, Revision revision, Variant variant, boolean release) {
    return scenario.expectations().stream()
        .filter(expectation -> expectation.configuration().mutant().isEmpty())
        .filter(expectation -> expectation.configuration().variant().equals(variant.label()))
        .filter(expectation -> expectation.configuration().revision().equals(revision.label()))
        .filter(expectation -> expectation.release() == release && expectation.isSequential())
        .map(CatalogueTables::mark)
        .distinct()
        .collect(joining(" "));
  }

  private static String mark(Expectation expectation) {
    String mark = expectation.isOf(VerdictKind.VERIFIED) ? "✓" : "✗";
    return expectation.large() ? "(" + mark + ")" : mark;
  }

  private String revisions() {
    StringBuilder table = new StringBuilder("| revision | what it is | changes in behaviour |\n");
    table.append("|---|---|---|\n");
    catalogue
        .revisions()
        .forEach(
            revision -> {
              table.append("| `" + revision.name() + "` | " + revision.about() + " | ");
              table.append(commits(Revision.of(revision.name()))).append(" |\n");
            });
    return table.toString();
  }

  private static String commits(Revision revision) {
    List<Fix> fixes =
        Stream.of(Fix.values()).filter(fix -> fix.since().equals(Optional.of(revision))).toList();
    return fixes.stream().allMatch(fix -> fix.commit().isEmpty()) && !fixes.isEmpty()
        ? fixes.size() + " repairs of ours"
        : fixes.stream().map(Fix::commit).collect(joining(", "));
  }
}
