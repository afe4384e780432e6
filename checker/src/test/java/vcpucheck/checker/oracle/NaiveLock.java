package vcpucheck.checker.oracle;

import java.util.List;
import vcpucheck.checker.memory.SpinLock;

/** A word that holds the index of the vCPU that holds the lock, or {@link #FREE}. */
record NaiveLock(NaiveMemory memory, String name, Operation.Target target) implements SpinLock {
  static final int FREE = -1;

  @Override
  public void lock() {
    memory.step(
        new Operation(
            "lock " + name,
            target,
            Operation.Effect.SYNCHRONISING,
            store -> store.number(target.word()) == FREE,
            store -> List.of(0),
            (store, vcpu, alternative) -> {
              store.set(target.word(), vcpu);
              return null;
            },
            Operation.Role.LOCKS));
  }

  @Override
  public boolean tryLock() {
    return isTrue(
        "try to lock ",
        (store, vcpu, alternative) -> {
          boolean free = store.number(target.word()) == FREE;
          if (free) {
            store.set(target.word(), vcpu);
          }
          return free;
        });
  }

  @Override
  public void unlock() {
    memory.step(
        new Operation(
            "unlock " + name,
            target,
            Operation.Effect.SYNCHRONISING,
            store -> true,
            store -> List.of(0),
            (store, vcpu, alternative) -> {
              store.set(target.word(), FREE);
              return null;
            },
            Operation.Role.UNLOCKS));
  }

  @Override
  public boolean isLocked() {
    return isTrue("look at ", (store, vcpu, alternative) -> store.number(target.word()) != FREE);
  }

  private boolean isTrue(String what, Operation.Action action) {
    return Boolean.TRUE.equals(
        memory.step(
            new Operation(
                what + name,
                target,
                Operation.Effect.SYNCHRONISING,
                store -> true,
                store -> 1,
                action)));
  }
}
