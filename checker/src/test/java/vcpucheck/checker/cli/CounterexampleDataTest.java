package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.fixtures.Schemas;
import vcpucheck.checker.machine.operation.Op;

/** What is exported of counterexamples, against its schemas. */
final class CounterexampleDataTest {
  /** The standard's own, of a library; and what of it is used, where nothing else may be. */
  private static final List<String> SARIF =
      List.of("/schema/sarif-schema-2.1.0.json", "/schema/sarif-2.1.0-used.json");

  @TempDir Path directory = Path.of("");

  private String exported(String format, String line) throws IOException {
    Path file = directory.resolve(format);
    List<String> args = new ArrayList<>(List.of(line.split(" ", -1)));
    args.addAll(List.of("--quiet", "--export", format, file.toString()));
    Run run = Run.of(args.toArray(String[]::new));
    assertEquals("", run.err());
    return Files.readString(file);
  }

  private JsonNode json(String line) throws IOException {
    return new ObjectMapper().readTree(exported("json", line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check peterson --revision old",
        "check philosophers --vcpus 3",
        "check treiber",
        "check surprise",
        "check spinner --revision old",
        "check treiber --memory tso",
        "check treiber --memory rc11"
      })
  void every_counterexample_is_as_the_schemas_demand(String line) throws IOException {
    String json = exported("json", line);
    assertEquals(List.of(), Schemas.faults(Schemas.COUNTEREXAMPLE, json));
    assertFalse(new ObjectMapper().readTree(json).get("steps").isEmpty());
    assertEquals(List.of(), sarifFaults(exported("sarif", line)));
  }

  @Test
  void a_violation_at_the_start_has_no_steps() throws IOException {
    String json = exported("json", "check asserting");
    assertEquals(List.of(), Schemas.faults(Schemas.COUNTEREXAMPLE, json));
    assertTrue(new ObjectMapper().readTree(json).get("steps").isEmpty());
  }

  @Test
  void a_verdict_without_a_finding_is_as_the_schema_demands() throws IOException {
    assertEquals(List.of(), sarifFaults(exported("sarif", "check peterson --revision new")));
  }

  private static List<String> sarifFaults(String sarif) throws IOException {
    List<String> faults = new ArrayList<>();
    for (String schema : SARIF) {
      faults.addAll(Schemas.faults(schema, sarif));
    }
    return faults;
  }

  @Test
  void the_standard_refuses_what_is_wrong() throws IOException {
    String sarif = exported("sarif", "check treiber");
    for (Consumer<ObjectNode> defect :
        List.<Consumer<ObjectNode>>of(
            log -> log.put("version", "2.2.0"),
            log -> log.remove("runs"),
            log -> ((ObjectNode) log.at("/runs/0/tool/driver")).remove("name"),
            log -> ((ObjectNode) log.at("/runs/0/results/0")).put("level", "fatal"),
            log -> ((ObjectNode) log.at("/runs/0/results/0/message")).put("words", "x"))) {
      ObjectNode log = (ObjectNode) new ObjectMapper().readTree(sarif);
      defect.accept(log);
      assertFalse(Schemas.faults(SARIF.get(0), log.toString()).isEmpty(), log::toString);
    }
  }

  static Stream<Consumer<ObjectNode>> defects() {
    return Stream.of(
        data -> data.remove("steps"),
        data -> data.put("schema", "vcpucheck/counterexample/3"),
        data -> data.put("seconds", 1.5),
        data -> ((ObjectNode) data.get("steps").get(0)).put("kind", "guess"),
        data -> ((ObjectNode) data.get("steps").get(0)).put("vcpu", -1),
        data -> ((ObjectNode) data.get("steps").get(0)).putArray("returns").add("0"),
        data -> ((ObjectNode) data.get("start")).put("top", 3),
        data -> ((ObjectNode) data.get("edges").get(0)).set("from", data.arrayNode()),
        data -> ((ArrayNode) data.get("vcpus")).removeAll(),
        data -> ((ObjectNode) data.get("preemptions").get(0)).put("window", 0));
  }

  @ParameterizedTest
  @MethodSource("defects")
  void the_schema_refuses_what_is_wrong(Consumer<ObjectNode> defect) throws IOException {
    JsonNode data = json("check treiber");
    defect.accept((ObjectNode) data);
    assertFalse(Schemas.faults(Schemas.COUNTEREXAMPLE, data.toString()).isEmpty());
  }

  @Test
  void the_schema_names_every_kind_of_operation() throws IOException {
    List<String> kinds = new ArrayList<>(List.of("memory"));
    for (Op.Kind kind : Op.Kind.values()) {
      if (kind != Op.Kind.END) {
        kinds.add(kind.name().toLowerCase(Locale.ROOT));
      }
    }
    List<String> named = new ArrayList<>();
    new ObjectMapper()
        .readTree(Schemas.text(Schemas.COUNTEREXAMPLE))
        .at("/$defs/step/properties/kind/enum")
        .forEach(kind -> named.add(kind.asText()));
    assertEquals(kinds, named);
  }

  @Test
  void steps_refer_to_what_is_there_and_lead_from_value_to_value() throws IOException {
    JsonNode data = json("check treiber");
    Map<String, String> memory = new HashMap<>();
    data.get("start").properties().forEach(e -> memory.put(e.getKey(), e.getValue().asText()));
    for (JsonNode variable : data.get("variables")) {
      assertTrue(memory.containsKey(variable.get("name").asText()));
      assertTrue(!variable.has("slot") || memory.containsKey(variable.get("slot").asText()));
    }
    assertEquals(data.get("variables").size(), memory.size());
    for (JsonNode step : data.get("steps")) {
      step.path("changes")
          .properties()
          .forEach(
              change ->
                  assertFalse(
                      change
                          .getValue()
                          .asText()
                          .equals(memory.put(change.getKey(), change.getValue().asText())),
                      () -> "nothing changes: " + step));
      assertEquals(data.get("vcpus").size() - 1, step.get("others").size());
      assertTrue(!step.has("variable") || memory.containsKey(step.get("variable").asText()));
      JsonNode source = data.get("sources").get(step.get("file").asInt());
      assertTrue(
          source.get("path").asText().startsWith("checker/src/test/java/"), source::toString);
      assertTrue(line(source, step).contains("."), () -> "an operation is a call: " + step);
    }
  }

  private static String line(JsonNode source, JsonNode step) {
    String place = step.get("source").asText();
    int line = Integer.parseInt(place.substring(place.indexOf(':') + 1));
    for (JsonNode excerpt : source.get("excerpts")) {
      int at = line - excerpt.get("first").asInt();
      if (at >= 0 && at < excerpt.get("lines").size()) {
        return excerpt.get("lines").get(at).asText();
      }
    }
    throw new AssertionError("no excerpt has line " + line + " of " + source);
  }

  @Test
  void under_weak_memory_a_line_says_which_store_it_finds_and_which_it_misses() throws IOException {
    JsonNode data = json("check treiber --memory arm64");
    int told = 0;
    for (JsonNode line : data.get("story")) {
      JsonNode misses = line.path("misses");
      if (!misses.isMissingNode()) {
        JsonNode by = data.get("steps").get(misses.get("step").asInt());
        JsonNode store = data.get("steps").get(misses.get("store").asInt());
        assertEquals(by.get("variable"), store.get("variable"));
        assertFalse(store.get("kind").asText().equals("load"), store::toString);
        assertFalse(misses.get("buffered").asBoolean(), "nothing is buffered on Arm");
        told++;
      }
    }
    assertEquals(2, told);
  }

  @Test
  void an_endless_counterexample_says_what_repeats_also_when_replayed() throws IOException {
    Path trace = directory.resolve("x.trace");
    Run.of("check", "spinner", "--revision", "old", "--trace", trace.toString());
    String found = exported("json", "check spinner --revision old");
    JsonNode data = new ObjectMapper().readTree(found);
    int loop = data.at("/endless/loop").asInt();
    assertTrue(loop < data.get("steps").size(), data::toString);
    assertEquals(found, exported("json", "replay " + trace));
  }

  @Test
  void locks_are_held_where_others_wait_for_them() throws IOException {
    JsonNode data = json("check philosophers");
    JsonNode last = data.get("steps").get(data.get("steps").size() - 1);
    assertEquals(1, last.get("locks").size(), last::toString);
    assertEquals("lock", last.get("kind").asText());
    assertEquals("ready", last.at("/others/0/status").asText());
  }
}
