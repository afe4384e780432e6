package vcpucheck.checker.machine.operation;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The program of a vCPU as a growing table: nodes, each with the operation that it does next. Node
 * {@link #END} is the end of the program.
 *
 * <p>What follows a node for each result is asked of the {@link Continuation} once and then
 * remembered with the effect on the variable, so that the machine's inner loop is a table look-up.
 */
public final class OperationTable {
  /** The node at which a program has ended. */
  public static final int END = 0;

  /** No effect is remembered. */
  public static final long NO_EFFECT = EffectTable.NONE;

  /** Where a program goes on. */
  @FunctionalInterface
  public interface Continuation {
    /**
     * The node after a node's operation.
     *
     * @param node a node of this code
     * @param result what the operation returned: see {@link Op.Kind}
     * @return the next node, at which the program waits to do its next operation
     */
    int next(int node, long result);

    /** The variables of the locks that a program holds at a node. */
    default int[] held(int node) {
      return new int[0];
    }
  }

  /** No operation: a program has ended. */
  private static final byte NOTHING = 0;

  /** A function of its variable's code alone. */
  public static final byte TABLE = 1;

  /** One result for each number of a range. */
  public static final byte CHOOSE = 2;

  /** Takes a slot that is free. */
  public static final byte ALLOC = 3;

  /** Gives a slot back. */
  public static final byte FREE = 4;

  /** A program has failed. */
  private static final byte FAIL = 5;

  /** A trait of operations: the program has ended. */
  public static final int ENDS = 1;

  /** A trait of operations: the program has failed. */
  public static final int FAILS = 1 << 1;

  /** A trait of operations: takes a lock and waits until it can. */
  public static final int LOCKS = 1 << 2;

  /** A trait of operations: accesses its variable. */
  public static final int ACCESSES = 1 << 3;

  private static final int PLAIN = 1 << 4;
  private static final int WRITES = 1 << 5;
  private static final int TRAITS_MASK = (1 << 6) - 1;
  private static final int SHAPE_SHIFT = 6;
  private static final int SHAPE_MASK = 7;
  private static final int VARIABLE_SHIFT = 9;
  private static final int SLOT_SHIFT = 37;
  private static final int NUMBER_MASK = (1 << (SLOT_SHIFT - VARIABLE_SHIFT)) - 1;

  private final Continuation continuation;
  private final Variables variables;
  private int size;
  private Op[] ops = new Op[16];

  /**
   * For each node its traits, which are asked for each new state: a byte, so that those of many
   * nodes are in the processor's cache.
   */
  private byte[] traits = new byte[16];

  private final EffectTable effects = new EffectTable();

  public OperationTable(Variables variables, Continuation continuation) {
    this.variables = variables;
    this.continuation = continuation;
    add(Op.END);
  }

  /** Adds a node; returns its number. */
  public int add(Op op) {
    if (size == ops.length) {
      int length = size * 2;
      ops = Arrays.copyOf(ops, length);
      traits = Arrays.copyOf(traits, length);
    }
    ops[size] = op;
    long facts = facts(op);
    traits[size] = (byte) (facts & TRAITS_MASK);
    effects.addNode(facts);
    return size++;
  }

  /**
   * What a step asks of an operation, in one word: its traits, its shape, its variable, and the
   * slot of that.
   */
  private long facts(Op op) {
    int slot =
        op.kind() == Op.Kind.FREE ? Variables.NONE : variables.variable(op.variable()).slot();
    return traits(op)
        | shape(op.kind()) << SHAPE_SHIFT
        | (long) op.variable() << VARIABLE_SHIFT
        | (long) slot << SLOT_SHIFT;
  }

  private static int traits(Op op) {
    return (op.kind() == Op.Kind.END ? ENDS : 0)
        | (op.kind() == Op.Kind.FAIL ? FAILS : 0)
        | (op.kind() == Op.Kind.LOCK ? LOCKS : 0)
        | (op.access() == null ? 0 : ACCESSES)
        | (op.isPlain() ? PLAIN : 0)
        | (op.kind().writes() ? WRITES : 0);
  }

  /** How many nodes there are so far. */
  public int size() {
    return size;
  }

  /** Whether the operation of a node has one of some traits, such as {@link #LOCKS}. */
  public boolean hasAny(int someTraits, int node) {
    return (traits[node] & someTraits) != 0;
  }

  /** Whether a program has failed once it is at a node. */
  public boolean isFailure(int node) {
    return hasAny(FAILS, node);
  }

  /** Whether the operation of a node is a plain access. */
  public boolean isPlain(int node) {
    return hasAny(PLAIN, node);
  }

  /** Whether the operation of a node is an access. */
  public boolean isAccess(int node) {
    return hasAny(ACCESSES, node);
  }

  /** Whether the operation of a node may write its variable. */
  public boolean writes(int node) {
    return hasAny(WRITES, node);
  }

  /** Whether the operation of a node takes a lock and waits until it can. */
  public boolean isLock(int node) {
    return hasAny(LOCKS, node);
  }

  /** How the operation of a node is done: {@link #TABLE}, {@link #CHOOSE} and so on. */
  public byte shape(int node) {
    return (byte) (effects.facts(node) >>> SHAPE_SHIFT & SHAPE_MASK);
  }

  /** The variable of the operation of a node. */
  public int variable(int node) {
    return (int) (effects.facts(node) >>> VARIABLE_SHIFT & NUMBER_MASK);
  }

  /** The slot that the variable of a node's operation is a field of, or {@link Variables#NONE}. */
  public int slot(int node) {
    return (int) (effects.facts(node) >>> SLOT_SHIFT);
  }

  /** Whether a program does nothing more once it is at a node: it has ended or failed. */
  public boolean hasStopped(int node) {
    return (effects.facts(node) & (ENDS | FAILS)) != 0;
  }

  /** What {@link #conflict} asks of the access of a node, in one word; 0 conflicts with none. */
  public long access(int node) {
    return effects.facts(node) & ((1L << SLOT_SHIFT) - 1);
  }

  /** The variable of an access. */
  public static int variableOf(long access) {
    return (int) (access >>> VARIABLE_SHIFT);
  }

  /** Whether an access is plain. */
  public static boolean isPlain(long access) {
    return (access & PLAIN) != 0;
  }

  /** Whether an access may write its variable. */
  public static boolean writes(long access) {
    return (access & WRITES) != 0;
  }

  /** Whether two accesses are to the same variable, and one of them may write. */
  public static boolean conflict(long a, long b) {
    return variableOf(a) == variableOf(b) && writes(a | b);
  }

  /** The operation of a node. */
  public Op op(int node) {
    return ops[node];
  }

  /** The node after a node's operation. */
  public int next(int node, long result) {
    return continuation.next(node, result);
  }

  /** The variables of the locks that the program holds at a node. */
  public int[] held(int node) {
    return continuation.held(node);
  }

  /** The effect of a node's operation that was remembered for an index, or {@link #NO_EFFECT}. */
  public long effect(int node, int index) {
    return effects.get(node, index);
  }

  /** What effects were remembered for; see {@link EffectTable#known}. */
  public long[] knownEffects() {
    return effects.known();
  }

  /** Remembers an effect. */
  public void remember(int node, int index, long effect) {
    effects.put(node, index, effect);
  }

  /** Writes all that is known of the program. */
  public void describe(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int node = 0; node < size; node++) {
      ops[node].describe(out);
    }
    effects.describe(out);
  }

  private static byte shape(Op.Kind kind) {
    return switch (kind) {
      case END -> NOTHING;
      case CHOOSE -> CHOOSE;
      case ALLOC -> ALLOC;
      case FREE -> FREE;
      case FAIL -> FAIL;
      default -> TABLE;
    };
  }
}
