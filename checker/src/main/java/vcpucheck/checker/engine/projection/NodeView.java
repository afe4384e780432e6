package vcpucheck.checker.engine.projection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vcpucheck.checker.engine.automaton.Automaton;
import vcpucheck.checker.engine.automaton.Positions;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;

/**
 * What a vCPU knows at a node, whatever memory contains: where it is, and at each place that it has
 * passed since its step began, what it found there last.
 *
 * @param place where it is, and what it wants to do there
 * @param kept the shapes of what it is about to write, and of what scopes around it have kept
 * @param found what it found, in an order that depends on nothing but what it is
 * @param slots those that it refers to otherwise, in the order in which it came to know them
 * @param locks the names of those that it holds
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record NodeView(long place, long kept, List<Found> found, int[] slots, long[] locks) {
  /**
   * What was found at a place.
   *
   * @param variable where it was found, or none
   * @param value what the variable had
   * @param key of the place, and of the shape of the value
   * @param slots those that the value refers to
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Found(int variable, long value, long key, int[] slots) {}

  /** Reads a node. */
  static NodeView of(Automaton automaton, int node, ShapeTable shapes) {
    List<Shape> known = new ArrayList<>();
    Map<Long, Found> last = new TreeMap<>();
    Positions positions = automaton.positions();
    int[] path = node == OperationTable.END ? new int[0] : positions.path(automaton.position(node));
    for (int at : path) {
      switch (positions.kind(at)) {
        case RESULT -> {
          int before = positions.node(positions.parent(at));
          long place = place(automaton, before);
          last.put(place, found(automaton.table().op(before), positions.value(at), place, shapes));
        }
        case ROOT, HEAD, EXIT -> known.add(shapes.ofObject(positions.value(at)));
        case ENTER -> {}
      }
    }
    known.addAll(operands(automaton.table().op(node), shapes));
    long[] forms = known.stream().mapToLong(Shape::form).toArray();
    List<Found> found =
        last.values().stream().sorted(Comparator.comparingLong(Found::key)).toList();
    return new NodeView(
        place(automaton, node),
        Shape.hash(Arrays.toString(forms)),
        found,
        slots(known, shapes, automaton.table().op(node)),
        Arrays.stream(automaton.held(node)).mapToLong(shapes::name).toArray());
  }

  private static int[] slots(Collection<Shape> known, ShapeTable shapes, Op op) {
    List<Integer> slots = new ArrayList<>(shapes.slotsOf(op.variable()));
    known.forEach(shape -> Arrays.stream(shape.slots()).forEach(slots::add));
    return slots.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Where a node is in the source, and what is done there. */
  private static long place(Automaton automaton, int node) {
    Op op = automaton.table().op(node);
    return Shape.hash(automaton.sites().functions(node) + automaton.sites().line(node) + op.kind());
  }

  private static Found found(Op op, long result, long place, ShapeTable shapes) {
    Shape shape = shapes.ofResult(op, result);
    int variable = op.kind().returnsValue() ? op.variable() : Variables.NONE;
    return new Found(variable, result, Shape.hash(place + ":" + shape.form()), shape.slots());
  }

  /** What it is about to write. */
  private static List<Shape> operands(Op op, ShapeTable shapes) {
    return switch (op.kind()) {
      case STORE, SWAP -> List.of(shapes.of(op.variable(), op.a()));
      case COMPARE_AND_SET, COMPARE_AND_EXCHANGE ->
          List.of(shapes.of(op.variable(), op.a()), shapes.of(op.variable(), op.b()));
      default -> List.of();
    };
  }
}
