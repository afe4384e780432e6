package vcpucheck.checker.machine.tso;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.Effects;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.value.InternTable;
import vcpucheck.checker.machine.weak.ComponentTable;
import vcpucheck.checker.machine.weak.UnknownComponent;
import vcpucheck.checker.memory.OrderedUpdate;
import vcpucheck.checker.memory.OrderedUpdate.Known;
import vcpucheck.checker.memory.Slab;

/** The transitions of one vCPU from one state. */
final class BufferedStep {
  private final TsoMachine machine;
  private final Variables variables;
  private final int vcpu;
  private final int[] thread;
  private final OperationTable program;
  private final int node;
  private final Op op;
  private final long[] states;
  private final int offset;
  private final Transitions out;

  /**
   * A step of a vCPU.
   *
   * @param out added to
   */
  BufferedStep(TsoMachine machine, int vcpu, long[] states, int offset, Transitions out) {
    this.machine = machine;
    this.vcpu = vcpu;
    thread = machine.thread(states, offset, vcpu);
    this.states = states;
    this.offset = offset;
    this.out = out;
    program = machine.program(vcpu);
    variables = machine.variables();
    node = thread[0];
    op = program.op(node);
  }

  private boolean isBufferEmpty() {
    return thread.length == 1;
  }

  private boolean isAllocated(int life) {
    return machine.codec().layout().get(states, offset, life) == Variables.ALLOCATED;
  }

  private void fault(Transitions.Fault fault) {
    out.add(vcpu, 0, states, offset);
    out.fault(fault);
  }

  /** Moves the vCPU on; returns where in the list's states the new state is. */
  private int move(int[] after, int alternative) {
    int number =
        out.isGrowing() ? machine.threads(vcpu).add(after) : machine.threads(vcpu).find(after);
    if (number == ComponentTable.NONE) {
      throw UnknownComponent.INSTANCE;
    }
    int target = out.add(vcpu, alternative, states, offset);
    set(target, machine.codec().layout().nodeField(vcpu), number);
    out.arrive(after[0]);
    return target;
  }

  private int[] at(int next) {
    int[] after = thread.clone();
    after[0] = next;
    return after;
  }

  private void set(int target, int field, int code) {
    machine.codec().require(field, code);
    machine.codec().layout().set(out.states(), target, field, code);
  }

  /** Adds the outcomes of the operation. */
  void run() {
    switch (program.shape(node)) {
      case OperationTable.TABLE -> access();
      case OperationTable.CHOOSE -> choose();
      case OperationTable.ALLOC -> alloc();
      case OperationTable.FREE -> free();
      default -> {}
    }
  }

  private void access() {
    int variable = op.variable();
    int slot = program.slot(node);
    if (slot != Variables.NONE && !isAllocated(slot)) {
      fault(Transitions.Fault.USE_AFTER_FREE);
      return;
    }
    int before = machine.found(thread, variable, states, offset);
    @Nullable OrderedUpdate<?> update = machine.update(op);
    Known known = update == null ? Known.ALL : known();
    long effect = known(machine.effects().effect(program, node, before, known, out.isGrowing()));
    boolean isRefused =
        (op.kind() == Op.Kind.ADD_UNLESS_INT || op.kind() == Op.Kind.ADD_UNLESS_LONG)
            && !Effects.writes(effect);
    boolean isHeldUp = machine.needsEmptyBuffer(op) && !isRefused && !isBufferEmpty();
    if (effect == Effects.WAITS || isHeldUp) {
      return;
    }
    int[] after = at(Effects.next(effect));
    if (machine.isBuffered(op)) {
      move(behind(after, variable, Effects.code(effect)), 0);
      return;
    }
    boolean isUnknown = update != null && update.isCounted() && !isBufferEmpty();
    int target = move(isUnknown ? behind(after, ~variable, 0) : after, 0);
    if (Effects.writes(effect) && Effects.code(effect) != before) {
      set(target, variable, Effects.code(effect));
      out.change(variable);
    }
  }

  private static int[] behind(int[] before, int variable, int code) {
    int[] after = Arrays.copyOf(before, before.length + 2);
    after[before.length] = variable;
    after[before.length + 1] = code;
    return after;
  }

  /*
   * What happens before something on another vCPU is what its vCPU had done before a store that the
   * other one has read, or before an access that waited until the buffer was empty. So others do not
   * know of an update before they have the stores in front of it. Once they have, an update of
   * theirs is taken to happen after it, though they may have read none of them.
   */
  private Known known() {
    Known known = Known.of(vcpu);
    for (int other = 0; other < machine.vcpus(); other++) {
      int unknown = other == vcpu ? 0 : unknown(machine.thread(states, offset, other));
      known = known.with(other, unknown, unknown(machine.thread(states, offset, other)));
    }
    return known;
  }

  private int unknown(int[] ofThread) {
    int unknown = 0;
    for (int place = 1; place < ofThread.length; place += 2) {
      unknown += ofThread[place] == ~op.variable() ? 1 : 0;
    }
    return Math.min(unknown, Known.MOST);
  }

  /** The oldest store in the buffer reaches memory. */
  void flush() {
    if (isBufferEmpty()) {
      return;
    }
    int variable = thread[1];
    int slot = variables.variable(variable).slot();
    if (slot != Variables.NONE && !isAllocated(slot)) {
      out.add(vcpu, TsoMachine.FLUSH, states, offset);
      out.fault(Transitions.Fault.USE_AFTER_FREE);
      return;
    }
    int flushed = 3;
    while (flushed < thread.length && thread[flushed] < 0) {
      flushed += 2;
    }
    int[] after = new int[thread.length - flushed + 1];
    after[0] = node;
    System.arraycopy(thread, flushed, after, 1, after.length - 1);
    int target = move(after, TsoMachine.FLUSH);
    set(target, variable, thread[2]);
    out.change(variable);
  }

  private void choose() {
    for (int alternative = 0; alternative < op.a(); alternative++) {
      move(at(next(alternative, alternative)), alternative);
    }
  }

  private int next(int index, long result) {
    return Effects.next(
        known(machine.effects().outcome(program, node, index, result, out.isGrowing())));
  }

  private long known(long effect) {
    if (effect == Effects.UNKNOWN) {
      throw UnknownComponent.INSTANCE;
    }
    return effect;
  }

  private void alloc() {
    if (!isBufferEmpty()) {
      return;
    }
    Variables.Heap heap = variables.heap((int) op.a());
    int alternative = 0;
    for (int slot = 0; slot < heap.capacity(); slot++) {
      int life = heap.life().get(slot);
      if (machine.codec().layout().get(states, offset, life) == Variables.FREE) {
        int target = move(at(next(1 + slot, variables.slotObject(life))), alternative++);
        set(target, life, Variables.ALLOCATED);
        out.change(Transitions.MANY);
        if (heap.reuse() != Slab.Reuse.ANY) {
          break;
        }
      }
    }
    if (alternative == 0 && !out.isGrowing()) {
      throw UnknownComponent.INSTANCE;
    }
    if (alternative == 0) {
      throw heap.full();
    }
    fail(alternative);
  }

  /** Lets an allocation fail, if one still may. */
  private void fail(int alternative) {
    int budget = variables.budget();
    long failures = variables.decode(budget, machine.codec().layout().get(states, offset, budget));
    if (failures > 0) {
      int target = move(at(next(0, InternTable.NULL)), alternative);
      set(target, budget, variables.encode(budget, failures - 1));
      out.change(budget);
    }
  }

  private void free() {
    int life = op.variable();
    if (!isAllocated(life)) {
      fault(Transitions.Fault.DOUBLE_FREE);
      return;
    }
    if (!isBufferEmpty()) {
      return;
    }
    int target = move(at(next(0, 0)), 0);
    Variables.Heap heap = variables.heapOfSlot(life);
    int slot = heap.life().indexOf(life);
    for (int field = heap.first().get(slot); field < heap.end().get(slot); field++) {
      set(target, field, 0);
    }
    boolean isReused = heap.reuse() != Slab.Reuse.NEVER;
    set(target, life, isReused ? Variables.FREE : Variables.DEAD);
    out.change(Transitions.MANY);
  }
}
