package vcpucheck.scenarios.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A part of a trace file that knows where it stands, so that a fault in it can be named. */
final class JsonCursor {
  private static final Pattern QUANTITY = Pattern.compile("0x(0|[1-9a-f][0-9a-f]{0,15})");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

  private final JsonNode json;
  private final String place;
  private final String path;

  /**
   * @param place the file and line
   * @param path the names that lead to the node, with dots between
   */
  JsonCursor(JsonNode json, String place, String path) {
    this.json = json;
    this.place = place;
    this.path = path;
  }

  String path() {
    return path;
  }

  boolean has(String name) {
    return json.hasNonNull(name);
  }

  JsonCursor get(String name) {
    return find(name)
        .orElseThrow(() -> fault("a trace record must have the field \"" + name + "\""));
  }

  Optional<JsonCursor> find(String name) {
    return has(name) ? Optional.of(child(json.get(name), name)) : Optional.empty();
  }

  private JsonCursor child(JsonNode node, String name) {
    return new JsonCursor(node, place, path.isEmpty() ? name : path + "." + name);
  }

  /** The names of the fields. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    return List.copyOf(names);
  }

  boolean isText() {
    return json.isTextual();
  }

  boolean isObject() {
    return json.isObject();
  }

  String text() {
    if (!json.isTextual()) {
      throw fault("a string must stand here");
    }
    return json.textValue();
  }

  boolean flag() {
    if (!json.isBoolean()) {
      throw fault("true or false must stand here");
    }
    return json.booleanValue();
  }

  int count() {
    if (!json.isInt()) {
      throw fault("a number must stand here");
    }
    return json.intValue();
  }

  /** A number from a bound. */
  int atLeast(int bound) {
    int value = count();
    if (value < bound) {
      throw fault("a number from " + bound + " must stand here");
    }
    return value;
  }

  /** A number from 0 to below a bound. */
  int index(int bound) {
    int value = count();
    if (value < 0 || value >= bound) {
      throw fault("a number from 0 to " + (bound - 1) + " must stand here");
    }
    return value;
  }

  /** A list of 64-bit quantities. */
  List<Long> registers(int number) {
    List<JsonCursor> nodes = list();
    if (nodes.size() != number) {
      throw fault("a list of " + number + " registers must stand here");
    }
    List<Long> values = new ArrayList<>();
    nodes.forEach(node -> values.add(node.hex()));
    return List.copyOf(values);
  }

  long hex() {
    String text = text();
    if (!QUANTITY.matcher(text).matches()) {
      throw fault("a 64-bit quantity must be 0x and up to 16 lower-case hexadecimal digits");
    }
    return Long.parseUnsignedLong(text.substring(2), 16);
  }

  List<JsonCursor> list() {
    if (!json.isArray()) {
      throw fault("a list must stand here");
    }
    List<JsonCursor> nodes = new ArrayList<>();
    for (JsonNode node : json) {
      nodes.add(new JsonCursor(node, place, path + "[" + nodes.size() + "]"));
    }
    return nodes;
  }

  /** The fields of an object whose names are numbers from 0 to below a bound. */
  Map<Integer, JsonCursor> numbered(int bound) {
    if (!json.isObject()) {
      throw fault("an object with numbers as names must stand here");
    }
    Map<Integer, JsonCursor> nodes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      nodes.put(number(entry.getKey(), bound), child(entry.getValue(), entry.getKey()));
    }
    return nodes;
  }

  private int number(String name, int bound) {
    if (!NUMBER.matcher(name).matches()) {
      throw fault("an object with numbers as names must stand here");
    }
    int number = Integer.parseInt(name);
    if (number >= bound) {
      throw fault("names must be numbers from 0 to " + (bound - 1));
    }
    return number;
  }

  List<JsonCursor> listOrEmpty(String name) {
    return find(name).map(JsonCursor::list).orElse(List.of());
  }

  TraceFormatException fault(String must) {
    return new TraceFormatException(text(must));
  }

  private String text(String must) {
    return must
        + ": "
        + place
        + ", field="
        + (path.isEmpty() ? "(record)" : path)
        + ", found="
        + json
        + "; record the trace again";
  }

  @Override
  public String toString() {
    return json.isTextual() ? json.textValue() : json.toString();
  }
}
