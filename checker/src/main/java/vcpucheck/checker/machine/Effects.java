package vcpucheck.checker.machine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.memory.OrderedUpdate.Known;

/**
 * What the operations of programs do to values, whatever the memory model: asked once, then
 * remembered in the {@link OperationTable}s.
 *
 * <p>An effect says what an operation does for one code of its variable: how it ends, whether it
 * writes, the variable's new code and the next node, in one word.
 */
public final class Effects {
  /** Not yet known. */
  public static final long UNKNOWN = OperationTable.NO_EFFECT;

  /** The operation has to wait. */
  public static final long WAITS = 1L << 61;

  private static final long TAKEN = 1L << 62;
  private static final long WRITES = 1L << 30;
  private static final int CODE_SHIFT = 31;
  private static final long NODE_MASK = (1L << 30) - 1;
  private static final int CODE_MASK = (1 << 30) - 1;

  /** An update of a value, by its code, that is told what happens before it. */
  private record Told(OperationTable program, int node, int before, Known known) {}

  /** Receives new codes and nodes, so that states can hold them. */
  public interface Growth {
    /** A variable may have a code from now on. */
    void grewCode(int variable, int code);

    /** A program has more nodes. */
    void grewNodes(OperationTable program);
  }

  private final Variables variables;
  private final OperationTable[] programs;
  private final Growth growth;
  private final Map<Told, Long> toldEffects = new HashMap<>();
  private UnfoldingListener listener = (vcpu, node, index, result) -> {};

  /**
   * Makes effects, none of them known.
   *
   * @param growth receives what is found
   */
  public Effects(Variables variables, List<OperationTable> programs, Growth growth) {
    this.variables = variables;
    this.programs = programs.toArray(new OperationTable[0]);
    this.growth = growth;
  }

  /** See {@link MemoryMachine#setListener}. */
  public void setListener(UnfoldingListener newListener) {
    listener = newListener;
  }

  /**
   * The effect of a node's operation on a code of its variable.
   *
   * @param mayGrow whether code may be unfolded; if not, the answer may be {@link #UNKNOWN}
   */
  public long effect(OperationTable program, int node, int before, boolean mayGrow) {
    long effect = program.effect(node, before);
    return effect == UNKNOWN && mayGrow ? computeEffect(program, node, before) : effect;
  }

  /**
   * The effect of an update that is told what happens before it.
   *
   * @param mayGrow whether code may be run; if not, the answer may be {@link #UNKNOWN}
   */
  public long effect(OperationTable program, int node, int before, Known known, boolean mayGrow) {
    if (known.isAll()) {
      return effect(program, node, before, mayGrow);
    }
    @Nullable Long effect = toldEffects.get(new Told(program, node, before, known));
    if (effect != null) {
      return effect;
    }
    return mayGrow ? computeTold(program, node, before, known) : UNKNOWN;
  }

  /** The new code of the variable. */
  public static int code(long effect) {
    return (int) (effect >>> CODE_SHIFT) & CODE_MASK;
  }

  /** The next node. */
  public static int next(long effect) {
    return (int) (effect & NODE_MASK);
  }

  /** Whether the variable is written, with the same value perhaps. */
  public static boolean writes(long effect) {
    return (effect & WRITES) != 0;
  }

  /**
   * The effect of a node's operation with a result that is no function of its variable, remembered
   * under an index; only its next node counts.
   *
   * @param mayGrow whether code may be unfolded; if not, the answer may be {@link #UNKNOWN}
   */
  public long outcome(OperationTable program, int node, int index, long result, boolean mayGrow) {
    long effect = program.effect(node, index);
    return effect == UNKNOWN && mayGrow ? computeNext(program, node, index, result) : effect;
  }

  /** See {@link MemoryMachine#unfold}. */
  public void unfold(int vcpu, int node, int index, long result) {
    if (programs[vcpu].shape(node) == OperationTable.TABLE && result != 0) {
      computeTold(programs[vcpu], node, index, new Known(result));
    } else if (programs[vcpu].shape(node) == OperationTable.TABLE) {
      computeEffect(programs[vcpu], node, index);
    } else {
      computeNext(programs[vcpu], node, index, result);
    }
  }

  private long computeNext(OperationTable program, int node, int index, long result) {
    listener.unfolds(Arrays.asList(programs).indexOf(program), node, index, result);
    int next = program.next(node, result);
    growth.grewNodes(program);
    long effect = TAKEN | next;
    program.remember(node, index, effect);
    return effect;
  }

  private long computeTold(OperationTable program, int node, int before, Known known) {
    listener.unfolds(Arrays.asList(programs).indexOf(program), node, before, known.packed());
    Op op = program.op(node);
    long value = variables.decode(op.variable(), before);
    int after = variables.encode(op.variable(), variables.apply(op.a(), value, known));
    growth.grewCode(op.variable(), after);
    int next = program.next(node, 0);
    growth.grewNodes(program);
    long effect = TAKEN | ((long) after << CODE_SHIFT) | WRITES | next;
    toldEffects.put(new Told(program, node, before, known), effect);
    return effect;
  }

  private long computeEffect(OperationTable program, int node, int before) {
    listener.unfolds(Arrays.asList(programs).indexOf(program), node, before, 0);
    Op op = program.op(node);
    long value = variables.decode(op.variable(), before);
    if (Semantics.isBlocked(op, value)) {
      program.remember(node, before, WAITS);
      return WAITS;
    }
    int after = variables.encode(op.variable(), Semantics.after(op, value, variables));
    growth.grewCode(op.variable(), after);
    int next = program.next(node, Semantics.result(op, value, variables));
    growth.grewNodes(program);
    long writes = Semantics.writes(op, value) ? WRITES : 0;
    long effect = TAKEN | ((long) after << CODE_SHIFT) | writes | next;
    program.remember(node, before, effect);
    return effect;
  }
}
