package vcpucheck.checker.machine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.state.HeapSymmetry;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;
import vcpucheck.checker.machine.value.InternTable;
import vcpucheck.checker.memory.Slab;

/** Sequential consistency: every operation takes effect at once, in one order for all vCPUs. */
public final class ScMachine implements MemoryMachine {
  private static final int NOT_KNOWN = -1;

  private final Variables variables;
  private final OperationTable[] programs;
  private final int[] startNodes;
  private final StateCodec codec;
  private final @Nullable HeapSymmetry heap;
  private final FreeSlots freeSlots;
  private final Effects effects;

  /** The codec's layout. */
  private Layout layout;

  /** For each life variable of a slot, the number of the slot's object. */
  private final int[] objects;

  /** For each life variable of a slot, its code once the slot has been freed. */
  private final int[] freed;

  /** For each life variable of a slot, the bits of a state that do not belong to the slot. */
  private long[][] kept = {};

  /** The bits of a state that are nodes. */
  private long[] nodeBits = {};

  /**
   * Makes a machine.
   *
   * @param variables the shared variables
   * @param programs the program of each vCPU; vCPUs with one program may share it
   * @param startNodes the node of each vCPU at the start
   */
  public ScMachine(Variables variables, List<OperationTable> programs, int[] startNodes) {
    this(variables, programs, startNodes, null);
  }

  /**
   * Makes a machine some of whose states may be alike.
   *
   * @param heap which slots are interchangeable; null if none are to be exchanged
   */
  public ScMachine(
      Variables variables,
      List<OperationTable> programs,
      int[] startNodes,
      @Nullable HeapSymmetry heap) {
    this.variables = variables;
    this.heap = heap;
    freeSlots = new FreeSlots(variables, heap);
    objects = new int[variables.size()];
    freed = new int[variables.size()];
    for (int number = 0; number < variables.heaps(); number++) {
      Variables.Heap slab = variables.heap(number);
      int after = slab.reuse() == Slab.Reuse.NEVER ? Variables.DEAD : Variables.FREE;
      for (int life : slab.life()) {
        objects[life] = variables.slotObject(life);
        freed[life] = after;
      }
    }
    this.programs = programs.toArray(new OperationTable[0]);
    this.startNodes = startNodes.clone();
    variables.encodeStarts();
    layout = new Layout(0, new int[0]);
    codec = new StateCodec(variables.size(), programs, this::codes, heap, this::prepare);
    effects = new Effects(variables, programs, new Growing());
  }

  @Override
  public StateCodec codec() {
    return codec;
  }

  private int codes(int field) {
    boolean isVariable = field < variables.size();
    return isVariable ? variables.codes(field) : programs[field - variables.size()].size();
  }

  private Runnable prepare(Layout after) {
    long[] nodes = new long[after.words()];
    for (int vcpu = 0; vcpu < startNodes.length; vcpu++) {
      after.fill(nodes, after.nodeField(vcpu));
    }
    long[][] others = new long[variables.size()][];
    for (int number = 0; number < variables.heaps(); number++) {
      Variables.Heap heap = variables.heap(number);
      for (int slot = 0; slot < heap.capacity(); slot++) {
        others[heap.life().get(slot)] = keptWithout(heap, slot, after);
      }
    }
    return () -> {
      layout = after;
      nodeBits = nodes;
      kept = others;
    };
  }

  @Override
  public long[] start() {
    long[] state = new long[layout.words()];
    for (int variable = 0; variable < variables.size(); variable++) {
      layout.set(state, 0, variable, variables.encode(variable, variables.start(variable)));
    }
    for (int vcpu = 0; vcpu < startNodes.length; vcpu++) {
      layout.set(state, 0, layout.nodeField(vcpu), startNodes[vcpu]);
    }
    return state;
  }

  @Override
  public int node(long[] states, int offset, int vcpu) {
    return layout.get(states, offset, layout.nodeField(vcpu));
  }

  @Override
  public long value(long[] states, int offset, int variable) {
    return variables.decode(variable, layout.get(states, offset, variable));
  }

  @Override
  public long found(long[] states, int offset, int vcpu, int alternative) {
    OperationTable program = programs[vcpu];
    return value(states, offset, program.variable(node(states, offset, vcpu)));
  }

  @Override
  public int code(long[] states, int offset, int variable) {
    return layout.get(states, offset, variable);
  }

  @Override
  public boolean hasEnded(long[] states, int offset) {
    long nodes = 0;
    for (int w = 0; w < nodeBits.length; w++) {
      nodes |= states[offset + w] & nodeBits[w];
    }
    return nodes == 0;
  }

  @Override
  public void expand(long[] states, int offset, Transitions out) {
    out.clear(layout.words());
    for (int vcpu = 0; vcpu < startNodes.length; vcpu++) {
      step(vcpu, states, offset, out);
    }
  }

  @Override
  public int step(int vcpu, long[] states, int offset, Transitions out) {
    OperationTable program = programs[vcpu];
    int node = layout.get(states, offset, layout.nodeField(vcpu));
    switch (program.shape(node)) {
      case OperationTable.TABLE -> access(program, vcpu, node, states, offset, out);
      case OperationTable.CHOOSE -> choose(program, vcpu, node, states, offset, out);
      case OperationTable.ALLOC -> alloc(program, vcpu, node, states, offset, out);
      case OperationTable.FREE -> free(program, vcpu, node, states, offset, out);
      default -> {}
    }
    return node;
  }

  @Override
  public Mobility mobility(Op op) {
    return switch (op.kind()) {
      case FENCE, CHOOSE -> Mobility.ALWAYS;
      case UNLOCK -> Mobility.UNPROBED;
      case END, FAIL, ALLOC, FREE, LOCK, TRY_LOCK, AWAIT, AWAIT_NOT -> Mobility.NEVER;
      default -> Mobility.ALONE;
    };
  }

  @Override
  public int advance(int vcpu, long[] states, int offset, boolean mayGrow) {
    OperationTable program = programs[vcpu];
    int node = layout.get(states, offset, layout.nodeField(vcpu));
    if (program.shape(node) != OperationTable.TABLE) {
      return BRANCHING;
    }
    if (isUseAfterFree(program, node, states, offset)) {
      return FAULTY;
    }
    int variable = program.variable(node);
    int before = layout.get(states, offset, variable);
    long effect = effects.effect(program, node, before, mayGrow);
    if (effect == Effects.UNKNOWN) {
      return UNKNOWN;
    }
    if (effect == Effects.WAITS) {
      return BLOCKED;
    }
    int after = Effects.code(effect);
    if (after != before) {
      layout.set(states, offset, variable, after);
    }
    int next = Effects.next(effect);
    layout.set(states, offset, layout.nodeField(vcpu), next);
    return next;
  }

  @Override
  public int alikeFree(int slab, long[] states, int offset, boolean mayGrow) {
    int budget = variables.budget();
    return variables.decode(budget, layout.get(states, offset, budget)) == 0
        ? freeSlots.alike(slab, states, offset, layout, mayGrow)
        : 0;
  }

  @Override
  public int allocateAlike(int vcpu, long[] states, int offset, boolean mayGrow) {
    OperationTable program = programs[vcpu];
    int node = layout.get(states, offset, layout.nodeField(vcpu));
    List<Integer> lives = variables.heap((int) program.op(node).a()).life();
    int slot = 0;
    while (layout.get(states, offset, lives.get(slot)) != Variables.FREE) {
      slot++;
    }
    int life = lives.get(slot);
    long effect = effects.outcome(program, node, 1 + slot, objects[life], mayGrow);
    if (effect == Effects.UNKNOWN || codec.isTooNarrow()) {
      return UNKNOWN;
    }
    layout.set(states, offset, life, Variables.ALLOCATED);
    layout.set(states, offset, layout.nodeField(vcpu), Effects.next(effect));
    return slot;
  }

  private void access(
      OperationTable program, int vcpu, int node, long[] states, int offset, Transitions out) {
    if (isUseAfterFree(program, node, states, offset)) {
      out.add(vcpu, 0, states, offset);
      out.fault(Transitions.Fault.USE_AFTER_FREE);
      return;
    }
    int variable = program.variable(node);
    int before = layout.get(states, offset, variable);
    long effect = effects.effect(program, node, before, out.isGrowing());
    if (effect == Effects.UNKNOWN) {
      out.leaveIncomplete();
      return;
    }
    if (effect == Effects.WAITS) {
      return;
    }
    int target = out.add(vcpu, 0, states, offset);
    int after = Effects.code(effect);
    if (after != before) {
      layout.set(out.states(), target, variable, after);
      out.change(variable);
    }
    moveTo(vcpu, Effects.next(effect), target, out);
  }

  private boolean isUseAfterFree(OperationTable program, int node, long[] states, int offset) {
    int slot = program.slot(node);
    return slot != Variables.NONE && layout.get(states, offset, slot) != Variables.ALLOCATED;
  }

  // ---- for the validation of exchanged slots ----

  /** The effect of a node's operation, for which code is unfolded if it is not known. */
  long effectOf(OperationTable program, int node, int index, long result) {
    if (program.shape(node) == OperationTable.TABLE) {
      return effects.effect(program, node, index, true);
    }
    return effects.outcome(program, node, index, result, true);
  }

  @Override
  public void validateSlots() {
    if (heap != null) {
      new SlotValidator(this, variables, List.of(programs), heap).validate();
    }
  }

  private void choose(
      OperationTable program, int vcpu, int node, long[] states, int offset, Transitions out) {
    int alternatives = (int) program.op(node).a();
    for (int alternative = 0; alternative < alternatives; alternative++) {
      int next = next(program, node, alternative, alternative, out);
      if (next == NOT_KNOWN) {
        return;
      }
      moveTo(vcpu, next, out.add(vcpu, alternative, states, offset), out);
    }
  }

  private void alloc(
      OperationTable program, int vcpu, int node, long[] states, int offset, Transitions out) {
    int number = (int) program.op(node).a();
    Variables.Heap slab = variables.heap(number);
    boolean[] taken = new boolean[slab.capacity()];
    int choices = FreeSlots.find(slab, states, offset, layout, taken);
    if (choices == 0 && out.isGrowing()) {
      throw slab.full();
    }
    if (choices == 0 || !freeSlots.choose(number, states, offset, layout, taken, out)) {
      out.leaveIncomplete();
      return;
    }
    for (int slot = 0; slot < taken.length; slot++) {
      if (taken[slot]) {
        int life = slab.life().get(slot);
        int next = next(program, node, 1 + slot, objects[life], out);
        if (next == NOT_KNOWN) {
          return;
        }
        int target = out.add(vcpu, slot, states, offset);
        layout.set(out.states(), target, life, Variables.ALLOCATED);
        out.change(Transitions.MANY);
        moveTo(vcpu, next, target, out);
      }
    }
    fail(program, vcpu, node, states, offset, taken.length, out);
  }

  /** Lets an allocation fail, if one still may. */
  private void fail(
      OperationTable program,
      int vcpu,
      int node,
      long[] states,
      int offset,
      int alternative,
      Transitions out) {
    int budget = variables.budget();
    long failures = variables.decode(budget, layout.get(states, offset, budget));
    if (failures == 0) {
      return;
    }
    int next = next(program, node, 0, InternTable.NULL, out);
    if (next == NOT_KNOWN) {
      return;
    }
    int target = out.add(vcpu, alternative, states, offset);
    layout.set(out.states(), target, budget, variables.encode(budget, failures - 1));
    out.change(budget);
    moveTo(vcpu, next, target, out);
  }

  private void free(
      OperationTable program, int vcpu, int node, long[] states, int offset, Transitions out) {
    int life = program.variable(node);
    if (layout.get(states, offset, life) != Variables.ALLOCATED) {
      out.add(vcpu, 0, states, offset);
      out.fault(Transitions.Fault.DOUBLE_FREE);
      return;
    }
    int next = next(program, node, 0, 0, out);
    if (next == NOT_KNOWN) {
      return;
    }
    int target = out.add(vcpu, 0, states, offset);
    long[] others = kept[life];
    for (int w = 0; w < others.length; w++) {
      out.states()[target + w] &= others[w];
    }
    layout.set(out.states(), target, life, freed[life]);
    out.change(Transitions.MANY);
    moveTo(vcpu, next, target, out);
  }

  /** For each word, the bits that do not belong to a slot's fields. */
  private static long[] keptWithout(Variables.Heap heap, int slot, Layout in) {
    long[] fields = new long[in.words()];
    for (int field = heap.first().get(slot); field < heap.end().get(slot); field++) {
      in.fill(fields, field);
    }
    return Arrays.stream(fields).map(bits -> ~bits).toArray();
  }

  private void moveTo(int vcpu, int node, int target, Transitions out) {
    layout.set(out.states(), target, layout.nodeField(vcpu), node);
    out.arrive(node);
  }

  /** The next node for a result, remembered under an index, or {@link #NOT_KNOWN}. */
  private int next(OperationTable program, int node, int index, long result, Transitions out) {
    long effect = effects.outcome(program, node, index, result, out.isGrowing());
    if (effect == Effects.UNKNOWN) {
      out.leaveIncomplete();
      return NOT_KNOWN;
    }
    return Effects.next(effect);
  }

  @Override
  public void setListener(UnfoldingListener listener) {
    effects.setListener(listener);
  }

  @Override
  public void unfold(int vcpu, int node, int index, long result) {
    effects.unfold(vcpu, node, index, result);
  }

  /** Makes states wide enough for what programs do as they are unfolded. */
  private final class Growing implements Effects.Growth {
    @Override
    public void grewCode(int variable, int code) {
      codec.require(variable, code);
    }

    @Override
    public void grewNodes(OperationTable program) {
      for (int vcpu = 0; vcpu < startNodes.length; vcpu++) {
        if (programs[vcpu] == program) {
          codec.require(layout.nodeField(vcpu), program.size() - 1);
        }
      }
    }
  }
}
