package vcpucheck.scenarios.conform;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.mediator.xen.XenHeap;

/**
 * A memory in which the allocation failures and preemptions are those of a trace, so that nothing
 * is left to the explorer. What it counts is in the memory itself: one vCPU runs.
 */
final class ScriptedMemory implements Memory {
  private final Memory memory;
  private final List<JsonCursor> steps;
  private final IntCell step;
  private final IntCell objects;
  private final IntCell pages;
  private final IntCell preemptChecks;

  ScriptedMemory(Memory memory, List<JsonCursor> steps) {
    this.memory = memory;
    this.steps = steps;
    step = memory.intCell("script.step", 0);
    objects = memory.intCell("script.objects", 0);
    pages = memory.intCell("script.pages", 0);
    preemptChecks = memory.intCell("script.preempt_checks", 0);
  }

  /** Starts counting for a step. */
  void begin(int number) {
    step.set(number);
    objects.set(0);
    pages.set(0);
    preemptChecks.set(0);
  }

  /** The step that runs. */
  int step() {
    return step.get();
  }

  private boolean isNext(IntCell counter, String field) {
    int number = counter.getAndAdd(1, Access.OPAQUE) + 1;
    return steps.get(step.get()).find(field).filter(node -> node.atLeast(1) == number).isPresent();
  }

  @Override
  public int choose(String what, int alternatives) {
    if (what.equals(XenHeap.IMPOSSIBLE)) {
      pages.add(1, Access.OPAQUE);
      return 0;
    }
    return isNext(preemptChecks, "preemptAt") ? 1 : 0;
  }

  /** What was recorded is one interleaving, so that it does not matter which slots it took. */
  @Override
  public Slab.Reuse reuse() {
    return Slab.Reuse.LOWEST;
  }

  @Override
  public <T> Slab<T> slab(
      String name, int capacity, Slab.Reuse reuse, Function<Cells, T> constructor) {
    Slab<T> slab = memory.slab(name, capacity, reuse, constructor);
    return name.equals(XenHeap.SLAB)
        ? new ScriptedSlab<>(slab, () -> isNext(pages, "failXenPage"))
        : new ScriptedSlab<>(slab, () -> isNext(objects, "failXenObject"));
  }

  /** A slab that fails when it is told to. */
  private record ScriptedSlab<T>(Slab<T> slab, Supplier<Boolean> fails) implements Slab<T> {
    @Override
    public @Nullable T alloc() {
      return fails.get() ? null : slab.alloc();
    }

    @Override
    public void free(T slot) {
      slab.free(slot);
    }

    @Override
    public int index(T slot) {
      return slab.index(slot);
    }

    @Override
    public T slot(int index) {
      return slab.slot(index);
    }

    @Override
    public int capacity() {
      return slab.capacity();
    }

    @Override
    public boolean isAllocated(T slot) {
      return slab.isAllocated(slot);
    }
  }

  @Override
  public void fence(Fence fence) {
    memory.fence(fence);
  }

  @Override
  public <R extends @Nullable Object> R call(Supplier<R> body) {
    return memory.call(body);
  }

  @Override
  public <S, R extends @Nullable Object> R loop(S initial, Function<S, Iteration<S, R>> body) {
    return memory.loop(initial, body);
  }

  @Override
  public void expect(boolean holds, String property, String message) {
    memory.expect(holds, property, message);
  }

  @Override
  public void assume(boolean holds) {
    memory.assume(holds);
  }

  @Override
  public void debugAssert(boolean holds, String text) {
    memory.debugAssert(holds, text);
  }

  @Override
  public IntCell intCell(String name, int initial) {
    return memory.intCell(name, initial);
  }

  @Override
  public LongCell longCell(String name, long initial) {
    return memory.longCell(name, initial);
  }

  @Override
  public <T> RefCell<T> refCell(String name) {
    return memory.refCell(name);
  }

  @Override
  public <T> RefCell<T> refCell(String name, @Nullable T initial) {
    return memory.refCell(name, initial);
  }

  @Override
  public <T> ValueCell<T> valueCell(String name, T initial) {
    return memory.valueCell(name, initial);
  }

  @Override
  public SpinLock spinLock(String name) {
    return memory.spinLock(name);
  }
}
