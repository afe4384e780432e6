package vcpucheck.checker.machine.view;

import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.value.InternTable;
import vcpucheck.checker.machine.weak.UnknownComponent;
import vcpucheck.checker.memory.Slab;

/**
 * Allocations and frees of a vCPU in one state. An allocation acquires what the free before it
 * released, and a free must be ordered after every access.
 */
final class SlotStep {
  private final ViewMachine machine;
  private final ViewStep step;
  private final AccessOrder order;
  private final Variables variables;
  private final ViewLayout kept;
  private final Views views;
  private final int vcpu;
  private final ViewState before;
  private final Op op;
  private final ViewStep.Sink sink;

  SlotStep(ViewMachine machine, ViewStep step, int vcpu, ViewState before, ViewStep.Sink sink) {
    this.machine = machine;
    this.step = step;
    this.vcpu = vcpu;
    this.before = before;
    this.sink = sink;
    order = step.order();
    op = step.op();
    variables = machine.variables();
    kept = machine.kept();
    views = machine.views();
  }

  void alloc() {
    Variables.Heap heap = variables.heap((int) op.a());
    int alternative = 0;
    for (int slot = 0; slot < heap.capacity(); slot++) {
      int life = heap.life().get(slot);
      if (before.message(life, 0, ViewState.VALUE) == Variables.FREE) {
        long effect = step.outcome(1 + slot, variables.slotObject(life));
        ViewState after = before.copy();
        step.acquire(after, before.message(life, 0, ViewState.VIEW));
        after.replace(life, Variables.ALLOCATED, views.empty);
        order.hideOwnWrite(after, kept.writeBit(life));
        step.emit(after, effect, alternative, Transitions.MANY);
        alternative++;
        if (heap.reuse() != Slab.Reuse.ANY) {
          break;
        }
      }
    }
    if (alternative == 0) {
      if (!views.isGrowing()) {
        throw UnknownComponent.INSTANCE;
      }
      throw heap.full();
    }
    fail(alternative);
  }

  /** Lets an allocation fail, if one still may. */
  private void fail(int alternative) {
    int budget = variables.budget();
    long failures = variables.decode(budget, before.values[budget]);
    if (failures > 0) {
      ViewState after = before.copy();
      after.values[budget] = variables.encode(budget, failures - 1);
      step.emit(after, step.outcome(0, InternTable.NULL), alternative, budget);
    }
  }

  void free() {
    int life = op.variable();
    if (before.message(life, 0, ViewState.VALUE) != Variables.ALLOCATED) {
      sink.fault(Transitions.Fault.DOUBLE_FREE);
      return;
    }
    int current = before.view(vcpu, ViewState.CURRENT);
    boolean isOrdered = views.knows(current, kept.writeBit(life));
    for (int other = 0; other < machine.vcpus(); other++) {
      isOrdered &= other == vcpu || views.knows(current, kept.readBit(life, other));
    }
    if (!isOrdered) {
      sink.fault(Transitions.Fault.UNORDERED_FREE);
      return;
    }
    ViewState after = before.copy();
    Variables.Heap heap = variables.heapOfSlot(life);
    boolean isReused = heap.reuse() != Slab.Reuse.NEVER;
    after.replace(
        life, isReused ? Variables.FREE : Variables.DEAD, isReused ? current : views.empty);
    int slot = heap.life().indexOf(life);
    for (int field = heap.first().get(slot); field < heap.end().get(slot); field++) {
      reset(after, field);
    }
    order.forget(after, life);
    step.emit(after, step.outcome(0, 0), 0, Transitions.MANY);
  }

  /** Gives a field the value that allocation gives. */
  private void reset(ViewState after, int field) {
    if (kept.kept(field) == ViewLayout.Kept.VALUE) {
      after.values[field] = 0;
    } else {
      after.replace(field, 0, views.empty);
    }
    int location = kept.location(field);
    if (location != ViewLayout.NONE) {
      int all = before.messages(field);
      after.mapPositions(view -> views.lowered(view, location, all));
    }
    order.forget(after, field);
  }
}
