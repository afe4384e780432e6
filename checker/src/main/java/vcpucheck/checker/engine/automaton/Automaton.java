package vcpucheck.checker.engine.automaton;

import com.google.common.primitives.Ints;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vcpucheck.checker.engine.base.PagedInts;
import vcpucheck.checker.engine.classfile.Surroundings;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Orderings;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.ordering.AccessSite;

/**
 * A vCPU program, unfolded as far as the search has come. Each prefix of the Java code runs once;
 * what it asks for next becomes a node of its {@link #table}.
 */
public final class Automaton implements OperationTable.Continuation {
  private final SimulatedMemory memory;
  private final Vcpu<?> vcpu;
  private final boolean assertionsCount;
  private final OperationTable table;
  private final CallStacks stacks = new CallStacks();
  private final CodeRules rules;
  private final Sites sites;
  private final WeakenedCode weakened;
  private final Positions positions = new Positions();
  private final List<Integer> positionOfNode = new ArrayList<>();

  /** For each node, how many positions the run that found it had passed. */
  private final List<Integer> lengths = new ArrayList<>();

  /** For each node, after how many operations of the program it was first come to. */
  private final PagedInts depths = new PagedInts();

  private int deepest;

  /** For each node, the lock variables that are held there: asked for in every state that waits. */
  private int[][] held = new int[16][];

  /** How many positions and nodes a search has come to, if it is over. */
  private int searchedPositions = Integer.MAX_VALUE;

  private int searchedNodes = Integer.MAX_VALUE;

  /**
   * Makes an automaton.
   *
   * @param surroundings what the code may read of static fields
   * @param assertionsCount whether a failing {@code debugAssert} is a violation
   */
  Automaton(
      SimulatedMemory memory, Vcpu<?> vcpu, Surroundings surroundings, boolean assertionsCount) {
    this.memory = memory;
    this.vcpu = vcpu;
    this.assertionsCount = assertionsCount;
    rules = new CodeRules(surroundings);
    table = new OperationTable(memory.variables(), this);
    Orderings orderings = new Orderings(memory.variables());
    sites = new Sites(orderings);
    weakened = new WeakenedCode(memory, orderings, sites);
    positionOfNode.add(Positions.NONE);
    lengths.add(0);
    depths.add(0);
    held[OperationTable.END] = new int[0];
    memory.decided().forEach(sites::make);
  }

  /** Whether a vCPU's program is this automaton's. */
  boolean runs(Vcpu<?> other) {
    return vcpu.step().equals(other.step())
        && vcpu.start().equals(other.start())
        && vcpu.isDaemon() == other.isDaemon();
  }

  /** Whether the vCPU need not end. */
  boolean isDaemon() {
    return vcpu.isDaemon();
  }

  /** The program as a table of operations. */
  public OperationTable table() {
    return table;
  }

  public Positions positions() {
    return positions;
  }

  CallStacks stacks() {
    return stacks;
  }

  CodeRules rules() {
    return rules;
  }

  /** What its code does in place of what it says. */
  WeakenedCode weakened() {
    return weakened;
  }

  /** Where its operations are asked for. */
  public Sites sites() {
    return sites;
  }

  /** The source lines with operations of all methods that the code is known to call. */
  public Stream<String> lines() {
    return rules.lines();
  }

  /** The C functions that these methods stand for. */
  public Stream<String> functions() {
    return rules.functions();
  }

  SimulatedMemory memory() {
    return memory;
  }

  boolean assertionsCount() {
    return assertionsCount;
  }

  /** A search is over: what is unfolded from here on is no part of it. */
  void endSearch() {
    searchedPositions = positions.size();
    searchedNodes = table.size();
  }

  /** How many positions the search has come to; they have the first numbers. */
  int searchedPositions() {
    return Math.min(searchedPositions, positions.size());
  }

  /** How many nodes the search has come to; they have the first numbers. */
  int searchedNodes() {
    return Math.min(searchedNodes, table.size());
  }

  /** The node at the start. */
  int start() {
    return resolve(root());
  }

  private int root() {
    return positions.intern(
        Positions.NONE,
        Positions.Kind.ROOT,
        memory.variables().values().number(vcpu.start()),
        List.of());
  }

  @Override
  public int next(int node, long result) {
    int parent = positionOfNode.get(node);
    List<Integer> held = locksAfter(table.op(node), result, positions.locks(parent));
    int known = table.size();
    int next = resolve(positions.intern(parent, Positions.Kind.RESULT, result, held));
    if (next >= known) {
      depths.set(next, depths.get(node) + 1);
      deepest = Math.max(deepest, depths.get(next));
    }
    return next;
  }

  /** The sorted lock variables held after an operation that returned a result. */
  private static List<Integer> locksAfter(Op op, long result, List<Integer> held) {
    return switch (op.kind()) {
      case LOCK -> with(held, op.variable());
      case TRY_LOCK -> result == 0 ? held : with(held, op.variable());
      case UNLOCK -> held.stream().filter(lock -> lock != op.variable()).toList();
      default -> held;
    };
  }

  private static List<Integer> with(List<Integer> held, int lock) {
    return Stream.concat(held.stream(), Stream.of(lock)).sorted().toList();
  }

  /** The node where code goes on from a position, for which it is run if it has not been. */
  int resolve(int position) {
    if (positions.node(position) == Positions.NONE) {
      new Execution(this, positions.path(position), Execution.Purpose.EXPAND).run();
    }
    return positions.node(position);
  }

  /** The result of a node's operation that leads to another node. */
  public long resultBefore(int node, int next) {
    return positions.resultBetween(positionOfNode.get(node), next);
  }

  /**
   * Adds the node at which code that has come to a position waits.
   *
   * @param length how many positions the code has passed since its step began
   */
  int addNode(int position, Op op, int length) {
    int node = table.add(op);
    positionOfNode.add(position);
    lengths.add(length);
    depths.add(0);
    held = node < held.length ? held : Arrays.copyOf(held, 2 * node);
    held[node] = Ints.toArray(positions.locks(position));
    return node;
  }

  /** The position that a node's operation leads to, which has been run with that result. */
  public int after(int node, long result) {
    return positions.find(position(node), Positions.Kind.RESULT, result);
  }

  /**
   * Where decisions are taken from the start, or from some positions, before the next operation.
   *
   * @param reached as {@link #after} tells them
   */
  public Stream<Sites.Place> placesFrom(BitSet reached) {
    BitSet all = (BitSet) reached.clone();
    all.set(root());
    return sites.placesFrom(all);
  }

  /** Where a node's operation orders what is around it; empty if it does not. */
  public Optional<AccessSite> access(int node) {
    return sites.access(node, table.op(node));
  }

  /** The position at which a node's operation is asked for. */
  public int position(int node) {
    return positionOfNode.get(node);
  }

  /**
   * Where in the source a node's operation is asked for.
   *
   * @throws ModelException if the code does not ask for it any more
   */
  public SourceLocation locate(int node) {
    Execution run = new Execution(this, positions.path(position(node)), Execution.Purpose.LOCATE);
    run.run();
    return run.location().orElse(new SourceLocation("", ""));
  }

  /**
   * As the text of {@link #locate}; empty also if the code does not ask for the operation any more,
   * which is for validation to say.
   */
  public String source(int node) {
    try {
      return locate(node).source();
    } catch (ModelException e) {
      return "";
    }
  }

  /** How many results and scopes lie between the beginning of a step and a node. */
  public int length(int node) {
    return node == OperationTable.END ? 0 : lengths.get(node);
  }

  /** After how many operations of the program the node is come to that is farthest. */
  public int deepest() {
    return deepest;
  }

  @Override
  public int[] held(int node) {
    return held[node].clone();
  }

  /** Whether a vCPU that is at a node holds a lock. */
  public boolean holds(int node, int lock) {
    return Ints.contains(held[node], lock);
  }

  /** Whether a vCPU that is at a node holds any lock. */
  public boolean holdsLock(int node) {
    return held[node].length > 0;
  }

  /** The local state that the program starts with. */
  Object startOfProgram() {
    return vcpu.start();
  }

  /** Runs the vCPU's code from a local state, step by step. */
  @SuppressWarnings("unchecked") // roots hold local states of this program only
  Optional<?> step(Object local) {
    return ((Vcpu<Object>) vcpu).step().run(local);
  }

  /** The local state of the step that a node belongs to, as text. */
  public String label(int node) {
    int root = positions.path(position(node))[0];
    return String.valueOf(memory.variables().values().object(positions.value(root)));
  }

  /** Writes all that is known of the automaton. */
  public void describe(DataOutput out) throws IOException {
    table.describe(out);
    positions.describe(out);
    for (int node = 0; node < table.size(); node++) {
      if (table.isFailure(node)) {
        out.writeChars(memory.variables().values().object(table.op(node).a()) + "\n");
      }
    }
  }

  /** The name of the first vCPU that runs it. */
  public String name() {
    return vcpu.name();
  }
}
