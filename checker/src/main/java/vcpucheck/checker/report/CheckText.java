package vcpucheck.checker.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import vcpucheck.checker.Limits;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Result;
import vcpucheck.checker.Stats;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Counterexample;

/** A report for people: the verdict in the first line, then the facts, then the counterexample. */
public final class CheckText {
  private CheckText() {}

  /**
   * The report as text.
   *
   * @param replay how to replay the counterexample: a command, or how to come by one
   */
  public static String of(CheckReport report, TextStyle style, String replay) {
    return of(report, style, replay, found -> TraceText.steps(found.vcpus(), found.steps(), style));
  }

  /** The report with a story in place of the operations. */
  public static String of(CheckReport report, TextStyle style, String replay, Story story) {
    return of(
        report, style, replay, found -> StoryText.of(story, found.vcpus(), found.steps(), style));
  }

  private static String of(
      CheckReport report,
      TextStyle style,
      String replay,
      Function<Counterexample, String> operations) {
    String head = headline(report, style) + "\n" + facts(report, style);
    return report
        .counterexample()
        .map(
            found ->
                head
                    + "\n"
                    + counterexample(found, style, operations.apply(found))
                    + "\n"
                    + replay
                    + "\n")
        .orElse(head);
  }

  /** The verdict, in a line of its own, and its reason. */
  public static String headline(CheckReport report, TextStyle style) {
    String verdict = report.kind() + ": " + report.title();
    String claim =
        switch (report.kind()) {
          case VIOLATED -> " violates " + report.property().orElseThrow();
          case VERIFIED -> ", in every " + executions(report.options().memory());
          case INCOMPLETE -> ", no violation in what was covered";
        };
    return verdict
        + claim
        + "\n"
        + report.reason().map(why -> WordWrap.hanging("  ", why, style.width())).orElse("");
  }

  /** What every one of was covered. */
  static String executions(MemoryModel memory) {
    return memory == MemoryModel.SC
        ? "interleaving"
        : "execution that " + memory.word() + " allows";
  }

  private static String assumed(MemoryModel memory) {
    return memory == MemoryModel.SC ? "sc, which tells nothing of barriers" : memory.word();
  }

  static String facts(CheckReport report, TextStyle style) {
    CheckReport.Subject subject = report.subject();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("scenario", subject.id() + " " + subject.scenario() + ": " + subject.lesson());
    facts.put("code", CheckReport.code(subject.configuration(), report.vcpus()));
    facts.put(
        "memory",
        assumed(report.options().memory()) + CoverageText.unordered(report.result().coverage()));
    facts.put("search", search(report));
    if (!toldApart(report.result()).isEmpty()) {
      facts.put("slots", "told apart, of " + String.join("; of ", toldApart(report.result())));
    }
    facts.put("covered", covered(report.result().stats()));
    facts.put("reached", CoverageText.reached(report.result().coverage()));
    facts.put("time", time(report));
    return facts.entrySet().stream()
        .map(
            fact ->
                WordWrap.hanging(
                    String.format(Locale.ROOT, "  %-10s", fact.getKey()),
                    fact.getValue(),
                    style.width()))
        .collect(Collectors.joining());
  }

  /** What tells slots apart, so that they were not exchanged, one sentence for each slab. */
  private static List<String> toldApart(Result result) {
    return result.slabs().stream()
        .filter(slab -> slab.capacity() > 1 && !slab.toldApart().isEmpty())
        .map(slab -> slab.name() + ": " + String.join("; ", slab.toldApart()))
        .toList();
  }

  /** How the search goes, whatever is searched. */
  static String search(Options options) {
    return search(options, options.reuse().stream().map(Slab.Reuse::text).toList());
  }

  /** How one search went. */
  static String search(CheckReport report) {
    return search(report.options(), CoverageText.reuse(report.result()))
        + ", "
        + word(report.options().build())
        + " build";
  }

  private static String search(Options options, List<String> reuse) {
    List<String> facts = new ArrayList<>();
    facts.add("order " + word(options.order()));
    if (options.order() == Options.Order.RANDOM) {
      facts.add("seed " + options.seed());
    }
    facts.add("store " + word(options.store()));
    facts.add(reductions(options.effectiveReductions().names()));
    facts.addAll(reuse);
    if (options.strictHistories()) {
      facts.add("strict histories");
    }
    facts.add(options.validate() ? "validated" : "not validated");
    limits(options.limits(), facts);
    return String.join(", ", facts);
  }

  private static String reductions(List<String> names) {
    return names.isEmpty() ? "no reductions" : "reductions " + enumerated(names);
  }

  private static String enumerated(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  private static void limits(Limits limits, List<String> facts) {
    if (limits.states() != Long.MAX_VALUE) {
      facts.add("at most " + NumberFormats.counted(limits.states(), "state"));
    }
    if (limits.limitsTime()) {
      facts.add("at most " + NumberFormats.seconds(limits.time()));
    }
    if (limits.bytes() != Long.MAX_VALUE) {
      facts.add("at most " + NumberFormats.bytes(limits.bytes()));
    }
  }

  /** What a search covered. */
  static String covered(Stats stats) {
    return NumberFormats.counted(stats.states(), "state")
        + ", "
        + NumberFormats.counted(stats.transitions(), "transition")
        + ", depth "
        + NumberFormats.grouped(stats.depth())
        + ", interleavings "
        + NumberFormats.interleavings(stats.interleavings())
        + (stats.cuts() == 0
            ? ""
            : ", cut off by assumptions in " + NumberFormats.counted(stats.cuts(), "state"))
        + ", "
        + NumberFormats.counted(stats.nodes(), "automaton node");
  }

  private static String time(CheckReport report) {
    return NumberFormats.seconds(report.result().elapsed())
        + ", "
        + NumberFormats.rate(report.result().stats().states(), report.result().elapsed())
        + " states/s";
  }

  /** An interleaving and what it ends in. */
  static String counterexample(Counterexample found, TextStyle style) {
    return counterexample(found, style, TraceText.steps(found.vcpus(), found.steps(), style));
  }

  private static String counterexample(Counterexample found, TextStyle style, String operations) {
    return WordWrap.hanging(
            "",
            "Counterexample: "
                + TraceText.summary(found.schedule(), found.preemptions())
                + (found.fewestSwitches() ? " (no violation has fewer context switches)" : ""),
            style.width())
        + "\n"
        + operations
        + "\n"
        + WordWrap.paragraphs(
            TraceText.end(found.steps().size(), found.message(), found.lasso()), style.width());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
