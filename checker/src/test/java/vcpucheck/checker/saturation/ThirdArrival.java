package vcpucheck.checker.saturation;

import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;

/**
 * Each vCPU counts itself and then does something under a lock; the third one that is counted
 * forgets the lock, if the defect is there: no two vCPUs can show it.
 */
record ThirdArrival(int vcpus, boolean isDefective) implements Model {
  @Override
  public Program build(Memory memory) {
    SpinLock lock = memory.spinLock("lock");
    IntCell arrived = memory.intCell("arrived", 0);
    IntCell work = memory.intCell("work", 0);
    return Program.builder()
        .vcpus(
            vcpus,
            1,
            round -> {
              if (arrived.getAndAdd(1) == 2 && isDefective) {
                work.set(work.get() + 1);
              } else {
                lock.lock();
                work.set(work.get() + 1);
                lock.unlock();
              }
            })
        .atEnd("no-lost-work", () -> work.get() == vcpus)
        .build();
  }
}
