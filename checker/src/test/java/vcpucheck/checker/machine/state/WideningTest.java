package vcpucheck.checker.machine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.machine.ScMachine;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variable;
import vcpucheck.checker.machine.operation.Variables;

/**
 * Two vCPUs with one program, and cells that take most of a word: 54 or 60 bits, so that 10 or 4
 * are left for the nodes.
 */
final class WideningTest {
  private static final int CELLS = 6;

  private final Variables variables = new Variables();
  private final List<Integer> cells = new ArrayList<>();
  private final OperationTable code =
      new OperationTable(variables, (node, result) -> OperationTable.END);
  private final ScMachine machine;

  WideningTest() {
    for (int cell = 0; cell < CELLS; cell++) {
      cells.add(variables.add("cell" + cell, Variable.Type.NUMBER, Variables.NONE, 0));
    }
    machine =
        new ScMachine(
            variables, List.of(code, code), new int[] {OperationTable.END, OperationTable.END});
  }

  /** Lets each cell have some values, and the program some nodes. */
  private Layout.Relocation widen(int values, int nodes) {
    for (int cell : cells) {
      for (int value = 0; value < values; value++) {
        variables.encode(cell, value);
      }
    }
    while (code.size() < nodes) {
      code.add(Op.END);
    }
    return machine.codec().widen();
  }

  private int bits(int vcpu) {
    return machine.codec().layout().bits(machine.codec().layout().nodeField(vcpu));
  }

  @Test
  void nodes_get_room_for_those_to_come() {
    widen(1 << 9, 4);
    assertEquals(List.of(1, 3, 3), List.of(machine.codec().layout().words(), bits(0), bits(1)));
  }

  @Test
  void nodes_get_no_room_that_takes_a_word_more() {
    widen(1 << 10, 4);
    assertEquals(List.of(1, 2, 2), List.of(machine.codec().layout().words(), bits(0), bits(1)));
  }

  @Test
  void nodes_give_their_room_back_before_it_takes_a_word_more() {
    widen(1 << 9, 4);
    Layout before = machine.codec().layout();
    long[] state = new long[1];
    for (int cell : cells) {
      before.set(state, 0, cell, 511 - cell);
    }
    before.set(state, 0, before.nodeField(0), 3);
    before.set(state, 0, before.nodeField(1), 2);
    long hash = machine.codec().hash(state, 0);
    long[] after = widen(1 << 10, 4).copy(state);
    assertEquals(List.of(1, 2, 2), List.of(machine.codec().layout().words(), bits(0), bits(1)));
    assertEquals(List.of(3, 2), List.of(machine.node(after, 0, 0), machine.node(after, 0, 1)));
    for (int cell : cells) {
      assertEquals(511 - cell, machine.code(after, 0, cell));
    }
    assertEquals(hash, machine.codec().hash(after, 0));
  }

  @Test
  void what_does_not_fit_takes_a_word_more() {
    widen(1 << 10, 5);
    assertEquals(List.of(2, 4, 4), List.of(machine.codec().layout().words(), bits(0), bits(1)));
  }
}
