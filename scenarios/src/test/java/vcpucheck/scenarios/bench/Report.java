package vcpucheck.scenarios.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was measured: printed while it is measured, and written at the end. */
final class Report {
  private final PrintStream out;
  private final Path directory;
  private final List<Row> rows = new ArrayList<>();
  private List<Column> columns = List.of();

  /**
   * Makes an empty report.
   *
   * @param directory where files are written
   */
  Report(PrintStream out, Path directory) {
    this.out = out;
    this.directory = directory;
  }

  /** Where files are written. */
  Path directory() {
    return directory;
  }

  /** Prints a line. */
  void note(String line) {
    out.println(line);
  }

  /** Begins a table. */
  void begin(String title, List<Column> newColumns) {
    columns = newColumns;
    out.println("\n" + title + "\n");
    line(Column::heading);
  }

  /** Adds a row and prints it. */
  void add(Row row) {
    rows.add(row);
    line(column -> column.cell(row));
  }

  private void line(Function<Column, String> text) {
    out.println(columns.stream().map(text).collect(Collectors.joining(" ")).stripTrailing());
  }

  /** Writes a picture beside the rows. */
  void draw(String name, String picture) {
    Path file = directory.resolve(name);
    try {
      Files.writeString(file, picture);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    note("\ndrawn in " + file);
  }

  /** Writes all rows as JSON, if there are any. */
  void write() throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    Path file = directory.resolve("bench.json");
    Files.writeString(
        file,
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(rows)
            + "\n");
    note("\nwritten to " + file);
  }
}
