package vcpucheck.checker.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.compare.Case;
import vcpucheck.checker.compare.Judge;
import vcpucheck.checker.fixtures.PartedCounter;
import vcpucheck.checker.fixtures.ToyScenario;

/** Smallest sets that repair a counter. */
final class RepairSearchTest {
  private static final Case CLEAN = of(PartedCounter.CLEAN);

  private static Case of(ToyScenario scenario) {
    return new Case(scenario, "plain", 2, false);
  }

  private static RepairQuestion question(
      ToyScenario target, String base, int most, boolean isAll, String... without) {
    return new RepairQuestion(
        of(target),
        List.of(CLEAN),
        base,
        RepairQuestion.candidates(PartedCounter.CODE, base, Set.of(without)),
        most,
        isAll);
  }

  private static RepairReport search(RepairQuestion question) {
    return search(question, Options.defaults());
  }

  private static RepairReport search(RepairQuestion question, Options options) {
    return new RepairSearch(
            question,
            PartedCounter.CODE,
            new Judge(PartedCounter.CODE, options),
            (one, form) -> ProgressListener.NONE,
            RepairSearch.Workers.NONE,
            () -> false)
        .run();
  }

  private static List<String> repairs(RepairReport report) {
    return report.repairs().stream().map(repair -> RepairReport.text(repair.parts())).toList();
  }

  @Test
  void the_smallest_set_is_found_and_one_that_breaks_something_is_refused() {
    RepairReport report = search(question(PartedCounter.COUNT, "old", 3, false));
    assertEquals(RepairReport.Verdict.FOUND, report.verdict());
    assertEquals(List.of("+ATOMIC"), repairs(report));
    assertEquals("old+ATOMIC", report.repairs().get(0).form());
    assertEquals(
        List.of("+MARKED breaks clean"),
        report.refusals().stream()
            .map(one -> RepairReport.text(one.parts()) + " breaks " + one.ruling().property())
            .toList());
  }

  @Test
  void what_is_withheld_is_replaced_by_two_parts_that_only_work_together() {
    RepairReport report = search(question(PartedCounter.COUNT, "old", 3, false, "ATOMIC"));
    assertEquals(List.of("+TAKE +GIVE"), repairs(report));
    assertEquals("middle", report.repairs().get(0).form());
  }

  @Test
  void all_sets_of_which_none_contains_another_are_ranked_by_size_and_cost() {
    RepairReport report = search(question(PartedCounter.COUNT, "old", 3, true));
    assertEquals(List.of("+ATOMIC", "+TAKE +GIVE"), repairs(report));
    Cost atomic = report.repairs().get(0).cost();
    assertEquals(new Cost(2, 2, 0, 0), atomic);
    assertEquals(new Cost(4, 0, 0, 0), report.cost());
    assertEquals(new Cost(8, 0, 4, 0), report.repairs().get(1).cost());
  }

  @Test
  void the_inverse_of_a_mutant_is_a_part() {
    RepairReport report = search(question(PartedCounter.COUNT, "old+ATOMIC+M-torn", 1, false));
    assertEquals(List.of("~M-torn"), repairs(report));
    assertEquals("old+ATOMIC", report.repairs().get(0).form());
  }

  @Test
  void what_is_right_needs_no_part() {
    RepairReport report = search(question(PartedCounter.COUNT, "new", 3, false));
    assertEquals(List.of(""), repairs(report));
  }

  @Test
  void no_set_at_all_repairs_what_no_part_can() {
    RepairReport report = search(question(PartedCounter.HOPELESS, "old", 9, false));
    assertEquals(RepairReport.Verdict.NONE, report.verdict());
    assertFalse(report.isBounded());
    RepairReport bounded = search(question(PartedCounter.HOPELESS, "old", 1, false));
    assertEquals(RepairReport.Verdict.NONE, bounded.verdict());
    assertTrue(bounded.isBounded());
  }

  @Test
  void a_search_that_was_cut_or_given_up_proves_nothing() {
    RepairQuestion question = question(PartedCounter.COUNT, "old", 3, false);
    Options hasty = Options.defaults().with(Limits.none().withStates(2));
    assertEquals(RepairReport.Verdict.INCOMPLETE, search(question, hasty).verdict());
    RepairReport none =
        new RepairSearch(
                question,
                PartedCounter.CODE,
                new Judge(PartedCounter.CODE, Options.defaults()),
                (one, form) -> ProgressListener.NONE,
                RepairSearch.Workers.NONE,
                () -> true)
            .run();
    assertEquals(RepairReport.Verdict.INCOMPLETE, none.verdict());
    assertEquals(0, none.judged());
  }

  /** The opposite of growing sets by counterexamples: each set is searched by itself. */
  @Test
  void brute_force_finds_the_same_sets() {
    List<Coverage.Decision> parts = RepairQuestion.candidates(PartedCounter.CODE, "old", Set.of());
    Set<Set<String>> right = new HashSet<>();
    for (int set = 0; set < 1 << parts.size(); set++) {
      Set<String> names = new TreeSet<>();
      for (int part = 0; part < parts.size(); part++) {
        if ((set >> part & 1) == 1) {
          names.add(parts.get(part).name());
        }
      }
      String form =
          names.stream().map(name -> "+" + name).collect(Collectors.joining("", "old", ""));
      if (isVerified(of(PartedCounter.COUNT), form) && isVerified(CLEAN, form)) {
        right.add(names);
      }
    }
    Set<Set<String>> smallest =
        right.stream()
            .filter(
                one ->
                    right.stream().noneMatch(other -> !other.equals(one) && one.containsAll(other)))
            .collect(Collectors.toSet());
    Set<Set<String>> found =
        search(question(PartedCounter.COUNT, "old", 9, true)).repairs().stream()
            .map(
                repair ->
                    repair.parts().stream()
                        .map(Coverage.Decision::name)
                        .collect(Collectors.toSet()))
            .collect(Collectors.toSet());
    assertEquals(smallest, found);
    assertEquals(2, found.size());
  }

  private static boolean isVerified(Case one, String form) {
    return Checker.of(one.scenario().model(one.form(form)))
        .run()
        .verdict()
        .word()
        .equals("verified");
  }
}
