package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.VerdictKind;

/** Blocks under weak memory models. */
final class WeakBlocksTest {
  /** Neither buffers nor views tell states apart where a lock orders everything. */
  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void what_a_lock_guards_costs_as_under_sc(MemoryModel memory) {
    Model sections = new CriticalSections(3, 3);
    Reductions alone = Reductions.all().withSymmetry(false);
    assertEquals(states(sections, MemoryModel.SC, alone), states(sections, memory, alone));
  }

  /**
   * What is read once without the lock is guarded no more: an old value can be found, or a race.
   */
  @ParameterizedTest
  @CsvSource({"RC11, OPAQUE, ''", "ARM64, OPAQUE, ''", "RC11, PLAIN, no-data-race"})
  void a_lock_guards_nothing_that_is_read_without_it(
      MemoryModel memory, Access access, String violated) {
    Model model = built -> readWithoutLock(built, access);
    Outcomes plain = outcomes(model, memory, Reductions.none());
    Outcomes reduced = outcomes(model, memory, Reductions.all());
    assertEquals(plain.ends(), reduced.ends());
    assertEquals(violated.isEmpty() ? Set.of() : Set.of(violated), reduced.violated());
  }

  private static Program readWithoutLock(Memory memory, Access access) {
    SpinLock lock = memory.spinLock("lock");
    IntCell data = memory.intCell("data", 0);
    IntCell found = memory.intCell("found", 0);
    return Program.builder()
        .vcpus(
            2,
            () -> {
              lock.lock();
              data.set(data.get(access) + 1, access);
              lock.unlock();
            })
        .vcpu("reader", () -> found.set(data.get(access) * 10 + data.get(access)))
        .build();
  }

  /** A vCPU that waits is looked at in front of its wait: the last value may be another by then. */
  @Test
  void a_wait_behind_a_load_is_a_deadlock() {
    Model model =
        memory -> {
          IntCell first = memory.intCell("first", 0);
          IntCell flag = memory.intCell("flag", 0);
          return Program.builder()
              .vcpu(
                  "waits",
                  () -> {
                    first.get(Access.OPAQUE);
                    flag.await(1);
                  })
              .vcpu(
                  "withdraws",
                  () -> {
                    flag.set(1, Access.OPAQUE);
                    flag.set(0, Access.OPAQUE);
                    first.set(1, Access.OPAQUE);
                  })
              .build();
        };
    for (MemoryModel memory : List.of(MemoryModel.RC11, MemoryModel.ARM64)) {
      assertEquals(Set.of("deadlock"), outcomes(model, memory, Reductions.none()).violated());
      assertEquals(Set.of("deadlock"), outcomes(model, memory, Reductions.all()).violated());
    }
  }

  /** A loop of loads that nothing ends is no end, and no deadlock. */
  @Test
  void a_loop_of_loads_goes_round() {
    Model model =
        memory -> {
          IntCell flag = memory.intCell("flag", 0);
          return Program.builder()
              .vcpu(
                  "polls",
                  () ->
                      memory.<Integer, Integer>loop(
                          0,
                          again ->
                              flag.get(Access.ACQUIRE) == 1
                                  ? Iteration.done(0)
                                  : Iteration.again(0)))
              .vcpu("never", () -> flag.set(2, Access.RELEASE))
              .noLivelock()
              .build();
        };
    for (Reductions reductions : List.of(Reductions.none(), Reductions.all())) {
      Verdict verdict = result(model, MemoryModel.RC11, reductions).verdict();
      Verdict.Violated violated = assertInstanceOf(Verdict.Violated.class, verdict);
      assertEquals("no-livelock", violated.property());
    }
  }

  /**
   * A store of a section is seen, so that another vCPU is in front of what the section does behind
   * it: that is a race, though the vCPU that has the lock is far ahead by then.
   */
  @Test
  void a_section_does_not_run_past_what_others_see() {
    Model model = WeakBlocksTest::flagInSection;
    Outcomes plain = outcomes(model, MemoryModel.TSO, Reductions.none());
    assertEquals(Set.of("0", "1"), seen(plain));
    assertEquals(plain.ends(), outcomes(model, MemoryModel.TSO, Reductions.all()).ends());
  }

  private static Program flagInSection(Memory memory) {
    SpinLock lock = memory.spinLock("lock");
    IntCell flag = memory.intCell("flag", 0);
    IntCell data = memory.intCell("data", 0);
    IntCell found = memory.intCell("found", -1);
    return Program.builder()
        .vcpu(
            "writer",
            () -> {
              lock.lock();
              flag.set(1, Access.OPAQUE);
              data.set(1, Access.OPAQUE);
              lock.unlock();
            })
        .vcpu(
            "reader",
            () -> {
              flag.await(1);
              found.set(data.get(Access.OPAQUE));
            })
        .properties(Property.observable("found", () -> String.valueOf(found.get())))
        .build();
  }

  /** A store to what nobody races for stays behind one that others race for. */
  @Test
  void stores_stay_in_order() {
    Model model = WeakBlocksTest::publication;
    Outcomes plain = outcomes(model, MemoryModel.TSO, Reductions.none());
    assertEquals(Set.of("0", "7"), seen(plain));
    assertEquals(plain.ends(), outcomes(model, MemoryModel.TSO, Reductions.all()).ends());
  }

  private static Program publication(Memory memory) {
    IntCell data = memory.intCell("data", 0);
    IntCell ready = memory.intCell("ready", 0);
    IntCell other = memory.intCell("other", 0);
    IntCell found = memory.intCell("found", -1);
    return Program.builder()
        .vcpu(
            "writer",
            () -> {
              other.set(1, Access.OPAQUE);
              data.set(7, Access.OPAQUE);
              ready.set(1, Access.RELEASE);
              memory.<Integer, Integer>loop(0, again -> Iteration.done(other.get(Access.OPAQUE)));
            })
        .vcpu(
            "reader",
            () -> {
              other.set(2, Access.OPAQUE);
              int value = ready.get(Access.ACQUIRE) == 0 ? 0 : data.get(Access.OPAQUE);
              found.set(value);
            })
        .properties(Property.observable("found", () -> String.valueOf(found.get())))
        .build();
  }

  private static Set<String> seen(Outcomes outcomes) {
    assertTrue(outcomes.isExhaustive());
    return outcomes.ends().stream().map(end -> end.get("found")).collect(Collectors.toSet());
  }

  private static Outcomes outcomes(Model model, MemoryModel memory, Reductions reductions) {
    return Checker.of(model).with(Options.defaults().with(memory).with(reductions)).outcomes(false);
  }

  private static long states(Model model, MemoryModel memory, Reductions reductions) {
    Result result = result(model, memory, reductions);
    assertEquals(VerdictKind.VERIFIED, result.verdict().kind());
    return result.stats().states();
  }

  private static Result result(Model model, MemoryModel memory, Reductions reductions) {
    return Checker.of(model).with(Options.defaults().with(memory).with(reductions)).run();
  }
}
