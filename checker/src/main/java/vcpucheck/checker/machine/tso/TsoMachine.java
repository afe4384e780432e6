package vcpucheck.checker.machine.tso;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vcpucheck.checker.machine.Effects;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Pending;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.UnfoldingListener;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;
import vcpucheck.checker.machine.value.InternTable;
import vcpucheck.checker.machine.weak.ComponentTable;
import vcpucheck.checker.machine.weak.UnknownComponent;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.Slab;

/**
 * Total store order: a vCPU's stores wait in its buffer, first in, first out, before memory has
 * them; it reads its own ones first (Owens, Sarkar, Sewell: A Better x86 Memory Model, TPHOLs
 * 2009). Full fences, read-modify-writes, also those that fail, sequentially consistent stores,
 * locks, allocations and frees wait until the buffer is empty, as instructions with a lock prefix
 * do; an addition that is refused only loads.
 */
public final class TsoMachine implements MemoryMachine {
  /** The alternative that is no operation: the oldest store in the buffer reaches memory. */
  private static final int FLUSH = 1 << 20;

  /** A vCPU that has ended, and whose stores are all in memory. */
  private static final int[] ENDED = {OperationTable.END};

  private final Variables variables;
  private final OperationTable[] programs;
  private final int[] startNodes;
  private final Effects effects;
  private final StateCodec codec;

  /** For each vCPU, its node and its buffer: variable and code, the oldest first. */
  private final ComponentTable[] threads;

  /** The codec's layout. */
  private Layout layout = new Layout(0, new int[0]);

  /**
   * Makes a machine.
   *
   * @param variables the shared variables
   * @param programs the program of each vCPU; vCPUs with one program may share it
   * @param startNodes the node of each vCPU at the start
   */
  public TsoMachine(Variables variables, List<OperationTable> programs, int[] startNodes) {
    this.variables = variables;
    this.programs = programs.toArray(new OperationTable[0]);
    this.startNodes = startNodes.clone();
    effects = new Effects(variables, programs, new Growing());
    threads = new ComponentTable[startNodes.length];
    variables.encodeStarts();
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      int first = programs.indexOf(programs.get(vcpu));
      threads[vcpu] = first < vcpu ? threads[first] : new ComponentTable();
      threads[vcpu].add(ENDED);
      threads[vcpu].add(new int[] {startNodes[vcpu]});
    }
    codec =
        new StateCodec(
            variables.size(), programs, this::codes, null, after -> () -> layout = after);
  }

  private int codes(int field) {
    return field < variables.size()
        ? variables.codes(field)
        : threads[field - variables.size()].size();
  }

  @Override
  public StateCodec codec() {
    return codec;
  }

  @Override
  public long[] start() {
    long[] state = new long[layout.words()];
    for (int variable = 0; variable < variables.size(); variable++) {
      layout.set(state, 0, variable, variables.encode(variable, variables.start(variable)));
    }
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      int thread = threads[vcpu].find(new int[] {startNodes[vcpu]});
      layout.set(state, 0, layout.nodeField(vcpu), thread);
    }
    return state;
  }

  // ---- what a state says ----

  private int[] thread(long[] states, int offset, int vcpu) {
    return threads[vcpu].get(layout.get(states, offset, layout.nodeField(vcpu)));
  }

  @Override
  public int node(long[] states, int offset, int vcpu) {
    return thread(states, offset, vcpu)[0];
  }

  @Override
  public long value(long[] states, int offset, int variable) {
    return variables.decode(variable, layout.get(states, offset, variable));
  }

  @Override
  public int code(long[] states, int offset, int variable) {
    return layout.get(states, offset, variable);
  }

  @Override
  public long settledValue(long[] states, int offset, int variable) {
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      int[] thread = thread(states, offset, vcpu);
      int code = found(thread, variable, states, offset);
      if (code != layout.get(states, offset, variable)) {
        return variables.decode(variable, code);
      }
    }
    return value(states, offset, variable);
  }

  @Override
  public boolean isSettled(long[] states, int offset) {
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      if (thread(states, offset, vcpu).length > 1) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean hasEnded(long[] states, int offset) {
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      if (layout.get(states, offset, layout.nodeField(vcpu)) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public long found(long[] states, int offset, int vcpu, int alternative) {
    int[] thread = thread(states, offset, vcpu);
    int variable = programs[vcpu].variable(thread[0]);
    return variables.decode(variable, found(thread, variable, states, offset));
  }

  /**
   * The code that a vCPU finds in a variable: that of its own newest store in the buffer, or
   * memory's.
   */
  private int found(int[] thread, int variable, long[] states, int offset) {
    for (int place = thread.length - 2; place > 0; place -= 2) {
      if (thread[place] == variable) {
        return thread[place + 1];
      }
    }
    return layout.get(states, offset, variable);
  }

  @Override
  public String remark(long[] states, int offset, int vcpu, int alternative) {
    int[] thread = thread(states, offset, vcpu);
    Op op = programs[vcpu].op(thread[0]);
    if (isBuffered(op)) {
      return "into the buffer";
    }
    boolean isOwn = false;
    for (int place = 1; place < thread.length; place += 2) {
      isOwn |= thread[place] == op.variable();
    }
    return isOwn ? "from the own buffer" : "";
  }

  @Override
  public boolean hasOwnSteps() {
    return true;
  }

  @Override
  public String ownStep(long[] states, int offset, int vcpu, int alternative) {
    if (alternative != FLUSH) {
      return "";
    }
    int[] thread = thread(states, offset, vcpu);
    long value = variables.decode(thread[1], thread[2]);
    return "buffered store reaches memory: "
        + variables.variable(thread[1]).name()
        + " = "
        + variables.text(thread[1], value);
  }

  @Override
  public List<Pending> pending(long[] states, int offset) {
    List<Pending> buffered = new ArrayList<>();
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      int[] thread = thread(states, offset, vcpu);
      for (int place = 1; place < thread.length; place += 2) {
        long value = variables.decode(thread[place], thread[place + 1]);
        buffered.add(new Pending(vcpu, Pending.Kind.BUFFERED, thread[place], value));
      }
    }
    return buffered;
  }

  // ---- transitions ----

  @Override
  public void expand(long[] states, int offset, Transitions out) {
    out.clear(layout.words());
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      step(vcpu, states, offset, out);
    }
  }

  @Override
  public void step(int vcpu, long[] states, int offset, Transitions out) {
    int[] thread = thread(states, offset, vcpu);
    OperationTable program = programs[vcpu];
    if (program.isFailure(thread[0])) {
      return;
    }
    Step step = new Step(vcpu, thread, states, offset, out);
    try {
      switch (program.shape(thread[0])) {
        case OperationTable.TABLE -> step.access();
        case OperationTable.CHOOSE -> step.choose();
        case OperationTable.ALLOC -> step.alloc();
        case OperationTable.FREE -> step.free();
        default -> {}
      }
      step.flush();
    } catch (UnknownComponent e) {
      out.leaveIncomplete();
    }
  }

  @Override
  public int advance(int vcpu, long[] states, int offset, boolean mayGrow) {
    return BRANCHING;
  }

  private boolean isBuffered(Op op) {
    return op.kind() == Op.Kind.UNLOCK
        || (op.kind() == Op.Kind.STORE
            && op.access() != Access.VOLATILE
            && !variables.isGhost(op.variable()));
  }

  private boolean needsEmptyBuffer(Op op) {
    return switch (op.kind()) {
      case FENCE -> variables.values().nonNull(op.a()) == Fence.FULL;
      case LOAD, PROJECT, AWAIT, AWAIT_NOT, UNLOCK -> false;
      case STORE -> op.access() == Access.VOLATILE;
      case UPDATE -> !variables.isGhost(op.variable());
      default -> true;
    };
  }

  /** The transitions of one vCPU from one state. */
  private final class Step {
    private final int vcpu;
    private final int[] thread;
    private final OperationTable program;
    private final int node;
    private final Op op;
    private final long[] states;
    private final int offset;
    private final Transitions out;

    Step(int vcpu, int[] thread, long[] states, int offset, Transitions out) {
      this.vcpu = vcpu;
      this.thread = thread;
      this.states = states;
      this.offset = offset;
      this.out = out;
      program = programs[vcpu];
      node = thread[0];
      op = program.op(node);
    }

    private boolean isBufferEmpty() {
      return thread.length == 1;
    }

    private boolean isAllocated(int life) {
      return layout.get(states, offset, life) == Variables.ALLOCATED;
    }

    private void fault(Transitions.Fault fault) {
      out.add(vcpu, 0, states, offset);
      out.fault(fault);
    }

    /** Moves the vCPU on; returns where in the list's states the new state is. */
    private int move(int[] after, int alternative) {
      int number = out.isGrowing() ? threads[vcpu].add(after) : threads[vcpu].find(after);
      if (number == ComponentTable.NONE) {
        throw UnknownComponent.INSTANCE;
      }
      int target = out.add(vcpu, alternative, states, offset);
      set(target, layout.nodeField(vcpu), number);
      out.arrive(after[0]);
      return target;
    }

    private int[] at(int next) {
      int[] after = thread.clone();
      after[0] = next;
      return after;
    }

    private void set(int target, int field, int code) {
      codec.require(field, code);
      layout.set(out.states(), target, field, code);
    }

    void access() {
      int variable = op.variable();
      int slot = program.slot(node);
      if (slot != Variables.NONE && !isAllocated(slot)) {
        fault(Transitions.Fault.USE_AFTER_FREE);
        return;
      }
      int before = found(thread, variable, states, offset);
      long effect = known(effects.effect(program, node, before, out.isGrowing()));
      boolean isRefused =
          (op.kind() == Op.Kind.ADD_UNLESS_INT || op.kind() == Op.Kind.ADD_UNLESS_LONG)
              && !Effects.writes(effect);
      boolean isHeldUp = needsEmptyBuffer(op) && !isRefused && !isBufferEmpty();
      if (effect == Effects.WAITS || isHeldUp) {
        return;
      }
      int[] after = at(Effects.next(effect));
      if (isBuffered(op)) {
        after = Arrays.copyOf(after, after.length + 2);
        after[after.length - 2] = variable;
        after[after.length - 1] = Effects.code(effect);
        move(after, 0);
        return;
      }
      int target = move(after, 0);
      if (Effects.writes(effect) && Effects.code(effect) != before) {
        set(target, variable, Effects.code(effect));
        out.change(variable);
      }
    }

    /** The oldest store in the buffer reaches memory. */
    void flush() {
      if (isBufferEmpty()) {
        return;
      }
      int variable = thread[1];
      int slot = variables.variable(variable).slot();
      if (slot != Variables.NONE && !isAllocated(slot)) {
        out.add(vcpu, FLUSH, states, offset);
        out.fault(Transitions.Fault.USE_AFTER_FREE);
        return;
      }
      int[] after = new int[thread.length - 2];
      after[0] = node;
      System.arraycopy(thread, 3, after, 1, after.length - 1);
      int target = move(after, FLUSH);
      set(target, variable, thread[2]);
      out.change(variable);
    }

    void choose() {
      for (int alternative = 0; alternative < op.a(); alternative++) {
        move(at(next(alternative, alternative)), alternative);
      }
    }

    private int next(int index, long result) {
      return Effects.next(known(effects.outcome(program, node, index, result, out.isGrowing())));
    }

    private long known(long effect) {
      if (effect == Effects.UNKNOWN) {
        throw UnknownComponent.INSTANCE;
      }
      return effect;
    }

    void alloc() {
      if (!isBufferEmpty()) {
        return;
      }
      Variables.Heap heap = variables.heap((int) op.a());
      int alternative = 0;
      for (int slot = 0; slot < heap.capacity(); slot++) {
        int life = heap.life().get(slot);
        if (layout.get(states, offset, life) == Variables.FREE) {
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
      long failures = variables.decode(budget, layout.get(states, offset, budget));
      if (failures > 0) {
        int target = move(at(next(0, InternTable.NULL)), alternative);
        set(target, budget, variables.encode(budget, failures - 1));
        out.change(budget);
      }
    }

    void free() {
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

  // ---- saved ----

  @Override
  public void save(DataOutput out) throws IOException {
    for (ComponentTable table : threads) {
      table.save(out);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (ComponentTable table : threads) {
      table.restore(in);
    }
  }

  // ---- unfolding ----

  @Override
  public void setListener(UnfoldingListener listener) {
    effects.setListener(listener);
  }

  @Override
  public void unfold(int vcpu, int node, int index, long result) {
    effects.unfold(vcpu, node, index, result);
  }

  /** Makes states wide enough for the values that programs write. */
  private final class Growing implements Effects.Growth {
    @Override
    public void grewCode(int variable, int code) {
      codec.require(variable, code);
    }

    @Override
    public void grewNodes(OperationTable program) {}
  }
}
