package vcpucheck.checker.report.ordering;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.necessity.Necessity;
import vcpucheck.checker.necessity.NecessityReport;
import vcpucheck.checker.necessity.SiteNeed;
import vcpucheck.checker.necessity.Trial;
import vcpucheck.checker.ordering.AccessSite;
import vcpucheck.checker.ordering.Strength;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.report.Table;
import vcpucheck.checker.report.Table.Align;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.report.WordWrap;

/** Which orderings are needed, for people. */
public final class NecessityText {
  private static final String INDENT = "  ";

  private final NecessityReport report;
  private final TextStyle style;
  private final StringBuilder text = new StringBuilder();

  private NecessityText(NecessityReport report, TextStyle style) {
    this.report = report;
    this.style = style;
  }

  /** The whole report. */
  public static String of(NecessityReport report, TextStyle style) {
    return new NecessityText(report, style).write();
  }

  /** One line: how many orderings there are, and how many are needed under each memory model. */
  public static String headline(NecessityReport report) {
    List<NecessityReport.Row> rows = report.rows();
    return "ORDERINGS at "
        + NumberFormats.counted(rows.size(), "site")
        + report.models().stream()
            .map(model -> counts(rows, model))
            .collect(Collectors.joining("; ", ": ", "\n"));
  }

  /** "under arm64 3 needed, 2 relaxable". */
  private static String counts(List<NecessityReport.Row> rows, MemoryModel model) {
    List<String> counts = new ArrayList<>();
    for (SiteNeed.Need need : SiteNeed.Need.values()) {
      long count = rows.stream().filter(row -> row.needs().get(model) == need).count();
      if (count > 0) {
        counts.add(NumberFormats.grouped(count) + " " + need.word());
      }
    }
    return "under "
        + model.word()
        + " "
        + (counts.isEmpty() ? "nothing was tried" : String.join(", ", counts));
  }

  private String write() {
    text.append(headline(report)).append('\n');
    paragraph(
        "Each ordering is made weaker alone. It is needed if every weaker one violates a property"
            + " or shows a new outcome, relaxable if a weaker one does not, not distinguished if"
            + " not even the weakest does, and undecided if a limit was reached. All this holds for"
            + " these scenarios.");
    report.entries().stream()
        .filter(entry -> entry.necessity().base().kind() != VerdictKind.VERIFIED)
        .forEach(this::notTried);
    if (!report.rows().isEmpty()) {
      text.append('\n').append(table());
    }
    report.entries().forEach(this::reasons);
    return text.toString();
  }

  private void notTried(NecessityReport.Entry entry) {
    Verdict base = entry.necessity().base();
    String why =
        base instanceof Verdict.Violated violated
            ? "violates " + violated.property() + " as it is"
            : base instanceof Verdict.Incomplete incomplete
                ? "could not be searched as it is: " + incomplete.reason()
                : base.word();
    text.append('\n');
    paragraph(title(entry) + " " + why + ", so nothing was tried on it.");
  }

  private static String title(NecessityReport.Entry entry) {
    return entry.id() + " " + entry.name() + " under " + entry.necessity().memory().word();
  }

  private String table() {
    List<NecessityReport.Row> rows = report.rows();
    boolean hasFunctions = rows.stream().anyMatch(row -> !row.site().function().isEmpty());
    List<String> heads = new ArrayList<>(List.of("Java source"));
    if (hasFunctions) {
      heads.add("C function");
    }
    heads.addAll(List.of("ordering", "primitive, cost on Arm"));
    report.models().forEach(model -> heads.add(model.word()));
    List<Align> aligns = new ArrayList<>(heads.stream().map(head -> Align.LEFT).toList());
    aligns.set(0, Align.RIGHT);
    Table table = new Table(heads, aligns, INDENT);
    rows.forEach(row -> table.add(cells(row, hasFunctions)));
    return table.render(style.width());
  }

  private List<String> cells(NecessityReport.Row row, boolean hasFunctions) {
    AccessSite site = row.site();
    List<String> cells = new ArrayList<>(List.of(site.source()));
    if (hasFunctions) {
      cells.add(site.function());
    }
    cells.add(ordering(site));
    cells.add(site.strength().primitive(site.kind()) + " (" + site.strength().cost().word() + ")");
    report.models().forEach(model -> cells.add(need(row, model)));
    return cells;
  }

  private static String ordering(AccessSite site) {
    return site.kind() == AccessSite.Kind.FENCE
        ? site.strength().word()
        : site.strength().word() + " " + site.kind().name().toLowerCase(Locale.ROOT);
  }

  /** "needed", "relaxable: release", "not reached". */
  private static String need(NecessityReport.Row row, MemoryModel model) {
    SiteNeed.Need need = row.needs().get(model);
    Strength enough = row.enough().get(model);
    if (need == null) {
      return "not reached";
    }
    return need == SiteNeed.Need.RELAXABLE && enough != null
        ? need.word() + ": " + enough.word()
        : need.word();
  }

  /** Why the orderings of a scenario are needed, or what is open. */
  private void reasons(NecessityReport.Entry entry) {
    Necessity necessity = entry.necessity();
    if (necessity.base().kind() != VerdictKind.VERIFIED) {
      return;
    }
    text.append('\n')
        .append(INDENT)
        .append(title(entry))
        .append(": ")
        .append(NumberFormats.counted(necessity.searches(), "search", "searches"))
        .append(necessity.leavesOutLinearizability() ? ", not of linearizable" : "")
        .append(minimum(necessity))
        .append('\n');
    for (SiteNeed need : necessity.sites()) {
      for (Trial trial : need.trials()) {
        if (trial.answer() != Trial.Answer.UNNOTICED) {
          reason(need.site(), trial);
        }
      }
    }
  }

  private static String minimum(Necessity necessity) {
    if (necessity.minimum().isEmpty()) {
      return "; how weak all can be together is open";
    }
    Map<AccessSite, Strength> minimum = necessity.minimum().get();
    long weaker =
        minimum.entrySet().stream()
            .filter(site -> site.getKey().strength() != site.getValue())
            .count();
    return weaker == 0
        ? "; no single ordering can be weaker"
        : "; " + NumberFormats.counted(weaker, "site") + " can be weaker together";
  }

  private void reason(AccessSite site, Trial trial) {
    String steps =
        trial
            .trace()
            .map(found -> " (" + NumberFormats.counted(found.steps().size(), "operation") + ")")
            .orElse("");
    String line = site.source() + " " + trial.weaker().word() + ": " + trial.reason() + steps;
    WordWrap.lines(line, style.width() - 2 * INDENT.length())
        .forEach(part -> text.append(INDENT).append(INDENT).append(part).append('\n'));
  }

  private void paragraph(String sentence) {
    WordWrap.lines(sentence, style.width() - INDENT.length())
        .forEach(line -> text.append(INDENT).append(line).append('\n'));
  }
}
