package vcpucheck.checker.report.saturation;

import java.util.List;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.report.Table;
import vcpucheck.checker.report.Table.Align;
import vcpucheck.checker.report.WordWrap;
import vcpucheck.checker.saturation.SaturationReport;
import vcpucheck.checker.saturation.SaturationReport.Round;

/** What further vCPUs add, for people. */
public final class SaturationText {
  private static final String INDENT = "  ";

  private SaturationText() {}

  /** The whole report. */
  public static String of(SaturationReport report, int width) {
    StringBuilder text = new StringBuilder(WordWrap.paragraphs(headline(report), width));
    if (!report.rounds().isEmpty()) {
      text.append('\n').append(table(report).render(width)).append('\n');
      examples(report.last(), width, text);
    }
    return text.append(WordWrap.hanging(INDENT, meaning(report), width)).toString();
  }

  /** What came of it, in a line of its own. */
  public static String headline(SaturationReport report) {
    String what = what(report);
    String result =
        switch (report.verdict()) {
          case SATURATED ->
              "SATURATED: "
                  + what
                  + ": "
                  + vcpus(report.last())
                  + " vCPUs show no local view that "
                  + vcpus(report.rounds().get(report.rounds().size() - 2))
                  + " do not, which is evidence and no proof";
          case GROWING ->
              "NOT SATURATED: "
                  + what
                  + ": vCPU "
                  + vcpus(report.last())
                  + " still adds local views";
          case VIOLATED ->
              "VIOLATED: "
                  + what
                  + " with "
                  + NumberFormats.counted(report.last().vcpus(), "vCPU")
                  + " violates "
                  + String.join(", ", report.last().violated().stream().sorted().toList());
          case INCOMPLETE -> "INCOMPLETE: " + what + ": " + reason(report);
        };
    return result + "\n";
  }

  private static String what(SaturationReport report) {
    Configuration form = report.form();
    return report.id()
        + " "
        + report.name()
        + " on "
        + form.revision()
        + " ("
        + form.variant()
        + form.mutant().map(mutant -> ", " + mutant).orElse("")
        + ")";
  }

  private static String vcpus(Round round) {
    return NumberFormats.grouped(round.vcpus());
  }

  private static String reason(SaturationReport report) {
    if (report.cut().isPresent()) {
      return report.cut().get();
    }
    if (report.rounds().isEmpty()) {
      return "nothing was searched";
    }
    Round last = report.last();
    if (last.result().verdict() instanceof Verdict.Incomplete cut) {
      return "the search with "
          + NumberFormats.counted(last.vcpus(), "vCPU")
          + " was cut: "
          + cut.reason();
    }
    return "there is no other number of vCPUs to compare with, up to " + report.most();
  }

  private static Table table(SaturationReport report) {
    List<String> heads = List.of("vCPUs", "states", "views of one", "added", "of two", "added");
    Table table = new Table(heads, heads.stream().map(head -> Align.RIGHT).toList(), INDENT);
    for (Round round : report.rounds()) {
      table.add(
          List.of(
              vcpus(round),
              NumberFormats.grouped(round.result().stats().states()),
              NumberFormats.grouped(round.ofOne()),
              NumberFormats.grouped(round.added().ofOne()),
              NumberFormats.grouped(round.ofTwo()),
              NumberFormats.grouped(round.added().ofTwo())));
    }
    return table;
  }

  /** Where vCPUs are in what was added last. */
  private static void examples(Round last, int width, StringBuilder text) {
    if (last.added().examples().isEmpty()) {
      return;
    }
    text.append(INDENT).append("Added by the last number of vCPUs, among others:\n");
    for (String example : last.added().examples()) {
      text.append(WordWrap.hanging(INDENT + INDENT, example, width));
    }
    text.append('\n');
  }

  private static String meaning(SaturationReport report) {
    return "A local view is what one vCPU, or two, can tell of a state"
        + (report.isByBlocks() ? " at the end of a block" : "")
        + ": where they are, what they hold and know, and what they find next, with numbers as 0, 1"
        + " or more. Views leave out what they do not tell apart; so that none is added is evidence"
        + " that more vCPUs do nothing else, and no proof.";
  }
}
