package vcpucheck.scenarios.bench;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a printed table.
 *
 * @param width in characters; negative if it is aligned to the left
 * @param text what it says of a row
 */
record Column(String title, int width, Function<Row, String> text) {
  static final Column MODEL = new Column("model", -35, Row::model);
  static final Column TOOL = new Column("tool", -23, Row::tool);
  static final Column VERDICT = new Column("verdict", -13, Row::verdict);
  static final Column STATES = new Column("states", 11, row -> whole(row.states()));
  static final Column TRANSITIONS = new Column("transitions", 12, row -> whole(row.transitions()));
  static final Column INTERLEAVINGS =
      new Column("interleavings", 13, row -> brief(row.interleavings()));
  static final Column INTERLEAVING_RATE =
      new Column("interl./CPU s", 13, row -> rate(row.interleavings(), row));
  static final Column RUNS = new Column("runs", 4, row -> Integer.toString(row.runs()));
  static final Column CPU = new Column("CPU s", 8, row -> fraction(row.cpuSeconds()));
  static final Column WALL = new Column("wall s", 8, row -> fraction(row.wallSeconds()));
  static final Column STATE_RATE = new Column("states/CPU s", 12, row -> rate(row.states(), row));
  static final Column TRANSITION_RATE =
      new Column("trans./CPU s", 12, row -> rate(row.transitions(), row));
  static final Column BYTES = new Column("B/state", 8, row -> fraction(row.bytesPerState()));
  static final Column MEGABYTES =
      new Column("MB", 7, row -> megabytes(row.states(), row.bytesPerState()));
  static final Column TO_SPIN = new Column("to SPIN", 8, row -> fraction(row.ratioToSpin()));

  private static final String NONE = "-";
  private static final double MOST = 1e9;

  /** Its title, as wide as the column. */
  String heading() {
    return fit(title);
  }

  /** What it says of a row, as wide as the column. */
  String cell(Row row) {
    return fit(text.apply(row));
  }

  private String fit(String content) {
    return String.format("%" + width + "s", content);
  }

  private static String whole(@Nullable Long number) {
    return number == null ? NONE : String.format(Locale.ROOT, "%,d", number);
  }

  private static String fraction(@Nullable Double number) {
    return number == null ? NONE : String.format(Locale.ROOT, "%.2f", number);
  }

  private static String megabytes(@Nullable Long states, @Nullable Double bytes) {
    return states == null || bytes == null ? NONE : whole(Math.round(states * bytes / 1e6));
  }

  private static String rate(@Nullable Long number, Row row) {
    return number == null ? NONE : whole(Math.round(number / row.cpuSeconds()));
  }

  private static String rate(@Nullable String number, Row row) {
    return number == null || !number.matches("\\d+")
        ? NONE
        : brief(Double.parseDouble(number) / row.cpuSeconds());
  }

  /** Long numbers by their first digits and a power of ten. */
  private static String brief(@Nullable String number) {
    if (number == null || !number.matches("\\d+")) {
      return number == null ? NONE : number;
    }
    return brief(Double.parseDouble(number));
  }

  private static String brief(double number) {
    return String.format(Locale.ROOT, number < MOST ? "%,.0f" : "%.1e", number);
  }
}
