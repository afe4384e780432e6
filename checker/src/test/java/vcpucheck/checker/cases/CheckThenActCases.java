package vcpucheck.checker.cases;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CellArray;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/** Something is asked, and when it is acted upon, it is no longer so. */
final class CheckThenActCases {
  private CheckThenActCases() {}

  static Stream<DefectiveCode> all() {
    return Stream.of(
        new DefectiveCode(
            "instance made twice", "single-instance", ".*", CheckThenActCases::instance),
        new DefectiveCode("permission used twice", "loaded-once", ".*", CheckThenActCases::loaded),
        new DefectiveCode(
            "version settled twice",
            "version-is-settled",
            "the version changed",
            CheckThenActCases::version),
        new DefectiveCode(
            "version tested outside of the lock",
            "populated-once",
            "the frames are there already",
            CheckThenActCases::frames),
        new DefectiveCode("inserted twice", "no-ring", ".*", CheckThenActCases::ring),
        new DefectiveCode("lock of the caller", "one-success", ".*", CheckThenActCases::cpuOn),
        new DefectiveCode("bit of a shared word", "one-owner", ".*", CheckThenActCases::bitmap),
        new DefectiveCode("time passes", "no-panic", "nothing remains", CheckThenActCases::timer),
        new DefectiveCode(
            "slot claimed twice", "my-slot", "the slot is another's", CheckThenActCases::slot),
        new DefectiveCode("level of a line", "level", ".*", CheckThenActCases::level),
        new DefectiveCode(
            "exception in one interleaving", "no-exception", ".*", CheckThenActCases::throwing));
  }

  /** Takes a lock around something, if there is one. */
  private static void locked(boolean isLocked, SpinLock lock, Runnable body) {
    if (isLocked) {
      lock.lock();
    }
    body.run();
    if (isLocked) {
      lock.unlock();
    }
  }

  /** A list is searched under a mutex, and the new entry is made outside of it. */
  private static Program instance(Memory memory, boolean isFixed) {
    SpinLock mutex = memory.spinLock("mutex");
    IntCell state = memory.intCell("state");
    IntCell changes = memory.intCell("changes");
    IntCell instances = memory.intCell("instances");
    Runnable open =
        () -> {
          mutex.lock();
          boolean isMine =
              memory.loop(
                  "search",
                  search -> {
                    int found = state.get();
                    if (found == 2 || !isFixed) {
                      return Iteration.done(found == 0);
                    }
                    if (found == 0) {
                      state.set(1);
                      return Iteration.done(true);
                    }
                    int seen = changes.get(Access.OPAQUE);
                    mutex.unlock();
                    changes.awaitNot(seen);
                    mutex.lock();
                    return Iteration.again(search);
                  });
          mutex.unlock();
          if (isMine) {
            instances.add(1);
            mutex.lock();
            state.set(2);
            changes.add(1);
            mutex.unlock();
          }
        };
    Property single = Property.always("single-instance", () -> instances.get() <= 1);
    return Program.builder().vcpus(3, open).properties(Property.noDataRace(), single).build();
  }

  /** A permission that is good for one use is tested, then taken back. */
  private static Program loaded(Memory memory, boolean isFixed) {
    IntCell permission = memory.intCell("allow_load", 1);
    IntCell loads = memory.intCell("loads");
    SpinLock lock = memory.spinLock("lock");
    Runnable load =
        () -> {
          int allowed =
              memory.call(
                  () -> {
                    if (isFixed) {
                      lock.lock();
                    }
                    int found = permission.get(Access.OPAQUE);
                    permission.set(0, Access.OPAQUE);
                    if (isFixed) {
                      lock.unlock();
                    }
                    return found;
                  });
          if (allowed == 1) {
            loads.add(1);
          }
        };
    return Program.builder()
        .vcpus(2, load)
        .properties(Property.always("loaded-once", () -> loads.get() <= 1))
        .build();
  }

  /** Whether a version is settled, and which, are two variables. */
  private static Program version(Memory memory, boolean isFixed) {
    SpinLock lock = memory.spinLock("lock");
    IntCell settled = memory.intCell("settled");
    IntCell version = memory.intCell("version");
    VersionCall call =
        wanted ->
            memory.call(
                () -> {
                  if (isFixed) {
                    lock.lock();
                  }
                  if (wanted != 0 && settled.get(Access.OPAQUE) == 0) {
                    version.set(wanted, Access.OPAQUE);
                    settled.set(1, Access.OPAQUE);
                  }
                  int found = version.get(Access.OPAQUE);
                  if (isFixed) {
                    lock.unlock();
                  }
                  return found;
                });
    return Program.of(
        Stream.of(11, 12)
            .map(
                wanted ->
                    Vcpu.of(
                        "wants" + wanted,
                        () -> {
                          int found = call.negotiate(wanted);
                          memory.expect(
                              call.negotiate(0) == found,
                              "version-is-settled",
                              "the version changed");
                        }))
            .toList());
  }

  /** Proposes a version, 0 for none; gives the one that is settled. */
  @FunctionalInterface
  private interface VersionCall {
    int negotiate(int wanted);
  }

  /** Two callers see that the version is another one; both change it. */
  private static Program frames(Memory memory, boolean isFixed) {
    SpinLock lock = memory.spinLock("write_lock");
    IntCell version = memory.intCell("version", 1);
    IntCell frames = memory.intCell("frames");
    Runnable change =
        () -> {
          if (!isFixed && version.get(Access.OPAQUE) == 2) {
            return;
          }
          lock.lock();
          if (!isFixed || version.get(Access.OPAQUE) != 2) {
            memory.expect(frames.get() == 0, "populated-once", "the frames are there already");
            frames.set(1);
            version.set(2, Access.OPAQUE);
          }
          lock.unlock();
        };
    return Program.builder().vcpus(2, change).properties(Property.noDataRace()).build();
  }

  /** An interrupt in a list. */
  private record Pending(RefCell<Pending> next, IntCell listed) {
    static Pending in(Cells cells) {
      return new Pending(cells.refCell("next"), cells.intCell("listed"));
    }
  }

  /** Two processors see that an interrupt is in no list; both put it at the front. */
  private static Program ring(Memory memory, boolean isFixed) {
    Slab<Pending> slab = memory.slab("pending_irq", 1, Pending::in);
    Pending irq = Objects.requireNonNull(slab.alloc());
    RefCell<Pending> head = memory.refCell("inflight");
    SpinLock lock = memory.spinLock("lock");
    Runnable inject =
        () -> {
          if (!isFixed && irq.listed().get(Access.OPAQUE) == 1) {
            return;
          }
          lock.lock();
          if (!isFixed || irq.listed().get(Access.OPAQUE) == 0) {
            irq.listed().set(1, Access.OPAQUE);
            irq.next().set(head.get());
            head.set(irq);
          }
          lock.unlock();
        };
    return Program.builder()
        .vcpus(2, inject)
        .properties(Property.atEnd("no-ring", () -> irq.next().get() == null))
        .build();
  }

  /** A vCPU is started under the lock of the caller, so that two callers exclude nobody. */
  private static Program cpuOn(Memory memory, boolean isFixed) {
    List<SpinLock> locks =
        List.of(memory.spinLock("lock0"), memory.spinLock("lock1"), memory.spinLock("lock2"));
    IntCell state = memory.intCell("state");
    IntCell successes = memory.intCell("successes");
    return Program.of(
        Stream.of(0, 1)
            .map(
                caller ->
                    Vcpu.of(
                        "cpu" + caller,
                        () -> {
                          SpinLock lock = locks.get(isFixed ? 2 : caller);
                          lock.lock();
                          boolean isOff = state.get() == 0;
                          state.set(1);
                          lock.unlock();
                          if (isOff) {
                            successes.add(1);
                          }
                        }))
            .toList(),
        Property.always("one-success", () -> successes.get() <= 1));
  }

  /** Neighbours share a word: a bit is tested and set, and the word stored. */
  private static Program bitmap(Memory memory, boolean isFixed) {
    SpinLock lock = memory.spinLock("lock");
    IntCell bitmap = memory.intCell("bitmap");
    IntCell owners = memory.intCell("owners");
    return Program.of(
        Stream.of(0, 1, 2)
            .map(
                vm ->
                    Vcpu.of(
                        "vm" + vm,
                        () -> locked(isFixed, lock, () -> assign(bitmap, vm == 2 ? 1 : 0, owners))))
            .toList(),
        Property.always("one-owner", () -> owners.get() <= 2));
  }

  private static void assign(IntCell bitmap, int bit, IntCell owners) {
    if ((bitmap.get(Access.OPAQUE) & 1 << bit) == 0) {
      bitmap.set(bitmap.get(Access.OPAQUE) | 1 << bit, Access.OPAQUE);
      owners.add(1);
    }
  }

  /** A timer expires between "is it pending" and "how long has it to go". */
  private static Program timer(Memory memory, boolean isFixed) {
    IntCell remaining = memory.intCell("remaining", 1);
    return Program.builder()
        .vcpu(
            "run",
            () -> {
              int found = remaining.get(Access.OPAQUE);
              if (found != 0) {
                int left = isFixed ? found : remaining.get(Access.OPAQUE);
                memory.expect(left != 0, "no-panic", "nothing remains");
              }
            })
        .vcpu("time", () -> remaining.set(0, Access.OPAQUE))
        .build();
  }

  /** Two owners find a slot free; the second overwrites the first. */
  private static Program slot(Memory memory, boolean isFixed) {
    CellArray<IntCell> slots = memory.intCells("slots", 2);
    return Program.of(
        Stream.of(1, 2)
            .map(
                owner ->
                    Vcpu.of(
                        "domain" + owner,
                        () -> {
                          int mine = memory.call(() -> claim(slots, owner, isFixed));
                          memory.expect(
                              slots.at(mine).get(Access.OPAQUE) == owner,
                              "my-slot",
                              "the slot is another's");
                        }))
            .toList());
  }

  private static int claim(CellArray<IntCell> slots, int owner, boolean isFixed) {
    int first = isFixed ? slots.at(0).compareAndExchange(0, owner) : slots.at(0).get(Access.OPAQUE);
    int index = first == 0 ? 0 : 1;
    if (!isFixed || index == 1) {
      slots.at(index).set(owner, Access.OPAQUE);
    }
    return index;
  }

  /** What level a line has is found from the bitmap of its sources, then set. */
  private static Program level(Memory memory, boolean isFixed) {
    SpinLock lock = memory.spinLock("ioapic_lock");
    IntCell sources = memory.intCell("sources", 1);
    IntCell line = memory.intCell("line", 1);
    Runnable follow = () -> line.set(sources.get(Access.OPAQUE) == 0 ? 0 : 1, Access.OPAQUE);
    return Program.builder()
        .vcpu(
            "source0",
            () ->
                locked(
                    isFixed,
                    lock,
                    () -> {
                      sources.clearBit(0, Access.OPAQUE);
                      follow.run();
                    }))
        .vcpu(
            "source1",
            () ->
                locked(
                    isFixed,
                    lock,
                    () -> {
                      sources.setBit(1, Access.OPAQUE);
                      follow.run();
                    }))
        .properties(Property.atEnd("level", () -> line.get() == 1))
        .build();
  }

  /** A pointer is loaded twice, of which the second load may find null. */
  private static Program throwing(Memory memory, boolean isFixed) {
    Slab<Pending> slab = memory.slab("entry", 1, Pending::in);
    RefCell<Pending> entry = memory.refCell("entry", Objects.requireNonNull(slab.alloc()));
    return Program.builder()
        .vcpu(
            "uses",
            () -> {
              @Nullable Pending found = entry.get(Access.OPAQUE);
              if (found != null) {
                Pending used = isFixed ? found : Objects.requireNonNull(entry.get(Access.OPAQUE));
                used.listed().set(1, Access.OPAQUE);
              }
            })
        .vcpu("clears", () -> entry.set(null, Access.OPAQUE))
        .build();
  }
}
