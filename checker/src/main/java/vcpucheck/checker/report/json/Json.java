package vcpucheck.checker.report.json;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.walk.Cell;
import vcpucheck.checker.walk.Position;

/** Records as JSON text: components in their order, two spaces a level, lines ended by LF. */
public final class Json {
  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .build()
          .writer(
              new DefaultPrettyPrinter(
                      Separators.createDefaultInstance()
                          .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private static final ObjectWriter LINE = JsonMapper.builder().build().writer();

  /** A value that is JSON already, on one line. */
  public record Text(String json) {
    @Override
    @JsonValue
    @JsonRawValue
    public String json() {
      return json;
    }
  }

  private Json() {}

  /** The text of a record or a list of records. */
  public static String text(Object value) {
    try {
      return WRITER.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("checker bug: a report cannot be written as JSON", e);
    }
  }

  /** The text of a record or a list of records, on one line. */
  public static String line(Object value) {
    try {
      return LINE.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("checker bug: an answer cannot be written as JSON", e);
    }
  }

  /** Variables by name, in their order, with values as people read them. */
  static Map<String, String> values(List<Cell> cells, Glossary words) {
    Map<String, String> values = new LinkedHashMap<>();
    cells.forEach(cell -> values.put(cell.name(), NumberFormats.readable(cell.value(), words)));
    return values;
  }

  /** What memory keeps beside the last values, with values as people read them. */
  static List<Position.Hidden> hidden(List<Position.Hidden> kept, Glossary words) {
    return kept.stream()
        .map(
            one ->
                new Position.Hidden(
                    one.vcpu(),
                    one.kind(),
                    one.variable(),
                    NumberFormats.readable(one.value(), words)))
        .toList();
  }
}
