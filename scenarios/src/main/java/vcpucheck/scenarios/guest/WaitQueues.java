package vcpucheck.scenarios.guest;

import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;

/**
 * Where tasks of the guest sleep: for a free secure thread ({@code optee_call_queue}) and on behalf
 * of a secure thread ({@code optee_wait_queue}).
 */
final class WaitQueues {
  private static final int ABSENT = 0;
  private static final int WAITING = 1;
  private static final int CALLED = 2;

  private final boolean queuesLate;
  private final List<IntCell> waiters;
  private final List<IntCell> wakes;

  WaitQueues(Memory memory, String prefix, GuestSizes sizes) {
    queuesLate = sizes.queuesLate();
    List<IntCell> waiterCells = new ArrayList<>();
    for (int vcpu = 0; sizes.waits() && vcpu < sizes.vcpus(); vcpu++) {
      waiterCells.add(memory.intCell(prefix + "call_waiter" + vcpu, ABSENT));
    }
    waiters = List.copyOf(waiterCells);
    List<IntCell> wakeCells = new ArrayList<>();
    for (int key = 0; key < sizes.sleepers(); key++) {
      wakeCells.add(memory.intCell(prefix + "wait_queue" + key, 0));
    }
    wakes = List.copyOf(wakeCells);
  }

  /** Whether calls that find every thread busy wait. */
  boolean areUsed() {
    return !waiters.isEmpty();
  }

  /** Queues a task before its call, so that no end of another call is missed. */
  void enter(int vcpu) {
    if (!queuesLate) {
      waiters.get(vcpu).set(WAITING, Access.RELEASE);
    }
  }

  /** Waits until another call has ended. */
  void await(int vcpu) {
    if (queuesLate) {
      waiters.get(vcpu).set(WAITING, Access.RELEASE);
    }
    waiters.get(vcpu).await(CALLED);
    waiters.get(vcpu).set(WAITING, Access.RELEASE);
  }

  /** Takes a task out and lets one that waits try again. */
  void leave(int vcpu) {
    waiters.get(vcpu).set(ABSENT, Access.RELEASE);
    for (int other = 0; other < waiters.size(); other++) {
      if (other != vcpu && waiters.get(other).compareAndSet(WAITING, CALLED)) {
        return;
      }
    }
  }

  /** Sleeps until a key is woken. */
  void sleep(long key) {
    wakes.get((int) key).await(1);
    wakes.get((int) key).set(0, Access.RELEASE);
  }

  /** Wakes a task that sleeps, or will sleep, on a key. */
  void wake(long key) {
    wakes.get((int) key).set(1, Access.RELEASE);
  }
}
