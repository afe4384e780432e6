package vcpucheck.checker.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.PartedCounter;
import vcpucheck.checker.fixtures.ToyScenario;
import vcpucheck.checker.model.VerdictKind;

/** Which verdicts follow from others. */
final class JudgeTest {
  private static final Case COUNT = new Case(PartedCounter.COUNT, "plain", 2, false);
  private static final List<String> PARTS = List.of("TAKE", "GIVE", "ATOMIC", "MARKED", "M-torn");

  private final Judge judge = new Judge(PartedCounter.CODE, Options.defaults());

  private Ruling rule(Case one, String form) {
    return judge.rule(one, form, ProgressListener.NONE);
  }

  @Test
  void what_a_counterexample_does_not_ask_for_does_not_change_it() {
    Ruling lost = rule(COUNT, "old");
    assertEquals(VerdictKind.VIOLATED, lost.kind());
    assertEquals(Set.of("TAKE", "GIVE", "ATOMIC", "MARKED"), lost.asked().keySet());
    assertEquals(lost, rule(COUNT, "old+ELSEWHERE"));
    assertEquals(lost, rule(COUNT, "old+M-torn"));
    assertEquals(1, judge.searches());
    assertEquals(VerdictKind.VERIFIED, rule(COUNT, "old+ATOMIC").kind());
    assertEquals(VerdictKind.VIOLATED, rule(COUNT, "old+ATOMIC+M-torn").kind());
    assertEquals(3, judge.searches());
  }

  /** The opposite of sparing searches: every form is searched by itself. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void every_verdict_is_that_of_a_search_of_its_own(int scenario) {
    Case one =
        new Case(
            List.of(PartedCounter.COUNT, PartedCounter.CLEAN, PartedCounter.HOPELESS).get(scenario),
            "plain",
            2,
            false);
    for (int parts = 0; parts < 1 << PARTS.size(); parts++) {
      StringBuilder form = new StringBuilder("old");
      for (int part = 0; part < PARTS.size(); part++) {
        form.append((parts >> part & 1) == 1 ? "+" + PARTS.get(part) : "");
      }
      assertEquals(
          Checker.of(one.scenario().model(one.form(form.toString()))).run().verdict().kind(),
          rule(one, form.toString()).kind(),
          form.toString());
    }
  }

  @Test
  void of_code_that_does_not_say_what_it_decides_nothing_follows() {
    ToyScenario silent =
        new ToyScenario(
            "T9",
            "silent",
            "says nothing",
            "a textbook",
            List.of(),
            List.of(),
            form -> new CasCounter(2, 1));
    Case one = new Case(silent, "plain", 2, false);
    rule(one, "old");
    rule(one, "old+ELSEWHERE");
    rule(one, "old");
    assertEquals(2, judge.searches());
  }

  @Test
  void a_search_that_was_cut_says_nothing_of_other_forms() {
    Judge hasty =
        new Judge(PartedCounter.CODE, Options.defaults().with(Limits.none().withStates(2)));
    Ruling cut = hasty.rule(COUNT, "new", ProgressListener.NONE);
    assertEquals(VerdictKind.INCOMPLETE, cut.kind());
    assertEquals(cut, hasty.rule(COUNT, "new", ProgressListener.NONE));
    assertEquals(1, hasty.searches());
    hasty.rule(COUNT, "new+ELSEWHERE", ProgressListener.NONE);
    assertEquals(2, hasty.searches());
  }

  @Test
  void cases_are_those_of_the_default_suite() {
    assertEquals(List.of(COUNT), Case.of(PartedCounter.COUNT).toList());
    assertEquals("T1", COUNT.title());
    assertEquals(
        "T1 (3 vCPUs, release build)", new Case(PartedCounter.COUNT, "plain", 3, true).title());
    assertEquals(VerdictKind.VIOLATED, COUNT.expected("old").orElseThrow().verdict());
    assertEquals(true, COUNT.expected("other").isEmpty());
  }
}
