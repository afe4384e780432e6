package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
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

/** Blocks where stores wait in buffers. */
final class BufferedBlocksTest {
  /** Buffers tell no states apart where a lock orders everything. */
  @Test
  void what_a_lock_guards_costs_as_under_sc() {
    Model sections = new CriticalSections(3, 3);
    Reductions alone = Reductions.all().withSymmetry(false);
    assertEquals(states(sections, MemoryModel.SC, alone), states(sections, MemoryModel.TSO, alone));
  }

  /**
   * A store of a section is seen, so that another vCPU is in front of what the section does behind
   * it: that is a race, though the vCPU that has the lock is far ahead by then.
   */
  @Test
  void a_section_does_not_run_past_what_others_see() {
    Model model = BufferedBlocksTest::flagInSection;
    Outcomes plain = outcomes(model, Reductions.none());
    assertEquals(Set.of("0", "1"), seen(plain));
    assertEquals(plain.ends(), outcomes(model, Reductions.all()).ends());
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
    Model model = BufferedBlocksTest::publication;
    Outcomes plain = outcomes(model, Reductions.none());
    assertEquals(Set.of("0", "7"), seen(plain));
    assertEquals(plain.ends(), outcomes(model, Reductions.all()).ends());
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

  private static Outcomes outcomes(Model model, Reductions reductions) {
    return Checker.of(model)
        .with(Options.defaults().with(MemoryModel.TSO).with(reductions))
        .outcomes(false);
  }

  private static long states(Model model, MemoryModel memory, Reductions reductions) {
    Result result = Checker.of(model).with(Options.defaults().with(memory).with(reductions)).run();
    assertEquals(VerdictKind.VERIFIED, result.verdict().kind());
    return result.stats().states();
  }
}
