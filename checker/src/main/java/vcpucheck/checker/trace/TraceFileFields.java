package vcpucheck.checker.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of one object of a trace.
 *
 * @param node the object
 * @param place where it is, for messages: empty, or "steps[3]."
 */
record TraceFileFields(JsonNode node, String place) {
  private static final int VALUE = 60;

  String text(String name) {
    JsonNode field = node.path(name);
    if (!field.isTextual()) {
      throw missing(name, "text");
    }
    return field.textValue();
  }

  int number(String name) {
    JsonNode field = node.path(name);
    if (!field.isInt()) {
      throw missing(name, "a whole number");
    }
    return field.intValue();
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(name)) {
      if (!element.isTextual()) {
        throw missing(name, "a list of texts");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  List<TraceFileFields> objects(String name) {
    List<TraceFileFields> objects = new ArrayList<>();
    for (JsonNode element : array(name)) {
      objects.add(new TraceFileFields(element, place + name + "[" + objects.size() + "]."));
    }
    return objects;
  }

  /** Objects that need not be there. */
  List<TraceFileFields> optionalObjects(String name) {
    return node.has(name) ? objects(name) : List.of();
  }

  /** An object that need not be there. */
  Optional<TraceFileFields> object(String name) {
    return node.has(name)
        ? Optional.of(new TraceFileFields(node.path(name), name + "."))
        : Optional.empty();
  }

  private JsonNode array(String name) {
    JsonNode field = node.path(name);
    if (!field.isArray()) {
      throw missing(name, "a list");
    }
    return field;
  }

  private TraceFileException missing(String name, String kind) {
    String value = node.has(name) ? node.path(name).toString() : "none";
    return new TraceFileException(
        "a field of the trace must be "
            + kind
            + ": field="
            + place
            + name
            + ", value="
            + (value.length() > VALUE ? value.substring(0, VALUE) + "..." : value)
            + "; was it edited?");
  }
}
