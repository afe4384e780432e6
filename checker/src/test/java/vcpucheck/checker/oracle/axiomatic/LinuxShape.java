package vcpucheck.checker.oracle.axiomatic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;

/**
 * A shape of the kind that the Linux kernel's memory model is tested with (Alglave, Maranget,
 * McKenney, Parri, Stern: Frightening Small Children and Disconcerting Grown-ups, ASPLOS 2018).
 *
 * @param name what the kernel's sources call it
 * @param isAllowed whether that model allows its end
 * @param end what is asked for: "p1=10 x=2" is what a thread returns and what is in a variable
 * @param threads what each does
 */
record LinuxShape(String name, boolean isAllowed, String end, List<Body> threads) {
  /** What a thread does; what it has read, as decimal digits, is what it returns. */
  @FunctionalInterface
  interface Body {
    int run(Kernel kernel);
  }

  /**
   * What threads share, and the kernel's names for what they do.
   *
   * @param hasFullLocks whether locks have full fences in them, as Xen's have
   */
  record Kernel(
      Memory memory,
      IntCell x,
      IntCell y,
      IntCell z,
      SpinLock lock,
      SpinLock other,
      boolean hasFullLocks) {
    static Kernel in(Memory memory, boolean hasFullLocks) {
      return new Kernel(
          memory,
          memory.intCell("x", 0),
          memory.intCell("y", 0),
          memory.intCell("z", 0),
          memory.spinLock("lock"),
          memory.spinLock("other"),
          hasFullLocks);
    }

    /** A critical section. */
    int locked(SpinLock of, IntSupplier section) {
      of.lock();
      mbIf(hasFullLocks);
      int read = section.getAsInt();
      mbIf(hasFullLocks);
      of.unlock();
      return read;
    }

    void mbIf(boolean isOrdered) {
      if (isOrdered) {
        mb();
      }
    }

    int readOnce(IntCell cell) {
      return cell.get(Access.OPAQUE);
    }

    int acquire(IntCell cell) {
      return cell.get(Access.ACQUIRE);
    }

    int writeOnce(IntCell cell, int value) {
      cell.set(value, Access.OPAQUE);
      return 0;
    }

    int release(IntCell cell, int value) {
      cell.set(value, Access.RELEASE);
      return 0;
    }

    /** Fully ordered if it succeeds, and not ordered if it fails. */
    int cmpxchg(IntCell cell, int expected, int value) {
      int found = cell.compareAndExchange(expected, value, Access.OPAQUE);
      if (found == expected) {
        mb();
      }
      return found;
    }

    void mb() {
      memory.fence(Fence.FULL);
    }

    void rmb() {
      memory.fence(Fence.ACQUIRE);
    }

    void wmb() {
      memory.fence(Fence.STORE_STORE);
    }
  }

  /**
   * The shape as a model.
   *
   * @param hasFullLocks see {@link Kernel}
   */
  Model model(boolean hasFullLocks) {
    return memory -> build(memory, Kernel.in(memory, hasFullLocks));
  }

  private Program build(Memory memory, Kernel kernel) {
    List<IntCell> results =
        IntStream.range(0, threads.size()).mapToObj(i -> memory.intCell("p" + i, 0)).toList();
    List<Vcpu<?>> vcpus = new ArrayList<>();
    for (int i = 0; i < threads.size(); i++) {
      Body thread = threads.get(i);
      IntCell result = results.get(i);
      vcpus.add(Vcpu.of("p" + i, () -> result.set(thread.run(kernel), Access.OPAQUE)));
    }
    return Program.of(vcpus);
  }

  @Override
  public String toString() {
    return name;
  }
}
