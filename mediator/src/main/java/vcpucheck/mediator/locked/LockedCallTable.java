package vcpucheck.mediator.locked;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.table.CallTable;
import vcpucheck.mediator.table.StdCall;

/** {@code call_list} under the domain's lock. */
final class LockedCallTable implements CallTable {
  private static final Claim NOT_FOUND = new Claim(null, false);
  private static final Claim IN_FLIGHT = new Claim(null, true);

  private final Memory memory;
  private final SpinLock lock;
  private final StructList<StdCall> list;
  private final Behaviour behaviour;

  LockedCallTable(Memory memory, String prefix, SpinLock lock, Behaviour behaviour) {
    this.memory = memory;
    this.lock = lock;
    this.behaviour = behaviour;
    list = new StructList<>(memory, prefix + "call_list", StdCall::links);
  }

  @Override
  public void insert(StdCall call) {
    memory.run(
        () -> {
          lock.lock();
          list.addTail(call);
          lock.unlock();
        });
  }

  @Override
  @CFunction("get_std_call")
  public Claim claim(int threadId) {
    return memory.call(
        () -> {
          lock.lock();
          StdCall call = search(threadId);
          if (behaviour.has(Mutant.UNLOCKED_FLAG)) {
            lock.unlock();
            return take(call);
          }
          Claim claim = take(call);
          lock.unlock();
          return claim;
        });
  }

  /* The oldest call with the id decides: if it is in flight, the search ends there. */
  private @Nullable StdCall search(int threadId) {
    StdCall call = list.first();
    Access access = behaviour.threadIdAccess(Access.ACQUIRE);
    while (call != null && call.opteeThreadId().get(access) != threadId) {
      call = list.after(call);
    }
    return call;
  }

  private Claim take(@Nullable StdCall call) {
    if (call == null) {
      return NOT_FOUND;
    }
    if (call.inFlight().get() != 0) {
      return IN_FLIGHT;
    }
    call.inFlight().set(1);
    if (behaviour.has(Fix.RESET_IN_CLAIM)) {
      call.opteeThreadId().set(StdCall.NO_THREAD, behaviour.threadIdAccess(Access.RELEASE));
    }
    return new Claim(call, false);
  }

  @Override
  @CFunction("put_std_call")
  public void release(StdCall call) {
    memory.run(
        () -> {
          lock.lock();
          call.inFlight().set(0);
          lock.unlock();
        });
  }

  @Override
  public void releaseRemoved(StdCall call) {
    call.inFlight().set(0);
  }

  @Override
  public void remove(StdCall call) {
    memory.run(
        () -> {
          lock.lock();
          list.delete(call);
          lock.unlock();
        });
  }

  @Override
  public boolean removeIdle(StdCall call) {
    return memory.call(
        () -> {
          lock.lock();
          boolean isIdle = call.inFlight().get() == 0;
          if (isIdle) {
            list.delete(call);
          }
          lock.unlock();
          return isIdle;
        });
  }

  @Override
  public void releaseAndRemove(StdCall call) {
    memory.run(
        () -> {
          lock.lock();
          call.inFlight().set(0);
          list.delete(call);
          lock.unlock();
        });
  }

  @Override
  public @Nullable StdCall first() {
    return list.first();
  }

  @Override
  public List<StdCall> snapshot() {
    return list.snapshot();
  }
}
