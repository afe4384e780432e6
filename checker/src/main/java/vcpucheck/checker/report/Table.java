package vcpucheck.checker.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Text in columns that are no wider than what is in them. Where the table is too wide, the widest
 * columns give way, and what does not fit into a cell continues below.
 */
public final class Table {
  /** How a column stands; one of numbers, to the right, never gives way. */
  public enum Align {
    LEFT,
    RIGHT
  }

  private static final String GAP = " | ";
  private static final int LEAST_WIDTH = 8;

  private final List<String> heads;
  private final List<Align> aligns;
  private final String indent;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param indent what each line begins with
   */
  public Table(List<String> heads, List<Align> aligns, String indent) {
    this.heads = List.copyOf(heads);
    this.aligns = List.copyOf(aligns);
    this.indent = indent;
  }

  /** Adds a row of one cell for each column. */
  public void add(List<String> cells) {
    if (cells.size() != heads.size()) {
      throw new AssertionError("checker bug: " + cells.size() + " cells for " + heads);
    }
    rows.add(List.copyOf(cells));
  }

  /** Adds a horizontal line. */
  public void rule() {
    rows.add(List.of());
  }

  /**
   * How wide a column to the left may be at most so that the table is no wider than {@code width}.
   */
  int room(int width) {
    int[] wanted = widths(Integer.MAX_VALUE);
    int room = Arrays.stream(wanted).max().orElse(0);
    while (room > LEAST_WIDTH && total(wanted, room) > width) {
      room--;
    }
    return room;
  }

  /** Whether no cell has to give way. */
  boolean fits(int width) {
    return total(widths(Integer.MAX_VALUE), Integer.MAX_VALUE) <= width;
  }

  private int total(int[] wanted, int room) {
    return indent.length()
        + GAP.length() * (wanted.length - 1)
        + IntStream.range(0, wanted.length)
            .map(column -> Math.min(wanted[column], limit(column, room)))
            .sum();
  }

  private int limit(int column, int room) {
    return aligns.get(column) == Align.RIGHT
        ? Integer.MAX_VALUE
        : Math.max(room, heads.get(column).length());
  }

  /** The table, each line ended, no wider than {@code width} if that is possible. */
  public String render(int width) {
    int room = room(width);
    int[] widths = widths(room);
    StringBuilder text = new StringBuilder();
    line(text, heads, widths);
    ruler(text, widths);
    for (List<String> row : rows) {
      if (row.isEmpty()) {
        ruler(text, widths);
      } else {
        wrapped(text, row, room, widths);
      }
    }
    return text.toString();
  }

  private int[] widths(int room) {
    int[] widths = heads.stream().mapToInt(String::length).toArray();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        for (String line : WordWrap.lines(row.get(column), limit(column, room))) {
          widths[column] = Math.max(widths[column], line.length());
        }
      }
    }
    return widths;
  }

  private void wrapped(StringBuilder text, List<String> row, int room, int[] widths) {
    List<List<String>> cells =
        IntStream.range(0, row.size())
            .mapToObj(column -> WordWrap.lines(row.get(column), limit(column, room)))
            .toList();
    int height = cells.stream().mapToInt(List::size).max().orElse(1);
    for (int at = 0; at < height; at++) {
      int line = at;
      line(
          text,
          cells.stream().map(lines -> line < lines.size() ? lines.get(line) : "").toList(),
          widths);
    }
  }

  private void line(StringBuilder text, List<String> cells, int[] widths) {
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

  private void ruler(StringBuilder text, int[] widths) {
    text.append(indent);
    for (int column = 0; column < widths.length; column++) {
      text.append(column == 0 ? "" : "-+-").append("-".repeat(widths[column]));
    }
    text.append('\n');
  }
}
