package vcpucheck.checker.machine.tso;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.Effects;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Mobility;
import vcpucheck.checker.machine.Pending;
import vcpucheck.checker.machine.StorePlace;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.UnfoldingListener;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;
import vcpucheck.checker.machine.weak.ComponentTable;
import vcpucheck.checker.machine.weak.OrderedUpdates;
import vcpucheck.checker.machine.weak.UnknownComponent;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.OrderedUpdate;

/**
 * Total store order: a vCPU's stores wait in its buffer, first in, first out, before memory has
 * them; it reads its own ones first (Owens, Sarkar, Sewell: A Better x86 Memory Model, TPHOLs
 * 2009). Full fences, read-modify-writes, also those that fail, sequentially consistent stores,
 * locks, allocations and frees wait until the buffer is empty, as instructions with a lock prefix
 * do; an addition that is refused only loads.
 */
public final class TsoMachine implements MemoryMachine {
  /** The alternative that is no operation: the oldest store in the buffer reaches memory. */
  static final int FLUSH = 1 << 20;

  /** A vCPU that has ended, and whose stores are all in memory. */
  private static final int[] ENDED = {OperationTable.END};

  private final Variables variables;
  private final OperationTable[] programs;
  private final int[] startNodes;
  private final Effects effects;

  private final OrderedUpdates updates;
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
   * @param tells whether updates of ghosts are told what happens before them
   */
  public TsoMachine(
      Variables variables, List<OperationTable> programs, int[] startNodes, boolean tells) {
    updates = new OrderedUpdates(variables, programs.size(), tells);
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

  /**
   * A vCPU's node and its buffer: variable and code, the oldest first; and, as {@code ~variable}
   * and 0, updates of ghosts that others do not know of before they have the stores in front.
   */
  int[] thread(long[] states, int offset, int vcpu) {
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
  int found(int[] thread, int variable, long[] states, int offset) {
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
    return hasBuffered(thread, op.variable()) ? "from the own buffer" : "";
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
  public StorePlace place(long[] states, int offset, int vcpu, int alternative) {
    int[] thread = thread(states, offset, vcpu);
    if (alternative == FLUSH) {
      return new StorePlace(StorePlace.Kind.FLUSHED, thread[1], 0);
    }
    Op op = programs[vcpu].op(thread[0]);
    boolean isInBuffer = isBuffered(op) || hasBuffered(thread, op.variable());
    return new StorePlace(
        isInBuffer ? StorePlace.Kind.BUFFER : StorePlace.Kind.MEMORY, op.variable(), 0);
  }

  private static boolean hasBuffered(int[] thread, int variable) {
    boolean isOwn = false;
    for (int place = 1; place < thread.length; place += 2) {
      isOwn |= thread[place] == variable;
    }
    return isOwn;
  }

  @Override
  public List<Pending> pending(long[] states, int offset) {
    List<Pending> buffered = new ArrayList<>();
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      int[] thread = thread(states, offset, vcpu);
      for (int place = 1; place < thread.length; place += 2) {
        if (thread[place] >= 0) {
          long value = variables.decode(thread[place], thread[place + 1]);
          buffered.add(new Pending(vcpu, Pending.Kind.BUFFERED, thread[place], value));
        }
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
  public int step(int vcpu, long[] states, int offset, Transitions out) {
    int node = node(states, offset, vcpu);
    if (programs[vcpu].isFailure(node)) {
      return node;
    }
    BufferedStep step = new BufferedStep(this, vcpu, states, offset, out);
    try {
      step.run();
      step.flush();
    } catch (UnknownComponent e) {
      out.leaveIncomplete();
    }
    return node;
  }

  /*
   * What a vCPU stores goes into its buffer, which only itself looks at: a store, and an unlock,
   * commute with all that others do, and with the older stores that come out of the buffer
   * meanwhile. Where nobody is taken to race, the vCPU waits in front of the store, so that a race
   * shows. So do full fences and read-modify-writes, which are not possible before the buffer is
   * empty, the latter if nobody else can access the variable.
   */
  @Override
  public Mobility mobility(Op op) {
    return switch (op.kind()) {
      case FENCE, CHOOSE, UNLOCK -> Mobility.ALWAYS;
      case END, FAIL, ALLOC, FREE, LOCK, TRY_LOCK, AWAIT, AWAIT_NOT -> Mobility.NEVER;
      default -> isBuffered(op) ? Mobility.BUFFERED : Mobility.ALONE;
    };
  }

  @Override
  public int advance(int vcpu, long[] states, int offset, boolean mayGrow) {
    Transitions outcomes = new Transitions();
    outcomes.setGrowing(mayGrow);
    outcomes.clear(layout.words());
    try {
      new BufferedStep(this, vcpu, states, offset, outcomes).run();
    } catch (UnknownComponent e) {
      return UNKNOWN;
    }
    return outcomes.takeOnly(states, offset);
  }

  @Override
  public boolean isOwnStep(int alternative) {
    return alternative == FLUSH;
  }

  @Override
  public int ownVariable(long[] states, int offset, int vcpu) {
    int[] thread = thread(states, offset, vcpu);
    return thread.length == 1 ? Variables.NONE : thread[1];
  }

  @Override
  public int advanceOwn(int vcpu, long[] states, int offset, boolean mayGrow) {
    if (programs[vcpu].isFailure(node(states, offset, vcpu))) {
      return BLOCKED;
    }
    Transitions outcomes = new Transitions();
    outcomes.setGrowing(mayGrow);
    outcomes.clear(layout.words());
    try {
      new BufferedStep(this, vcpu, states, offset, outcomes).flush();
    } catch (UnknownComponent e) {
      return UNKNOWN;
    }
    int next = outcomes.takeOnly(states, offset);
    return next < 0 ? next : FLUSH;
  }

  /** The update of a ghost that is told what happens before it, if an operation is one. */
  @Nullable OrderedUpdate<?> update(Op op) {
    return updates.of(op);
  }

  /** Whether an operation goes into the buffer. */
  boolean isBuffered(Op op) {
    return op.kind() == Op.Kind.UNLOCK
        || (op.kind() == Op.Kind.STORE
            && op.access() != Access.VOLATILE
            && !variables.isGhost(op.variable()));
  }

  /** Whether an operation waits until the buffer is empty. */
  boolean needsEmptyBuffer(Op op) {
    return switch (op.kind()) {
      case FENCE -> variables.values().nonNull(op.a()) == Fence.FULL;
      case LOAD, PROJECT, AWAIT, AWAIT_NOT, UNLOCK -> false;
      case STORE -> op.access() == Access.VOLATILE;
      case UPDATE -> !variables.isGhost(op.variable());
      default -> true;
    };
  }

  // ---- for steps ----

  int vcpus() {
    return threads.length;
  }

  OperationTable program(int vcpu) {
    return programs[vcpu];
  }

  Variables variables() {
    return variables;
  }

  Effects effects() {
    return effects;
  }

  /** The numbers of what a vCPU has been at. */
  ComponentTable threads(int vcpu) {
    return threads[vcpu];
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
