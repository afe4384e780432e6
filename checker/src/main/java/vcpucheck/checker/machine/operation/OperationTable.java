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

  private final Continuation continuation;
  private final Variables variables;
  private int size;
  private Op[] ops = new Op[16];
  private boolean[] plain = new boolean[16];
  private boolean[] writing = new boolean[16];
  private boolean[] locking = new boolean[16];
  private byte[] shapes = new byte[16];
  private int[] variableOf = new int[16];
  private int[] slotOf = new int[16];
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
      plain = Arrays.copyOf(plain, length);
      writing = Arrays.copyOf(writing, length);
      locking = Arrays.copyOf(locking, length);
      shapes = Arrays.copyOf(shapes, length);
      variableOf = Arrays.copyOf(variableOf, length);
      slotOf = Arrays.copyOf(slotOf, length);
    }
    ops[size] = op;
    plain[size] = op.isPlain();
    writing[size] = op.kind().writes();
    locking[size] = op.kind() == Op.Kind.LOCK;
    shapes[size] = shape(op.kind());
    variableOf[size] = op.variable();
    slotOf[size] =
        op.kind() == Op.Kind.FREE ? Variables.NONE : variables.variable(op.variable()).slot();
    effects.addNode();
    return size++;
  }

  /** How many nodes there are so far. */
  public int size() {
    return size;
  }

  /** Whether a program has failed once it is at a node. */
  public boolean isFailure(int node) {
    return shapes[node] == FAIL;
  }

  /** Whether the operation of a node is a plain access. */
  public boolean isPlain(int node) {
    return plain[node];
  }

  /** Whether the operation of a node may write its variable. */
  public boolean writes(int node) {
    return writing[node];
  }

  /** Whether the operation of a node takes a lock and waits until it can. */
  public boolean isLock(int node) {
    return locking[node];
  }

  /** How the operation of a node is done: {@link #TABLE}, {@link #CHOOSE} and so on. */
  public byte shape(int node) {
    return shapes[node];
  }

  /** The variable of the operation of a node. */
  public int variable(int node) {
    return variableOf[node];
  }

  /** The slot that the variable of a node's operation is a field of, or {@link Variables#NONE}. */
  public int slot(int node) {
    return slotOf[node];
  }

  /** The operation of a node. */
  public Op op(int node) {
    return ops[node];
  }

  /** The node after a node's operation. */
  public int next(int node, long result) {
    return continuation.next(node, result);
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
      Op op = ops[node];
      out.writeChars(op + "\n");
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
