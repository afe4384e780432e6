package vcpucheck.checker.oracle;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.memory.ValueCell;

/**
 * What every generated program shares.
 *
 * @param outputs where vCPUs leave what they have observed, by program
 */
record Globals(
    Memory memory,
    NumberCell x,
    NumberCell y,
    NumberCell z,
    List<IntCell> outputs,
    RefCell<Node> p,
    RefCell<Node> q,
    ValueCell<Pair> pair,
    SpinLock m,
    SpinLock n,
    Slab<Node> slab) {

  /** Names a cell of integers. */
  enum NumberAt {
    X,
    Y,
    Z,
    A_DATA,
    B_DATA
  }

  /** Names a cell of pointers. */
  enum PointerAt {
    P,
    Q,
    A_NEXT
  }

  /** Names a lock. */
  enum LockName {
    M,
    N
  }

  /** A value of two parts. */
  record Pair(int first, int second) {}

  /** Names a part of the pair. */
  enum Part implements Function<Pair, Integer> {
    FIRST,
    SECOND;

    @Override
    public Integer apply(Pair pair) {
      return this == FIRST ? pair.first() : pair.second();
    }
  }

  /** Replaces a part of the pair. */
  record Replace(Part part, int value) implements UnaryOperator<Pair> {
    @Override
    public Pair apply(Pair pair) {
      return part == Part.FIRST ? new Pair(value, pair.second()) : new Pair(pair.first(), value);
    }
  }

  static Globals in(Memory memory, int outputs, int slots, Slab.Reuse reuse) {
    return new Globals(
        memory,
        new NumberCell.Narrow(memory.intCell("x", 0)),
        new NumberCell.Narrow(memory.intCell("y", 1)),
        new NumberCell.Wide(memory.longCell("z", 0)),
        IntStream.range(0, outputs).mapToObj(output -> memory.intCell("out" + output, 0)).toList(),
        memory.refCell("p"),
        memory.refCell("q"),
        memory.valueCell("pair", new Pair(0, 0)),
        memory.spinLock("m"),
        memory.spinLock("n"),
        memory.slab("node", slots, reuse, Node::in));
  }

  /** The cell, or empty if it belongs to a null pointer. */
  Optional<NumberCell> number(NumberAt at, Registers registers) {
    return switch (at) {
      case X -> Optional.of(x);
      case Y -> Optional.of(y);
      case Z -> Optional.of(z);
      case A_DATA -> data(registers.a());
      case B_DATA -> data(registers.b());
    };
  }

  /** The cell, or empty if it belongs to a null pointer. */
  Optional<RefCell<Node>> pointer(PointerAt at, Registers registers) {
    return switch (at) {
      case P -> Optional.of(p);
      case Q -> Optional.of(q);
      case A_NEXT -> Optional.ofNullable(registers.a()).map(Node::next);
    };
  }

  SpinLock lock(LockName name) {
    return name == LockName.M ? m : n;
  }

  /** A pointer as a number: 0 for null. */
  int number(@Nullable Node pointer) {
    return pointer == null ? 0 : slab.index(pointer) + 1;
  }

  private static Optional<NumberCell> data(@Nullable Node node) {
    return Optional.ofNullable(node).map(Node::data).map(NumberCell.Narrow::new);
  }
}
