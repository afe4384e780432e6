package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
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
    AFTER_ACCESSES_IN_ANOTHER_SECTION,
    UNDER_THE_SAME_LOCK
  }

  private static Outcomes outcomes(Model model, boolean profile) {
    return Checker.of(model).with(Options.defaults().withProfile(profile)).outcomes();
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
                      case AFTER_ACCESSES_IN_ANOTHER_SECTION -> {
                        memory.run(
                            () -> {
                              lock.lock();
                              shared.get(Access.OPAQUE);
                              lock.unlock();
                              another.lock();
                              another.unlock();
                            });
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
    assertEquals(all.ends(), outcomes(model, true).ends(), "with a profile");
    assertEquals(all.ends(), outcomes(model, false).ends(), "without a profile");
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

  private record Struct(IntCell field) {}

  /** A section in which another lock is released ends there: others are let in. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_lock_released_inside_lets_others_in(boolean profile) {
    Model model =
        memory -> {
          SpinLock outer = memory.spinLock("outer");
          SpinLock inner = memory.spinLock("inner");
          Slab<Struct> slab = memory.slab("struct", 1, cells -> new Struct(cells.intCell("f", 0)));
          RefCell<Struct> pointer = memory.refCell("pointer", slab.alloc());
          return Program.of(
              List.of(
                  Vcpu.of("reader", () -> read(outer, inner, pointer)),
                  Vcpu.of(
                      "remover",
                      () -> {
                        outer.lock();
                        Struct struct = pointer.get(Access.OPAQUE);
                        pointer.set(null, Access.OPAQUE);
                        slab.free(Objects.requireNonNull(struct));
                        outer.unlock();
                      })));
        };
    Result result = Checker.of(model).with(Options.defaults().withProfile(profile)).run();
    Verdict.Violated violated = (Verdict.Violated) result.verdict();
    assertEquals("memory-safety", violated.counterexample().property());
  }

  private static void read(SpinLock outer, SpinLock inner, RefCell<Struct> pointer) {
    outer.lock();
    Struct struct = pointer.get(Access.OPAQUE);
    if (struct == null) {
      outer.unlock();
      return;
    }
    inner.lock();
    outer.unlock();
    struct.field().get(Access.OPAQUE);
    inner.unlock();
  }

  private static Optional<Long> interleavings(Result result) {
    return result.stats().interleavings() instanceof Interleavings.Finite finite
        ? Optional.of(finite.count().longValueExact())
        : Optional.empty();
  }

  /** What is in a slot. */
  private record Buffer(IntCell data) {}

  /**
   * Between two publications a vCPU uses a slot that the other may have freed by then. Only the
   * other frees it, and looks for the second publication afterwards: it frees it or not, and finds
   * that or not.
   */
  private static Program freedMeanwhile(Memory memory) {
    Slab<Buffer> slab = memory.slab("buffer", 1, cells -> new Buffer(cells.intCell("data", 0)));
    RefCell<Buffer> first = memory.refCell("first", null);
    RefCell<Buffer> second = memory.refCell("second", null);
    IntCell found = memory.intCell("found", 0);
    return Program.of(
        List.of(
            Vcpu.of(
                "owner",
                () -> {
                  Buffer buffer = Objects.requireNonNull(slab.alloc());
                  first.set(buffer, Access.RELEASE);
                  buffer.data().getAndSet(1);
                  second.set(buffer, Access.RELEASE);
                }),
            Vcpu.of(
                "thief",
                () -> {
                  Buffer buffer = first.getAndSet(null);
                  if (buffer != null) {
                    slab.free(buffer);
                  }
                  found.set(second.get(Access.ACQUIRE) == null ? 1 : 2);
                })));
  }

  /** Each end, without a search for the shortest counterexample, which would find all. */
  @Test
  void another_that_frees_a_slot_comes_between_accesses_to_it() {
    Options options = Options.defaults();
    Model model = SectionsTest::freedMeanwhile;
    Outcomes all = Checker.of(model).with(options.with(Reductions.none())).outcomes();
    assertEquals(Set.of("memory-safety"), all.violated());
    assertEquals(4, all.ends().size());
    assertEquals(all.ends(), Checker.of(model).with(options.withShortest(false)).outcomes().ends());
  }
}
