package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;

/** What makes states of view machines alike, and what must not. */
final class WeakCanonicalFormTest {
  private static Outcomes outcomes(Model model, MemoryModel memory, Reductions reductions) {
    Options options =
        Options.defaults().with(memory).with(reductions).withProfile(false).withValidate(false);
    return Checker.of(model).with(options).outcomes(true);
  }

  /**
   * Searches without what makes states alike, and with it: the ends and violations are the same.
   */
  private static Outcomes same(Model model, MemoryModel memory) {
    Outcomes plain = outcomes(model, memory, Reductions.none());
    Outcomes reduced = outcomes(model, memory, Reductions.all());
    assertEquals(plain.ends(), reduced.ends());
    assertEquals(plain.violated(), reduced.violated());
    return reduced;
  }

  private static long states(Model model, MemoryModel memory) {
    return outcomes(model, memory, Reductions.all()).result().stats().states();
  }

  /** Three vCPUs count up to a limit, and one of them tells whether it was refused. */
  private static Model counting(int limit) {
    return memory -> {
      IntCell count = memory.intCell("count", 0);
      IntCell found = memory.intCell("found", 0);
      return Program.builder()
          .vcpus(
              2,
              () -> {
                count.addUnless(1, limit);
                count.add(-1, Access.OPAQUE);
              })
          .vcpu("asks", () -> found.set(count.addUnless(1, limit)))
          .build();
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = MemoryModel.class,
      names = {"RC11", "ARM64"})
  void a_count_that_cannot_be_refused_has_no_history(MemoryModel memory) {
    same(counting(9), memory);
    if (memory == MemoryModel.RC11) {
      assertTrue(states(counting(9), memory) < states(counting(1), memory));
    }
  }

  /** A count of before, which has been changed since, can still refuse. */
  @ParameterizedTest
  @EnumSource(
      value = MemoryModel.class,
      names = {"RC11", "ARM64"})
  void an_old_count_refuses(MemoryModel memory) {
    same(counting(1), memory);
  }

  /** Nothing reads the count before the flag is seen; what then does may find an old one. */
  @ParameterizedTest
  @CsvSource({"RC11, OPAQUE, true", "RC11, ACQUIRE, false", "ARM64, OPAQUE, true"})
  void an_old_count_is_found_by_who_comes_late(
      MemoryModel memory, Access access, boolean findsOld) {
    Model model =
        built -> {
          IntCell count = built.intCell("count", 0);
          IntCell flag = built.intCell("flag", 0);
          IntCell found = built.intCell("found", -1);
          return Program.builder()
              .vcpu(
                  "counts",
                  () -> {
                    count.add(1, Access.OPAQUE);
                    count.add(1, Access.OPAQUE);
                    flag.set(1, Access.RELEASE);
                  })
              .vcpu(
                  "comes late",
                  () -> {
                    count.add(10, Access.OPAQUE);
                    if (flag.get(access) == 1) {
                      found.set(count.get(Access.OPAQUE));
                    }
                  })
              .build();
        };
    Outcomes outcomes = same(model, memory);
    String ends = outcomes.ends().toString();
    assertEquals(findsOld, ends.contains("found=10") && ends.contains("found=11"), ends);
    assertTrue(ends.contains("found=12"), ends);
  }

  /** What a vCPU will know when it has the lock, it does not know before it waits for it. */
  @ParameterizedTest
  @CsvSource({"RC11, true", "RC11, false", "ARM64, true", "ARM64, false"})
  void a_lock_orders_what_comes_behind_it(MemoryModel memory, boolean isBehind) {
    Model model = built -> around(built, isBehind);
    assertEquals(isBehind ? Set.of() : Set.of("no-data-race"), same(model, memory).violated());
  }

  private static Program around(Memory memory, boolean isBehind) {
    SpinLock lock = memory.spinLock("lock");
    IntCell turns = memory.intCell("turns", 0);
    IntCell data = memory.intCell("data", 0);
    IntCell flag = memory.intCell("flag", 0);
    return Program.builder()
        .vcpu(
            "writes",
            () -> {
              lock.lock();
              turns.set(1);
              data.set(1);
              lock.unlock();
              flag.set(1, Access.OPAQUE);
            })
        .vcpu(
            "reads",
            () -> {
              int early = flag.get(Access.OPAQUE) == 1 && !isBehind ? data.get() : 0;
              lock.lock();
              int now = turns.get();
              lock.unlock();
              flag.set(now == 1 ? data.get() + early : early, Access.OPAQUE);
            })
        .build();
  }

  /** Who takes the lock of a struct must know of the struct before, and not by the lock. */
  @ParameterizedTest
  @CsvSource({"RC11, OPAQUE", "ARM64, OPAQUE", "RC11, RELEASE", "ARM64, RELEASE"})
  void a_lock_of_a_struct_does_not_publish_it(MemoryModel memory, Access access) {
    Model model =
        built -> {
          Slab<SpinLock> slab = built.slab("lock", 1, cells -> cells.spinLock("lock"));
          RefCell<SpinLock> published = built.refCell("published");
          IntCell data = built.intCell("data", 0);
          return Program.builder()
              .vcpu(
                  "publishes",
                  () -> {
                    SpinLock lock = Objects.requireNonNull(slab.alloc());
                    lock.lock();
                    data.set(1);
                    lock.unlock();
                    published.set(lock, access);
                  })
              .vcpu(
                  "takes",
                  () -> {
                    SpinLock lock =
                        published.get(access == Access.RELEASE ? Access.ACQUIRE : access);
                    if (lock != null) {
                      lock.lock();
                      lock.unlock();
                    }
                  })
              .build();
        };
    assertEquals(
        access == Access.OPAQUE ? Set.of("memory-safety") : Set.of(),
        same(model, memory).violated());
  }

  /** Two vCPUs wait for a lock that a third has, which waits for one of theirs. */
  @ParameterizedTest
  @EnumSource(
      value = MemoryModel.class,
      names = {"RC11", "ARM64"})
  void locks_in_a_circle_are_a_deadlock(MemoryModel memory) {
    Model model =
        built -> {
          SpinLock one = built.spinLock("one");
          SpinLock two = built.spinLock("two");
          IntCell data = built.intCell("data", 0);
          return Program.builder()
              .vcpu("there", () -> nested(one, two, data))
              .vcpu("back", () -> nested(two, one, data))
              .vcpu("beside", () -> nested(one, two, data))
              .build();
        };
    assertEquals(Set.of("deadlock"), same(model, memory).violated());
  }

  private static void nested(SpinLock outer, SpinLock inner, IntCell data) {
    outer.lock();
    inner.lock();
    data.set(data.get() + 1);
    inner.unlock();
    outer.unlock();
  }
}
