package vcpucheck.scenarios.guest;

import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;

/**
 * The kernel's allocator of shared-memory structs, whose addresses are cookies: hands out the
 * lowest free one, so that a freed cookie is in use again at once, on any vCPU. Cookies count from
 * 1.
 */
public final class Cookies {
  private final Memory memory;
  private final List<IntCell> taken;

  Cookies(Memory memory, String prefix, int count) {
    this.memory = memory;
    List<IntCell> cells = new ArrayList<>();
    for (int cookie = 1; cookie <= count; cookie++) {
      cells.add(memory.intCell(prefix + "tee_shm" + cookie + ".taken", 0));
    }
    taken = List.copyOf(cells);
  }

  /** Takes a free cookie; waits while there is none. */
  public long allocate() {
    return memory.loop(
        0,
        index ->
            taken.get(index).compareAndSet(0, 1)
                ? Iteration.done(index + 1L)
                : Iteration.again((index + 1) % taken.size()));
  }

  /** Gives a cookie back. A kernel that is asked to free what it does not have crashes. */
  public void free(long cookie) {
    boolean wasTaken =
        cookie >= 1
            && cookie <= taken.size()
            && taken.get((int) cookie - 1).compareAndSet(1, 0, Access.VOLATILE);
    memory.expect(
        wasTaken,
        "agreement-with-guest",
        "the guest is asked to free a buffer that it does not have: cookie=" + cookie);
  }

  /** Whether a cookie is in use. For properties. */
  public boolean isTaken(long cookie) {
    return taken.get((int) cookie - 1).get() != 0;
  }

  /** How many cookies there are. */
  public int count() {
    return taken.size();
  }
}
