package vcpucheck.mediator.lockfree;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.table.Tables;

/** What is said to be wait-free does not try again: it is done in a fixed number of steps. */
class WaitFreedomTest {
  private static final Behaviour XEN = Behaviour.of(Revision.XEN_4_22, new Limits(2, 2, 3, 5, 2));

  /** Thrown where code may try again. */
  private static final class Retry extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Memory memory = withoutLoops(NativeMemory.create());
  private final StructPools structs =
      StructPools.of(memory, new StructPools.Capacity(1, 2, 2, 2), 1, 3);
  private final Tables tables =
      LockFreeTables.make(memory, "d1.", structs, XEN, buffer -> structs.buffers().free(buffer));

  private static Memory withoutLoops(Memory memory) {
    return (Memory)
        Proxy.newProxyInstance(
            Memory.class.getClassLoader(),
            new Class<?>[] {Memory.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("loop")) {
                throw new Retry();
              }
              try {
                return method.invoke(memory, arguments);
              } catch (InvocationTargetException e) {
                throw Objects.requireNonNull(e.getCause());
              }
            });
  }

  @Test
  void calls_are_inserted_released_and_removed_without_trying_again() {
    StdCall call = Objects.requireNonNull(structs.calls().alloc());
    tables.calls().insert(call);
    tables.calls().release(call);
    tables.calls().remove(call);
    tables.calls().insert(call);
    tables.calls().releaseAndRemove(call);
  }

  @Test
  void limits_are_given_back_without_trying_again() {
    tables.quota().giveBack(1);
    tables.quota().returnCall();
  }

  @Test
  void a_claim_and_a_reservation_may_try_again() {
    assertThrows(Retry.class, () -> tables.calls().claim(1));
    assertThrows(Retry.class, () -> tables.quota().reserve(1));
  }
}
