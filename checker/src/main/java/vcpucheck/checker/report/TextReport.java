package vcpucheck.checker.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.Stats;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.trace.Counterexample;

/** A report for people: the verdict in the first line, then the facts, then the counterexample. */
public final class TextReport {
  private TextReport() {}

  /**
   * The report as text.
   *
   * @param replay how to replay the counterexample: a command, or how to come by one
   */
  public static String of(Report report, Detail detail, String replay) {
    String head = headline(report) + "\n\n" + facts(report);
    return report
        .counterexample()
        .map(found -> head + "\n" + counterexample(found, detail) + "\n" + replay + "\n")
        .orElse(head);
  }

  private static String headline(Report report) {
    String verdict = report.word().toUpperCase(Locale.ROOT) + ": " + report.subject().title();
    return switch (report.word()) {
      case "violated" ->
          verdict
              + " violates "
              + report.property().orElseThrow()
              + "\n  "
              + report.reason().orElseThrow();
      case "verified" ->
          verdict
              + ", in every interleaving"
              + report.reason().map(limits -> "\n  " + limits).orElse("");
      default -> verdict + ", no violation in what was covered\n  " + report.reason().orElseThrow();
    };
  }

  private static String facts(Report report) {
    Report.Subject subject = report.subject();
    return fact("scenario", subject.id() + " " + subject.scenario() + ": " + subject.lesson())
        + fact("code", code(subject.configuration()))
        + fact("memory", subject.memory())
        + fact("search", search(report.options()))
        + fact("covered", covered(report.result().stats()))
        + fact("time", time(report));
  }

  private static String fact(String name, String value) {
    return String.format(Locale.ROOT, "  %-10s%s", name, value) + "\n";
  }

  private static String code(Configuration configuration) {
    return "revision "
        + configuration.revision()
        + ", variant "
        + configuration.variant()
        + configuration.mutant().map(mutant -> ", mutant " + mutant).orElse("")
        + ", "
        + Numbers.counted(configuration.vcpus(), "vCPU");
  }

  private static String search(Options options) {
    List<String> facts = new ArrayList<>();
    facts.add("order " + word(options.order()));
    if (options.order() == Options.Order.RANDOM) {
      facts.add("seed " + options.seed());
    }
    facts.add("store " + word(options.store()));
    facts.add(reductions(options.reductions().names()));
    facts.add(word(options.build()) + " build");
    facts.add(options.validate() ? "validated" : "not validated");
    limits(options.limits(), facts);
    return String.join(", ", facts);
  }

  private static String reductions(List<String> names) {
    return names.isEmpty() ? "no reductions" : "reductions " + String.join(" and ", names);
  }

  private static void limits(Limits limits, List<String> facts) {
    if (limits.states() != Long.MAX_VALUE) {
      facts.add("at most " + Numbers.counted(limits.states(), "state"));
    }
    if (limits.limitsTime()) {
      facts.add("at most " + Numbers.seconds(limits.time()));
    }
    if (limits.bytes() != Long.MAX_VALUE) {
      facts.add("at most " + Numbers.bytes(limits.bytes()));
    }
  }

  /** What a search covered. */
  static String covered(Stats stats) {
    return Numbers.counted(stats.states(), "state")
        + ", "
        + Numbers.counted(stats.transitions(), "transition")
        + ", depth "
        + Numbers.grouped(stats.depth())
        + ", interleavings "
        + Numbers.interleavings(stats.interleavings())
        + (stats.cuts() == 0
            ? ""
            : ", cut off by assumptions in " + Numbers.counted(stats.cuts(), "state"))
        + ", "
        + Numbers.counted(stats.nodes(), "automaton node");
  }

  private static String time(Report report) {
    return Numbers.seconds(report.result().elapsed())
        + ", "
        + Numbers.rate(report.result().stats().states(), report.result().elapsed())
        + " states/s";
  }

  /** An interleaving and what it ends in. */
  static String counterexample(Counterexample found, Detail detail) {
    return "Counterexample: "
        + TraceText.summary(found.schedule(), found.preemptions())
        + (found.fewestSwitches() ? " (no violation has fewer context switches)" : "")
        + "\n\n"
        + TraceText.steps(found.vcpus(), found.steps(), detail)
        + "\n"
        + TraceText.end(found.steps().size(), found.message(), found.lasso())
        + "\n";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
