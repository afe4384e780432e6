package vcpucheck.scenarios.guest;

import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;

/**
 * Where tasks of the guest sleep: for a free secure thread ({@code optee_call_queue}) and on behalf
 * of a secure thread ({@code optee_wait_queue}).
 *
 * <p>Linux has a mutex around the call queue. A task that queues and then finds every thread busy,
 * and one that ends its call and then finds nobody queued, are so ordered by their sections: not
 * both miss what the other has done before. A full fence between does the same here.
 */
final class WaitQueues {
  private static final int ABSENT = 0;
  private static final int WAITING = 1;
  private static final int CALLED = 2;

  private final Memory memory;
  private final boolean queuesLate;
  private final List<IntCell> waiters;
  private final List<IntCell> wakes;

  WaitQueues(Memory memory, String prefix, GuestSizes sizes) {
    this.memory = memory;
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
      queue(vcpu);
    }
  }

  private void queue(int vcpu) {
    waiters.get(vcpu).set(WAITING, Access.RELEASE);
    memory.fence(Fence.FULL);
  }

  /** Waits until another call has ended. */
  void await(int vcpu) {
    if (queuesLate) {
      queue(vcpu);
    }
    waiters.get(vcpu).await(CALLED);
    queue(vcpu);
  }

  /** Takes a task out and lets one that waits try again. */
  void leave(int vcpu) {
    waiters.get(vcpu).set(ABSENT, Access.RELEASE);
    memory.fence(Fence.FULL);
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
