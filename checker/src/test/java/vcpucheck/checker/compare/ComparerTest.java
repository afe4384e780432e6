package vcpucheck.checker.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.compare.Comparison.Verdict;
import vcpucheck.checker.compare.ScenarioComparison.Change;
import vcpucheck.checker.fixtures.ToyScenario;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.report.comparison.ComparisonMarkdown;
import vcpucheck.checker.report.comparison.ComparisonText;
import vcpucheck.checker.report.json.ComparisonJson;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.trace.Witness;

/** What is said of two forms of a counter that two vCPUs increment. */
final class ComparerTest {
  /** The forms of the counter. */
  private static Model counter(String form) {
    return memory -> {
      IntCell count = memory.intCell("count", 0);
      IntCell hidden = memory.intCell("hidden", 0);
      Runnable body =
          switch (form) {
            case "plain" -> () -> count.set(count.get() + 1);
            case "negative" -> () -> count.set(-1);
            case "atomic" -> () -> count.add(1);
            case "doubled" -> () -> count.add(2);
            case "tripled" -> () -> count.set(count.get() + 3);
            case "three" -> () -> count.set(3);
            case "noted" ->
                () -> {
                  hidden.set(1);
                  count.add(1);
                };
            default -> throw new IllegalArgumentException(form);
          };
      return Program.of(
          List.of(Vcpu.of("one", body), Vcpu.of("other", body)),
          Property.observable("count", () -> "" + count.get()),
          Property.atEnd(
              "even",
              () -> count.get() % 2 == 0 ? Optional.empty() : Optional.of("count=" + count.get())),
          Property.atEnd(
              "small", () -> count.get() > 2 ? Optional.of("too large") : Optional.empty()));
    };
  }

  /** The same without conditions. */
  private static Model unchecked(String form) {
    return memory -> {
      Program program = counter(form).build(memory);
      return new Program(
          program.vcpus(),
          program.properties().stream()
              .filter(property -> property instanceof Property.Observable)
              .toList(),
          0);
    };
  }

  private static Configuration form(String revision) {
    return new Configuration(revision, "plain", Optional.empty(), 2);
  }

  /** Forms that differ by nothing that has a name. */
  static Forms forms(String from, String to) {
    return new Forms(form(from), form(to), List.of());
  }

  private static ScenarioComparison compare(
      boolean isChecked, String from, String to, Options options) {
    return new Comparer(options, options.limits(), Set.of())
        .compare(scenario(isChecked), forms(from, to), ProgressListener.NONE);
  }

  private static ToyScenario scenario(boolean isChecked) {
    return new ToyScenario(
        "T1",
        "counter",
        "increments",
        "a textbook",
        List.of(),
        List.of(),
        code -> isChecked ? counter(code.revision()) : unchecked(code.revision()));
  }

  static Comparison comparison(ScenarioComparison one, String... allowed) {
    return new Comparison("from", "to", List.of(one), Set.of(allowed), false);
  }

  @ParameterizedTest
  @CsvSource({
    "plain, atomic, FIXED, REFINEMENT",
    "atomic, plain, BROKEN, REGRESSION",
    "plain, doubled, OTHER_VIOLATION, REGRESSION",
    "atomic, atomic, SAME, REFINEMENT",
    "plain, plain, SAME, NO_REGRESSION",
    "plain, negative, OTHER_VIOLATION, REGRESSION",
    "tripled, three, FEWER, NO_REGRESSION",
    "tripled, negative, OTHER_VIOLATION, REGRESSION",
    "atomic, noted, SAME, REFINEMENT",
  })
  void verdicts_are_compared_by_property(String from, String to, Change change, Verdict verdict) {
    ScenarioComparison compared = compare(true, from, to, Options.defaults());
    assertEquals(change, compared.change());
    assertEquals(verdict, comparison(compared).verdict());
  }

  @Test
  void outcomes_are_sets() {
    ScenarioComparison fewer = compare(false, "plain", "atomic", Options.defaults());
    assertEquals(Set.of("1"), counts(fewer.removed()));
    assertEquals(Set.of(), counts(fewer.added()));
    assertEquals(1, fewer.kept());
    assertTrue(fewer.isRefinement());
    ScenarioComparison more = compare(false, "atomic", "plain", Options.defaults());
    assertEquals(Set.of("1"), counts(more.added()));
    assertFalse(more.isRefinement());
  }

  private static Set<String> counts(Set<Outcome> outcomes) {
    return outcomes.stream()
        .map(outcome -> String.valueOf(outcome.shown().get("count")))
        .collect(Collectors.toSet());
  }

  @Test
  void each_outcome_has_a_shortest_interleaving_that_shows_it() {
    ScenarioComparison compared =
        new Comparer(Options.defaults(), Limits.none(), Set.of(Comparer.Question.OUTCOMES))
            .compare(scenario(false), forms("plain", "atomic"), ProgressListener.NONE);
    Map<String, Witness> witnesses =
        compared.from().witnesses().entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> String.valueOf(entry.getKey().shown().get("count")),
                    Map.Entry::getValue));
    assertEquals(Set.of("1", "2"), witnesses.keySet());
    Map<String, Integer> fewest = Map.of("2", 1, "1", 2);
    witnesses.forEach(
        (count, witness) -> {
          assertEquals(4, witness.steps().size());
          assertEquals(fewest.get(count), witness.schedule().contextSwitches());
          assertEquals(count, witness.steps().get(3).value());
          List<String> operations = witness.steps().stream().map(Step::operation).toList();
          Replay replay = Checker.of(unchecked("plain")).replay(witness.schedule(), operations);
          assertEquals(witness.steps(), replay.steps());
        });
    String report = ComparisonText.of(comparison(compared), new TextStyle(false, 120));
    assertTrue(report.contains("    removed   T1:"), report);
    assertTrue(
        report.contains("after 4 operations, 2 context switches, 1 preemption: one 1, "), report);
    assertTrue(report.contains("              count: 1\n"), report);
    String json = ComparisonJson.of(comparison(compared));
    assertTrue(json.contains("\"contextSwitches\": 2,"), json);
  }

  /** A counter with a part that only one of the ways of the first vCPU decides. */
  private static ScenarioComparison decided(String to, Coverage.Decision... parts) {
    ToyScenario scenario =
        new ToyScenario(
            "T5",
            "decisions",
            "coverage",
            "a textbook",
            List.of(),
            List.of(),
            code ->
                memory -> {
                  IntCell first = memory.intCell("first", 0);
                  IntCell count = memory.intCell("count", 0);
                  Runnable other =
                      () -> {
                        if (first.compareAndSet(0, 1)) {
                          return;
                        }
                        memory.decide("FIX", code.revision().equals("with"));
                        count.set(2);
                      };
                  return Program.of(
                      List.of(Vcpu.of("one", () -> first.compareAndSet(0, 2)), Vcpu.of("b", other)),
                      Property.observable("count", () -> "" + count.get()));
                });
    return new Comparer(Options.defaults(), Limits.none(), Set.of(Comparer.Question.OUTCOMES))
        .compare(
            scenario, new Forms(form("without"), form(to), List.of(parts)), ProgressListener.NONE);
  }

  @Test
  void what_a_candidate_changes_is_said_to_be_reached_where_it_is_decided() {
    Coverage.Decision fix = new Coverage.Decision("FIX", true);
    ScenarioComparison compared = decided("with", fix);
    assertEquals(List.of(fix), compared.reached());
    assertEquals(Verdict.REFINEMENT, comparison(compared).verdict());
    Map<String, List<Coverage.Decision>> byOutcome =
        compared.to().witnesses().entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> String.valueOf(entry.getKey().shown().get("count")),
                    entry -> entry.getValue().decisions()));
    assertEquals(Map.of("0", List.of(), "2", List.of(fix)), byOutcome);
    String report = ComparisonText.of(comparison(compared), new TextStyle(false, 140));
    assertTrue(
        report.matches(
            "(?s).*  \\+FIX  reached in 1 of 1 comparison: T5\n"
                + "    ComparerTest\\.java:\\d+: T5 \\(to 1 outcome\\)\n\n.*"),
        report);
    String mail = ComparisonMarkdown.of(comparison(compared), Glossary.NONE);
    assertTrue(mail.matches("(?s).*: T5\\.\n- ComparerTest\\.java:\\d+: T5 \\(to 1 .*"), mail);
    String json = ComparisonJson.of(comparison(compared)).replaceAll("\\s", "");
    String id = compared.to().outcomes().last().id();
    assertTrue(json.contains("\"function\":\"\",\"outcomes\":{\"T5\":[\"" + id + "\"]}"), json);
    assertTrue(report.contains("; it decides FIX\n"), report);
    assertTrue(report.contains("; it decides nothing that changes\n"), report);
  }

  @Test
  void a_candidate_whose_change_no_search_reaches_is_refused() {
    Coverage.Decision elsewhere = new Coverage.Decision("ELSEWHERE", true);
    Comparison missed = comparison(decided("with", elsewhere));
    assertEquals(Verdict.NOT_REACHED, missed.verdict());
    String report = ComparisonText.of(missed, new TextStyle(false, 120));
    assertTrue(report.startsWith("NOT REACHED: from -> to, no interleaving reaches"), report);
    assertTrue(report.contains("+ELSEWHERE  reached in none of 1 comparison\n"), report);
    assertEquals(
        Verdict.NOT_REACHED,
        comparison(decided("without", new Coverage.Decision("FIX", true))).verdict(),
        "the other way is not the candidate's");
    Coverage.Decision fix = new Coverage.Decision("FIX", true);
    assertEquals(Verdict.REFINEMENT, comparison(decided("with", fix, elsewhere)).verdict());
  }

  @Test
  void what_is_not_observable_makes_no_outcome() {
    ScenarioComparison noted = compare(false, "atomic", "noted", Options.defaults());
    assertEquals(1, noted.kept());
    assertEquals(0, noted.keptEnds());
    assertTrue(noted.added().isEmpty());
  }

  private static ScenarioComparison called(String from, String to) {
    ToyScenario scenario =
        new ToyScenario(
            "T4", "call", "locks", "a textbook", List.of(), List.of(), c -> call(c.revision()));
    return new Comparer(Options.defaults(), Limits.none(), Set.of())
        .compare(scenario, forms(from, to), ProgressListener.NONE);
  }

  @Test
  void nothing_is_said_of_outcomes_where_nothing_is_observed() {
    ScenarioComparison blind = called("early", "late");
    assertEquals(Set.of(), blind.observables());
    assertFalse(blind.isRefinement());
    Comparison alone = comparison(blind);
    assertEquals(Verdict.NO_REGRESSION, alone.verdict());
    TextStyle wide = new TextStyle(false, 200);
    String report = ComparisonText.of(alone, wide) + ComparisonMarkdown.of(alone, Glossary.NONE);
    assertTrue(
        report.startsWith(
            "NO REGRESSION: from -> to, nothing is newly violated, and nothing is observed at the"
                + " end\n"),
        report);
    assertTrue(report.contains("0 incomplete, nothing observed at the end."), report);
    assertTrue(report.contains("observed at the end\n  T4: nothing\n"), report);
    assertFalse(report.contains("outcome"), report);
    String json = ComparisonJson.of(alone).replaceAll("\\s", "");
    assertTrue(json.contains("\"observed\":[],"), json);
  }

  @Test
  void what_is_observed_is_named_and_where_nothing_is_hides_nothing() {
    ScenarioComparison seen = compare(false, "atomic", "atomic", Options.defaults());
    assertEquals(Set.of("count"), seen.observables());
    assertEquals(Verdict.REFINEMENT, comparison(seen).verdict());
    String json = ComparisonJson.of(comparison(seen)).replaceAll("\\s", "");
    assertTrue(json.contains("\"observed\":[\"count\"],"), json);
    Comparison both =
        new Comparison("from", "to", List.of(seen, called("early", "late")), Set.of(), false);
    assertEquals(Verdict.NO_REGRESSION, both.verdict());
    String report = ComparisonText.of(both, new TextStyle(false, 200));
    assertTrue(
        report.startsWith(
            "NO REGRESSION: from -> to, nothing is newly violated, and no outcome is added that is"
                + " not allowed; nothing is observed at the end of T4\n"),
        report);
    assertTrue(report.contains("observed at the end\n  T1: count\n  T4: nothing\n"), report);
    assertTrue(
        report.contains(
            "0 outcomes added that are not allowed, nothing observed at the end of T4."),
        report);
    Comparison worse =
        new Comparison(
            "from",
            "to",
            List.of(compare(false, "atomic", "plain", Options.defaults()), called("early", "late")),
            Set.of(),
            false);
    assertEquals(Verdict.REGRESSION, worse.verdict());
  }

  @Test
  void an_added_outcome_is_a_regression_unless_it_is_allowed() {
    ScenarioComparison more = compare(false, "atomic", "plain", Options.defaults());
    assertEquals(Change.SAME, more.change());
    assertEquals(Verdict.REGRESSION, comparison(more).verdict());
    assertEquals(Verdict.NO_REGRESSION, comparison(more, "T1").verdict());
    String id = more.added().first().id();
    assertEquals(Verdict.NO_REGRESSION, comparison(more, "T1:" + id).verdict());
    assertEquals(Verdict.REGRESSION, comparison(more, "T2", "T1:00000000").verdict());
  }

  @Test
  void a_search_that_was_cut_is_never_a_refinement() {
    Options cut = Options.defaults().with(Limits.none().withStates(2));
    ScenarioComparison compared = compare(false, "atomic", "atomic", cut);
    assertEquals(Change.INCOMPLETE, compared.change());
    assertFalse(compared.isRefinement());
    assertEquals(Verdict.INCOMPLETE, comparison(compared).verdict());
  }

  @Test
  void outcomes_beside_violations_have_a_limit_of_their_own() {
    ScenarioComparison cut =
        new Comparer(Options.defaults(), Limits.none().withStates(2), Set.of())
            .compare(scenario(true), forms("plain", "atomic"), ProgressListener.NONE);
    assertEquals(Change.FIXED, cut.change());
    assertFalse(cut.from().isComplete());
    assertTrue(cut.to().isComplete());
    assertFalse(cut.isRefinement());
    assertEquals(Verdict.INCOMPLETE, comparison(cut).verdict());
    assertEquals(Set.of(), counts(cut.added()));
  }

  @Test
  void forms_that_violate_the_same_are_not_the_same_beyond_a_limit() {
    ScenarioComparison cut =
        new Comparer(Options.defaults(), Limits.none().withStates(2), Set.of())
            .compare(scenario(true), forms("plain", "plain"), ProgressListener.NONE);
    assertEquals(cut.from().violated(), cut.to().violated());
    assertEquals(cut.from().reason(), cut.to().reason());
    assertEquals(Change.INCOMPLETE, cut.change());
  }

  @Test
  void a_limit_makes_no_regression() {
    ScenarioComparison cut =
        new Comparer(Options.defaults(), Limits.none().withStates(2), Set.of())
            .compare(scenario(true), forms("plain", "doubled"), ProgressListener.NONE);
    assertFalse(cut.from().isComplete());
    assertFalse(cut.from().violated().containsAll(cut.to().violated()));
    assertEquals(Change.INCOMPLETE, cut.change());
    assertEquals(Verdict.INCOMPLETE, comparison(cut).verdict());
    ScenarioComparison whole = compare(true, "plain", "doubled", Options.defaults());
    assertEquals(Change.OTHER_VIOLATION, whole.change());
    assertEquals(Verdict.REGRESSION, comparison(whole).verdict());
  }

  @Test
  void what_is_allowed_counts_only_where_it_is_added() {
    ScenarioComparison one = compare(false, "atomic", "plain", Options.defaults());
    String added = "T1:" + one.added().first().id();
    assertEquals(Set.of(), comparison(one, added, "T1").allowedInVain());
    assertEquals(Set.of("T1:00000000"), comparison(one, added, "T1:00000000").allowedInVain());
    ScenarioComparison cut =
        compare(false, "atomic", "plain", Options.defaults().with(Limits.none().withStates(2)));
    assertEquals(Set.of(), comparison(cut, "T1:00000000").allowedInVain());
  }

  @Test
  void a_comparison_that_was_interrupted_is_incomplete() {
    ScenarioComparison same = compare(true, "atomic", "atomic", Options.defaults());
    assertEquals(
        Verdict.INCOMPLETE, new Comparison("from", "to", List.of(same), Set.of(), true).verdict());
  }

  @Test
  void a_comparison_without_a_case_that_cannot_be_run_is_incomplete() {
    Comparison one = comparison(compare(true, "atomic", "atomic", Options.defaults()));
    assertEquals(Verdict.REFINEMENT, one.verdict());
    Comparison less = one.withNotCompared(List.of("T2: no room"));
    assertEquals(Verdict.INCOMPLETE, less.verdict());
    assertTrue(ComparisonJson.of(less).contains("\"notCompared\": ["));
    assertFalse(ComparisonJson.of(one).contains("notCompared"));
  }

  @Test
  void ends_that_differ_in_names_of_vcpus_are_all_kept() {
    Model twins =
        memory -> {
          IntCell last = memory.intCell("last", 0);
          IntCell first = memory.intCell("first", 0);
          Runnable body = () -> last.set(first.compareAndSet(0, 1) ? 1 : 2);
          return Program.of(
              List.of(Vcpu.of("one", body), Vcpu.of("other", body)),
              Property.observable("last", () -> "" + last.get()));
        };
    ToyScenario scenario =
        new ToyScenario(
            "T2", "twins", "symmetry", "a textbook", List.of(), List.of(), code -> twins);
    ScenarioComparison compared =
        new Comparer(Options.defaults(), Limits.none(), Set.of())
            .compare(scenario, forms("a", "b"), ProgressListener.NONE);
    assertEquals(
        Set.of(Map.of("last", "1"), Map.of("last", "2")),
        compared.from().outcomes().stream().map(Outcome::shown).collect(Collectors.toSet()));
  }

  /** The same code, of which each form asks something else. */
  private static Model limited(String form) {
    return memory -> {
      IntCell count = memory.intCell("count", 0);
      Runnable body = () -> count.set(form.equals("other code") ? 7 : count.get() + 1);
      String property = form.equals("renamed") ? "small" : "none";
      int most = form.equals("lenient") ? 2 : 0;
      return Program.of(
          List.of(Vcpu.of("one", body), Vcpu.of("other", body)),
          Property.atEnd(
              property, () -> count.get() > most ? Optional.of("too large") : Optional.empty()));
    };
  }

  @ParameterizedTest
  @CsvSource({
    "strict, REPRODUCED, 4, ''",
    "renamed, OTHER_VIOLATION, 4, the counterexample's 4 operations: operation 4 violates small"
        + " now",
    "lenient, NO_VIOLATION, 4, the counterexample's 4 operations: they can all be done",
    "other code, DIVERGED, 0, ''",
  })
  void the_counterexample_of_the_one_is_walked_on_the_other(
      String to, Replay.Outcome outcome, int done, String text) {
    ToyScenario scenario =
        new ToyScenario(
            "T3",
            "limit",
            "increments",
            "a textbook",
            List.of(),
            List.of(),
            code -> limited(code.revision()));
    ScenarioComparison compared =
        new Comparer(Options.defaults(), Limits.none(), Set.of())
            .compare(scenario, forms("strict", to), ProgressListener.NONE);
    Retrace retrace = compared.retraces().get(0);
    assertEquals(outcome, retrace.outcome());
    assertEquals(done, retrace.replay().steps().size());
    String report = ComparisonText.of(comparison(compared), new TextStyle(false, 120));
    assertTrue(report.contains(text), report);
    String word = outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String json = ComparisonJson.of(comparison(compared));
    assertTrue(json.contains("\"outcome\": \"" + word + "\""), json);
  }

  @Test
  void what_violates_nothing_has_no_counterexample_to_walk() {
    assertEquals(List.of(), compare(true, "atomic", "plain", Options.defaults()).retraces());
  }

  /** A call that takes a lock, and marks what it has allocated inside or outside of it. */
  private static Model call(String form) {
    return memory -> {
      SpinLock lock = memory.spinLock("lock");
      IntCell count = memory.intCell("count", 0);
      IntCell mark = memory.intCell("mark", 0);
      Runnable body =
          () -> {
            if (form.equals("early")) {
              mark.add(1);
            }
            if (form.equals("nothing")) {
              return;
            }
            lock.lock();
            count.set(count.get() + 1);
            if (form.equals("under lock")) {
              mark.add(1);
            }
            lock.unlock();
            if (form.equals("late")) {
              mark.set(1);
            }
          };
      return Program.of(List.of(Vcpu.of("caller", body)));
    };
  }

  @Test
  void what_a_call_costs_and_does_otherwise_is_shown() {
    assertEquals(
        List.of(
            "cost      caller alone: 2 -> 3 under a lock",
            "moved     - caller 1 add (volatile) mark",
            "moved     + caller 4 add (volatile) mark (under a lock)"),
        moved("early", "under lock"));
    assertEquals(
        "cost      caller alone: 1 -> 0 atomic, 3 -> 2 under a lock",
        moved("under lock", "late").get(0));
    assertEquals(
        List.of(
            "cost      caller alone: 5 -> 0 operations, 1 -> 0 atomic, 2 -> 0 on locks, 2 -> 0"
                + " under a lock",
            "moved     - caller 1-5 (5 operations, 3 of them under a lock)"),
        moved("early", "nothing"));
    assertEquals(List.of(), moved("early", "early"));
  }

  private static List<String> moved(String from, String to) {
    ToyScenario scenario =
        new ToyScenario(
            "T4",
            "call",
            "locks",
            "a textbook",
            List.of(),
            List.of(),
            code -> call(code.revision()));
    ScenarioComparison compared =
        new Comparer(Options.defaults(), Limits.none(), Set.of(Comparer.Question.MOVES))
            .compare(scenario, forms(from, to), ProgressListener.NONE);
    return ComparisonText.of(comparison(compared), new TextStyle(false, 120))
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("cost") || line.startsWith("moved"))
        .toList();
  }

  /** With so few states as suffice for outcomes, by blocks, and not for all violations. */
  private static ScenarioComparison cutShort(String from, String to) {
    return new Comparer(
            Options.defaults(), Limits.none().withStates(10), Set.of(Comparer.Question.VIOLATIONS))
        .compare(scenario(true), forms(from, to), ProgressListener.NONE);
  }

  @Test
  void a_verdict_does_not_rest_on_violations_that_are_not_all_known() {
    ScenarioComparison fixed = cutShort("plain", "atomic");
    assertTrue(fixed.isComplete() && fixed.from().isCutShort() && !fixed.to().isCutShort());
    assertEquals(Change.FIXED, fixed.change());
    assertEquals(Verdict.REFINEMENT, comparison(fixed).verdict());
    String report = ComparisonText.of(comparison(fixed), new TextStyle(false, 160));
    assertTrue(
        report.contains(
            "Not all violations are known of T1 on plain, on which the verdict does not rest; "),
        report);
    assertTrue(report.contains("not all, for that search was cut after "), report);
    String json = ComparisonJson.of(comparison(fixed));
    assertTrue(json.contains("\"allViolations\": false"), json);
    ScenarioComparison broken = cutShort("atomic", "plain");
    assertTrue(broken.isComplete() && broken.to().isCutShort());
    assertEquals(Change.BROKEN, broken.change());
    assertEquals(Verdict.REGRESSION, comparison(broken).verdict());
  }

  @Test
  void what_rests_on_violations_that_are_not_all_known_is_incomplete() {
    ScenarioComparison same = cutShort("plain", "plain");
    assertTrue(same.isComplete() && same.from().isCutShort());
    assertEquals(Change.INCOMPLETE, same.change());
    Comparison all = comparison(same);
    assertEquals(Verdict.INCOMPLETE, all.verdict());
    assertEquals(List.of("T1 on plain"), all.cutShort());
    String mail = ComparisonMarkdown.of(all, Glossary.NONE).replaceAll("\\s+", " ");
    assertTrue(mail.contains("Not all violations are known of T1 on plain; --limit-around"), mail);
    assertFalse(mail.contains("does not rest"), mail);
    ScenarioComparison other = cutShort("plain", "doubled");
    assertTrue(other.isComplete() && other.from().isCutShort());
    assertFalse(other.from().violated().containsAll(other.to().violated()));
    assertEquals(Change.INCOMPLETE, other.change(), "the one may violate that, too");
    ScenarioComparison asked = compare(true, "plain", "plain", Options.defaults());
    assertEquals(Change.SAME, asked.change());
    assertEquals(List.of(), comparison(asked).cutShort());
  }
}
