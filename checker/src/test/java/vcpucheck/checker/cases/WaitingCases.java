package vcpucheck.checker.cases;

import java.util.List;
import java.util.stream.Stream;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/** Locks that are never released, and wake-ups that are lost. */
final class WaitingCases {
  private WaitingCases() {}

  static Stream<DefectiveCode> all() {
    return Stream.of(
        new DefectiveCode(
            "early return", "lock-discipline", ".*mailbox_lock.*", WaitingCases::earlyReturn),
        new DefectiveCode(
            "handler takes its caller's lock",
            "deadlock",
            "deadlock: core0 waits for lock0 held by core0",
            WaitingCases::handler),
        new DefectiveCode(
            "interrupt under a lock",
            "deadlock",
            "deadlock: cpu(.) waits for lock held by cpu\\1",
            WaitingCases::interrupt),
        new DefectiveCode(
            "state before its interrupt", "no-panic", "an impossible state", WaitingCases::early),
        new DefectiveCode("post before the waiter counts", "deadlock", ".*", WaitingCases::post),
        new DefectiveCode("unlock before the sleep", "deadlock", ".*", WaitingCases::sleep),
        new DefectiveCode("two writers of a sequence", "no-livelock", ".*", WaitingCases::sequence),
        new DefectiveCode("forgotten unlock", "no-livelock", ".*", WaitingCases::spinLock),
        new DefectiveCode(
            "transfers both ways",
            "deadlock",
            "deadlock: ab waits for b held by ba, ba waits for a held by ab",
            WaitingCases::transfers));
  }

  /** One path of errors returns without the unlock. */
  private static Program earlyReturn(Memory memory, boolean isFixed) {
    SpinLock lock = memory.spinLock("mailbox_lock");
    IntCell full = memory.intCell("full");
    Runnable retrieve =
        () -> {
          lock.lock();
          boolean isWrong = memory.choose("the request is malformed", 2) == 1;
          if (!isWrong) {
            full.set(1);
          }
          if (isFixed || !isWrong) {
            lock.unlock();
          }
        };
    return Program.builder().vcpus(2, retrieve).properties(Property.noDataRace()).build();
  }

  /** A handler locks each vCPU of a list, on which the one may be that its caller has locked. */
  private static Program handler(Memory memory, boolean isFixed) {
    List<SpinLock> locks = List.of(memory.spinLock("lock0"), memory.spinLock("lock1"));
    IntCell list = memory.intCell("list");
    return Program.builder()
        .vcpu(
            "core0",
            () -> {
              locks.get(0).lock();
              memory.loop(
                  "targets",
                  again -> {
                    int targets = list.get(Access.OPAQUE);
                    if (targets == 0) {
                      return Iteration.done("all");
                    }
                    int target = Integer.numberOfTrailingZeros(targets);
                    list.clearBit(target, Access.OPAQUE);
                    if (!isFixed || target != 0) {
                      locks.get(target).lock();
                      locks.get(target).unlock();
                    }
                    return Iteration.again(again);
                  });
              locks.get(0).unlock();
            })
        .vcpu(
            "core1",
            () -> {
              list.setBit(0, Access.OPAQUE);
              list.setBit(1, Access.OPAQUE);
            })
        .build();
  }

  /** What a processor has besides the lock. */
  private record Processor(
      Memory memory, SpinLock lock, IntCell output, IntCell pending, IntCell masked) {
    /** An interrupt may come here, once, unless it is masked. */
    void interruptible() {
      if (masked.get() == 0 && pending.get() == 1 && memory.choose("an interrupt comes", 2) == 1) {
        pending.set(0);
        masked.set(1);
        print();
        masked.set(0);
      }
    }

    void print() {
      lock.lock();
      interruptible();
      output.set(output.get() + 1);
      interruptible();
      lock.unlock();
    }
  }

  /** A lock that a handler takes, too, is taken with interrupts enabled. */
  private static Program interrupt(Memory memory, boolean isFixed) {
    SpinLock lock = memory.spinLock("lock");
    IntCell output = memory.intCell("output");
    return Program.of(
        Stream.of(0, 1)
            .map(
                cpu -> {
                  IntCell pending = memory.intCell("pending" + cpu, 1);
                  IntCell masked = memory.intCell("masked" + cpu);
                  Processor processor = new Processor(memory, lock, output, pending, masked);
                  return Vcpu.of(
                      "cpu" + cpu,
                      () -> {
                        processor.interruptible();
                        masked.set(isFixed ? 1 : 0);
                        processor.print();
                        masked.set(0);
                        processor.interruptible();
                      });
                })
            .toList(),
        Property.noDataRace());
  }

  /** A core that is awake meets a state whose interrupt is still on its way. */
  private static Program early(Memory memory, boolean isFixed) {
    int off = 0;
    int onPending = 1;
    int on = 2;
    IntCell state = memory.intCell("state", off);
    IntCell message = memory.intCell("message");
    IntCell interrupt = memory.intCell("interrupt");
    return Program.builder()
        .vcpu(
            "target",
            () ->
                memory.loop(
                    "idle",
                    idle -> {
                      int found = state.get(Access.OPAQUE);
                      if (found == on) {
                        return Iteration.done("entered");
                      }
                      memory.expect(isFixed || found == off, "no-panic", "an impossible state");
                      interrupt.await(1);
                      interrupt.set(0, Access.OPAQUE);
                      if (message.getAndSet(0) == 1) {
                        state.set(on, Access.OPAQUE);
                      }
                      return Iteration.again(idle);
                    }))
        .vcpu(
            "caller",
            () -> {
              state.compareAndSet(off, onPending);
              message.set(1, Access.RELEASE);
              interrupt.set(1, Access.RELEASE);
            })
        .properties(Property.noLivelock())
        .build();
  }

  /** A waiter gives up the mutex before it counts itself: nobody knows of it. */
  private static Program post(Memory memory, boolean isFixed) {
    SpinLock mutex = memory.spinLock("mutex");
    IntCell condition = memory.intCell("condition");
    IntCell waiters = memory.intCell("waiters");
    IntCell event = memory.intCell("event");
    return Program.builder()
        .vcpu(
            "waiter",
            () -> {
              mutex.lock();
              boolean waits = condition.get() == 0;
              if (isFixed && waits) {
                waiters.add(1);
              }
              mutex.unlock();
              if (waits) {
                if (!isFixed) {
                  waiters.add(1);
                }
                event.await(1);
              }
            })
        .vcpu(
            "poster",
            () -> {
              mutex.lock();
              condition.set(1);
              mutex.unlock();
              if (waiters.get(Access.VOLATILE) > 0) {
                event.set(1, Access.RELEASE);
              }
            })
        .properties(Property.noDataRace())
        .build();
  }

  /** A vCPU that did not get a lock goes to sleep; meanwhile it was released, and nobody slept. */
  private static Program sleep(Memory memory, boolean isFixed) {
    IntCell held = memory.intCell("held", 1);
    IntCell queued = memory.intCell("queued");
    IntCell woken = memory.intCell("woken");
    return Program.builder()
        .vcpu(
            "taker",
            () -> {
              if (isFixed) {
                queued.set(1, Access.VOLATILE);
              }
              boolean isTaken = held.compareAndSet(0, 1);
              if (!isTaken) {
                if (!isFixed) {
                  queued.set(1, Access.VOLATILE);
                }
                woken.await(1);
              }
            })
        .vcpu(
            "owner",
            () -> {
              held.set(0, Access.VOLATILE);
              if (queued.get(Access.VOLATILE) == 1) {
                woken.set(1, Access.RELEASE);
              }
            })
        .build();
  }

  /** A sequence is odd while something is written; two writers leave it odd. */
  private static Program sequence(Memory memory, boolean isFixed) {
    SpinLock lock = memory.spinLock("lock");
    IntCell sequence = memory.intCell("sequence");
    Runnable write =
        () -> {
          if (isFixed) {
            lock.lock();
          }
          for (int half = 0; half < 2; half++) {
            sequence.set(sequence.get(Access.OPAQUE) + 1, Access.RELEASE);
          }
          if (isFixed) {
            lock.unlock();
          }
        };
    return Program.builder()
        .vcpus(2, write)
        .vcpu("reader", () -> memory.spinUntil(() -> sequence.get(Access.ACQUIRE) % 2 == 0))
        .properties(Property.noLivelock())
        .build();
  }

  /** A lock that is tested, then taken; one of its users forgets to give it back. */
  private static Program spinLock(Memory memory, boolean isFixed) {
    IntCell lock = memory.intCell("lock");
    return Program.of(
        Stream.of(false, true)
            .map(
                forgets ->
                    Vcpu.of(
                        forgets ? "forgets" : "gives",
                        () -> {
                          memory.spinUntil(
                              () ->
                                  lock.get(Access.OPAQUE) == 0
                                      && lock.getAndSet(1, Access.ACQUIRE) == 0);
                          if (isFixed || !forgets) {
                            lock.set(0, Access.RELEASE);
                          }
                        }))
            .toList(),
        Property.noLivelock());
  }

  /**
   * Money goes from one account to the other, and back; each transfer locks what it takes first.
   */
  private static Program transfers(Memory memory, boolean isFixed) {
    SpinLock a = memory.spinLock("a");
    SpinLock b = memory.spinLock("b");
    IntCell balance = memory.intCell("balance", 1);
    return Program.builder()
        .vcpu("ab", () -> transfer(a, b, balance, -1))
        .vcpu("ba", () -> transfer(isFixed ? a : b, isFixed ? b : a, balance, 1))
        .properties(Property.noDataRace(), Property.atEnd("kept", () -> balance.get() == 1))
        .build();
  }

  private static void transfer(SpinLock first, SpinLock second, IntCell balance, int amount) {
    first.lock();
    second.lock();
    balance.set(balance.get() + amount);
    second.unlock();
    first.unlock();
  }
}
