package vcpucheck.scenarios.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;

/** Names of forms, and what they stand for. */
final class FormTest {
  private static Form form(String revision, String... mutants) {
    return Form.of(
        new Configuration(
            revision,
            "locked",
            Optional.of(String.join("+", mutants)).filter(text -> !text.isEmpty()),
            1));
  }

  @ParameterizedTest
  @EnumSource(Revision.class)
  void a_revision_is_its_fixes(Revision revision) {
    assertEquals(
        new Form(revision.fixes(), Set.of(), Set.of(), Variant.LOCKED), form(revision.label()));
  }

  @ParameterizedTest
  @EnumSource(Fix.class)
  void each_fix_can_be_taken_alone(Fix fix) {
    for (Revision revision : Revision.values()) {
      EnumSet<Fix> expected = EnumSet.noneOf(Fix.class);
      expected.addAll(revision.fixes());
      boolean isThere = !expected.add(fix);
      if (isThere) {
        expected.remove(fix);
      }
      String spelling = revision.label() + (isThere ? "~" : "+") + fix;
      assertEquals(expected, form(spelling).fixes(), spelling);
    }
  }

  @Test
  void a_candidate_is_in_no_revision_and_lives_beside_its_rival() {
    assertFalse(form("repaired").fixes().contains(Fix.PUT_ON_UNKNOWN_COOKIE));
    Set<Fix> both = form("repaired+PUT_ON_UNKNOWN_COOKIE").fixes();
    assertTrue(both.containsAll(Set.of(Fix.PUT_ON_UNKNOWN_COOKIE, Fix.RPC_COOKIE_MATCH)));
  }

  @Test
  void mutants_of_the_mediator_and_of_what_surrounds_it_go_together() {
    Form form = form("xen-4.22+M-queue-after", "M-no-reset", "M-late-reset");
    assertEquals(Set.of(Mutant.NO_RESET, Mutant.LATE_RESET), form.mutants());
    assertEquals(Set.of(WorldMutant.QUEUE_AFTER), form.surroundings());
  }

  @Test
  void a_mutant_that_leaves_a_fix_out_is_a_set() {
    assertEquals(form("repaired~LATE_PAGE_FREE"), form("repaired", "without-LATE_PAGE_FREE"));
  }
}
