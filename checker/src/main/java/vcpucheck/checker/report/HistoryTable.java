package vcpucheck.checker.report;

import java.util.List;
import vcpucheck.checker.report.Table.Align;
import vcpucheck.checker.trace.History;

/** A history as a table: one line for each operation, with the steps between which it ran. */
final class HistoryTable {
  private static final String HEADING =
      "History: the operations, by the steps of their calls and returns";

  private HistoryTable() {}

  /** The table as text; empty if there are no operations. */
  static String of(List<String> vcpus, History history, int width) {
    if (history.operations().isEmpty()) {
      return "";
    }
    Table table =
        new Table(
            List.of("call", "return", "vCPU", "operation", "answer"),
            List.of(Align.RIGHT, Align.RIGHT, Align.LEFT, Align.LEFT, Align.LEFT),
            "  ");
    for (History.Operation operation : history.operations()) {
      boolean isOpen = operation.returned() == History.NEVER;
      table.add(
          List.of(
              Integer.toString(operation.called()),
              isOpen ? "" : Integer.toString(operation.returned()),
              vcpus.get(operation.vcpu()),
              operation.text(),
              isOpen ? "(not yet)" : operation.answer()));
    }
    return WordWrap.hanging("", HEADING, width) + "\n" + table.render(width);
  }
}
