package vcpucheck.mediator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Result;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.model.Model;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;

class ExplorationTest {
  @ParameterizedTest
  @EnumSource(names = "XEN_4_13")
  void a_payload_cookie_is_taken_too_long(Revision revision) {
    Verdict.Violated violated =
        assertInstanceOf(Verdict.Violated.class, explore(seedRace(revision)).verdict());
    assertEquals("no-spurious-refusal", violated.counterexample().property());
  }

  @ParameterizedTest
  @EnumSource(
      names = {"COMMIT_551D3CEA0F", "XEN_4_13"},
      mode = EnumSource.Mode.EXCLUDE)
  void a_payload_cookie_is_free_when_the_guest_frees_it(Revision revision) {
    assertInstanceOf(Verdict.Verified.class, explore(seedRace(revision)).verdict());
  }

  @ParameterizedTest
  @EnumSource(names = "REPAIRED", mode = EnumSource.Mode.EXCLUDE)
  void a_call_that_ends_can_be_resumed(Revision revision) {
    Verdict.Violated violated =
        assertInstanceOf(Verdict.Violated.class, explore(sentinel(revision)).verdict());
    assertEquals("memory-safety", violated.counterexample().property());
  }

  @ParameterizedTest
  @EnumSource(names = {"ATOMIC_CALL_END", "REJECT_NO_THREAD"})
  void either_repair_alone_keeps_a_call_that_ends_from_being_resumed(Fix fix) {
    Model model =
        memory -> RaceModels.sentinelResume(memory, RaceModels.small(Revision.XEN_4_22).with(fix));
    assertInstanceOf(Verdict.Verified.class, explore(model).verdict());
  }

  @Test
  void a_call_that_ends_cannot_be_resumed_once_repaired() {
    assertInstanceOf(Verdict.Verified.class, explore(sentinel(Revision.REPAIRED)).verdict());
  }

  @Test
  void an_answer_that_grows_is_harmless_unless_xen_loops_over_it() {
    Behaviour xen = RaceModels.small(Revision.XEN_4_22);
    assertInstanceOf(
        Verdict.Verified.class, explore(memory -> RaceModels.growingAnswer(memory, xen)).verdict());
    assertInstanceOf(
        Verdict.Violated.class,
        explore(memory -> RaceModels.growingAnswer(memory, xen.with(Mutant.LOOP_OVER_PARAMS)))
            .verdict());
  }

  @Test
  void without_locks_the_seed_race_is_there_and_fixed_as_in_c() {
    assertInstanceOf(
        Verdict.Violated.class, explore(lockFreeSeedRace(Revision.XEN_4_13)).verdict());
    assertInstanceOf(
        Verdict.Verified.class, explore(lockFreeSeedRace(Revision.XEN_4_22)).verdict());
    assertInstanceOf(
        Verdict.Verified.class, explore(lockFreeSeedRace(Revision.REPAIRED)).verdict());
  }

  /** Unlike in C: an idle call without a thread id cannot be claimed. */
  @Test
  void without_locks_a_call_that_ends_cannot_be_resumed() {
    Model model = memory -> RaceModels.sentinelResume(memory, lockFree(Revision.XEN_4_22));
    assertInstanceOf(Verdict.Verified.class, explore(model).verdict());
  }

  private static Model lockFreeSeedRace(Revision revision) {
    return memory -> RaceModels.seedRace(memory, lockFree(revision));
  }

  private static MediatorConfig lockFree(Revision revision) {
    return RaceModels.config(RaceModels.small(revision)).with(Variant.LOCK_FREE);
  }

  private static Model seedRace(Revision revision) {
    return memory -> RaceModels.seedRace(memory, RaceModels.small(revision));
  }

  private static Model sentinel(Revision revision) {
    return memory -> RaceModels.sentinelResume(memory, RaceModels.small(revision));
  }

  private static Result explore(Model model) {
    return Checker.of(model).with(Options.defaults().with(Options.Build.RELEASE)).run();
  }
}
