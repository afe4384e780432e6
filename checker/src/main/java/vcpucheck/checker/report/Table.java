package vcpucheck.checker.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in columns. A cell that is wider than its column may be continues below; columns are no
 * wider than what is in them.
 */
final class Table {
  /** How a column stands. */
  enum Align {
    LEFT,
    RIGHT
  }

  private static final String GAP = " | ";

  private final List<String> heads;
  private final List<Align> aligns;
  private final int limit;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param limit how wide a column may become
   */
  Table(List<String> heads, List<Align> aligns, int limit) {
    this.heads = List.copyOf(heads);
    this.aligns = List.copyOf(aligns);
    this.limit = limit;
  }

  /** Adds a row of one cell for each column. */
  void add(List<String> cells) {
    if (cells.size() != heads.size()) {
      throw new AssertionError("checker bug: " + cells.size() + " cells for " + heads);
    }
    rows.add(List.copyOf(cells));
  }

  /** Adds a horizontal line. */
  void rule() {
    rows.add(List.of());
  }

  /** The table, each line indented and ended. */
  String render(String indent) {
    int[] widths = widths();
    StringBuilder text = new StringBuilder();
    line(text, indent, heads, widths);
    ruler(text, indent, widths);
    for (List<String> row : rows) {
      if (row.isEmpty()) {
        ruler(text, indent, widths);
      } else {
        wrapped(text, indent, row, widths);
      }
    }
    return text.toString();
  }

  private int[] widths() {
    int[] widths = heads.stream().mapToInt(String::length).toArray();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        for (String line : Wrapping.lines(row.get(column), limit)) {
          widths[column] = Math.max(widths[column], line.length());
        }
      }
    }
    return widths;
  }

  private void wrapped(StringBuilder text, String indent, List<String> row, int[] widths) {
    List<List<String>> cells = row.stream().map(cell -> Wrapping.lines(cell, limit)).toList();
    int height = cells.stream().mapToInt(List::size).max().orElse(1);
    for (int at = 0; at < height; at++) {
      int line = at;
      line(
          text,
          indent,
          cells.stream().map(lines -> line < lines.size() ? lines.get(line) : "").toList(),
          widths);
    }
  }

  private void line(StringBuilder text, String indent, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder(indent);
    for (int column = 0; column < widths.length; column++) {
      String padding = " ".repeat(widths[column] - cells.get(column).length());
      line.append(column == 0 ? "" : GAP)
          .append(aligns.get(column) == Align.RIGHT ? padding : "")
          .append(cells.get(column))
          .append(aligns.get(column) == Align.RIGHT ? "" : padding);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static void ruler(StringBuilder text, String indent, int[] widths) {
    text.append(indent);
    for (int column = 0; column < widths.length; column++) {
      text.append(column == 0 ? "" : "-+-").append("-".repeat(widths[column]));
    }
    text.append('\n');
  }
}
