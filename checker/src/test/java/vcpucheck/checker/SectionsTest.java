package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;

/**
 * A critical section is one step only as far as nobody else looks into it: who does must see what
 * is there half-way.
 */
final class SectionsTest {
  /** How the second vCPU comes to look into the first one's section. */
  private enum Observer {
    WITHOUT_A_LOCK,
    UNDER_ANOTHER_LOCK,
    AFTER_ANOTHER_SECTION,
    UNDER_THE_SAME_LOCK
  }

  private static Outcomes outcomes(Model model, boolean scout) {
    return Checker.of(model).with(Options.defaults().withScout(scout)).outcomes();
  }

  /** One vCPU writes twice under a lock, the other reads twice. */
  private static Model model(Observer observer) {
    return memory -> {
      SpinLock lock = memory.spinLock("lock");
      SpinLock another = memory.spinLock("another");
      IntCell shared = memory.intCell("shared", 0);
      IntCell seen = memory.intCell("seen", 0);
      return Program.of(
          List.of(
              Vcpu.of("writer", () -> writeTwice(lock, shared)),
              Vcpu.of(
                  "reader",
                  () -> {
                    switch (observer) {
                      case WITHOUT_A_LOCK -> readTwice(memory, shared, seen);
                      case UNDER_ANOTHER_LOCK -> {
                        another.lock();
                        readTwice(memory, shared, seen);
                        another.unlock();
                      }
                      case AFTER_ANOTHER_SECTION -> {
                        lock.lock();
                        lock.unlock();
                        readTwice(memory, shared, seen);
                      }
                      case UNDER_THE_SAME_LOCK -> {
                        lock.lock();
                        readTwice(memory, shared, seen);
                        lock.unlock();
                      }
                    }
                  })));
    };
  }

  private static void writeTwice(SpinLock lock, IntCell shared) {
    lock.lock();
    shared.set(1, Access.OPAQUE);
    shared.set(2, Access.OPAQUE);
    lock.unlock();
  }

  private static void readTwice(Memory memory, IntCell shared, IntCell seen) {
    int both = memory.call(() -> 10 * shared.get(Access.OPAQUE) + shared.get(Access.OPAQUE));
    seen.set(both, Access.OPAQUE);
  }

  @ParameterizedTest
  @EnumSource
  void what_is_seen_is_what_can_be_seen(Observer observer) {
    Model model = model(observer);
    Outcomes all = Checker.of(model).with(Options.defaults().with(Reductions.none())).outcomes();
    assertEquals(observer == Observer.UNDER_THE_SAME_LOCK ? 2 : 6, all.ends().size(), "outcomes");
    assertEquals(all.ends(), outcomes(model, true).ends(), "with a scout");
    assertEquals(all.ends(), outcomes(model, false).ends(), "without a scout");
  }

  @Test
  void a_section_that_nobody_looks_into_is_one_step() {
    Model model =
        memory -> {
          SpinLock lock = memory.spinLock("lock");
          IntCell shared = memory.intCell("shared", 0);
          IntCell own = memory.intCell("own", 0);
          return Program.of(
              List.of(
                  Vcpu.of("writer", () -> writeTwice(lock, shared)),
                  Vcpu.of(
                      "other",
                      () -> {
                        lock.lock();
                        int last = shared.get(Access.OPAQUE);
                        lock.unlock();
                        own.set(last, Access.OPAQUE);
                      })));
        };
    Result result = Checker.of(model).run();
    assertEquals("verified", result.verdict().word());
    assertEquals(Optional.of(2L), interleavings(result), "one for each order of the sections");
  }

  private static Optional<Long> interleavings(Result result) {
    return result.stats().interleavings() instanceof Interleavings.Finite finite
        ? Optional.of(finite.count().longValueExact())
        : Optional.empty();
  }
}
