package vcpucheck.checker.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.catalogue.CodeSet;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.PartedCounter;
import vcpucheck.checker.fixtures.ToyScenario;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
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
    assertEquals(2, judge.searches());
  }

  @Test
  void a_counterexample_that_goes_wrong_again_spares_a_search() {
    rule(COUNT, "old");
    Ruling torn = rule(COUNT, "old+ATOMIC+M-torn");
    assertEquals(VerdictKind.VIOLATED, torn.kind());
    assertEquals(Set.of("TAKE", "GIVE", "ATOMIC", "MARKED", "M-torn"), torn.asked().keySet());
    assertEquals(1, judge.searches());
    assertEquals(VerdictKind.VERIFIED, rule(COUNT, "middle").kind());
    assertEquals(2, judge.searches());
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

  /** Says one of the decisions that it takes, and not that it is safe if it has all of some. */
  private static Case tacit(String... unsaid) {
    ToyScenario scenario =
        new ToyScenario(
            "T8",
            "tacit",
            "says only a part",
            "a textbook",
            List.of(),
            List.of(),
            form ->
                memory -> {
                  IntCell count = memory.intCell("count", 0);
                  CodeSet set = PartedCounter.CODE.parse(form);
                  boolean isSafe =
                      PartedCounter.CODE.changes().stream()
                          .filter(one -> List.of(unsaid).contains(one.name()))
                          .allMatch(set::has);
                  Runnable increment =
                      () -> {
                        memory.decide("ELSEWHERE", form.revision().contains("ELSEWHERE"));
                        if (isSafe) {
                          count.add(1);
                        } else {
                          count.set(count.get() + 1);
                        }
                      };
                  return Program.of(
                      List.of(Vcpu.of("vcpu0", increment), Vcpu.of("vcpu1", increment)),
                      Property.atEnd(
                          "count",
                          () ->
                              count.get() == 2
                                  ? Optional.empty()
                                  : Optional.of("count=" + count.get())));
                });
    return new Case(scenario, "plain", 2, false);
  }

  /** A form that does otherwise without a word is not taken for one that decides alike. */
  @Test
  void of_code_that_says_only_a_part_a_difference_is_seen() {
    Case one = tacit("ATOMIC");
    assertEquals(VerdictKind.VIOLATED, rule(one, "old").kind());
    assertEquals(VerdictKind.VERIFIED, rule(one, "old+ATOMIC").kind());
    assertEquals(VerdictKind.VIOLATED, rule(one, "old+MARKED").kind());
    assertEquals(2, judge.searches());
  }

  @Test
  void the_other_way_round_it_is_seen_by_what_vcpus_do_alone() {
    Case one = tacit("ATOMIC");
    assertEquals(VerdictKind.VERIFIED, rule(one, "new").kind());
    assertEquals(VerdictKind.VIOLATED, rule(one, "old").kind());
    assertEquals(VerdictKind.VERIFIED, rule(one, "old+ATOMIC+MARKED").kind());
    assertEquals(2, judge.searches());
  }

  @Test
  void what_differences_do_alone_says_nothing_of_all_of_them() {
    Case both = tacit("ATOMIC", "MARKED");
    assertEquals(VerdictKind.VIOLATED, rule(both, "old").kind());
    assertEquals(VerdictKind.VIOLATED, rule(both, "old+ATOMIC").kind());
    assertEquals(VerdictKind.VIOLATED, rule(both, "old+MARKED").kind());
    assertEquals(VerdictKind.VERIFIED, rule(both, "old+ATOMIC+MARKED").kind());
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
    assertEquals(true, COUNT.expected("old").orElseThrow().isOf(VerdictKind.VIOLATED));
    assertEquals(true, COUNT.expected("other").isEmpty());
  }
}
