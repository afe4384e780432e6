package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import vcpucheck.checker.cli.spi.ExitStatus;

/** What check and replay write for other tools. */
final class ExportTest {
  @TempDir Path directory = Path.of("");

  private String exported(String format, String scenario) throws IOException {
    Path file = directory.resolve(format);
    Run run = Run.of("check", scenario, "--export", format, file.toString());
    assertEquals("", run.err());
    return Files.readString(file);
  }

  private JsonNode json(String format, String scenario) throws IOException {
    return new ObjectMapper().readTree(exported(format, scenario));
  }

  @Test
  void a_sequence_diagram_has_a_participant_for_each_vcpu_and_a_note_for_each_line()
      throws IOException {
    String text = exported("mermaid", "treiber");
    assertTrue(text.startsWith("sequenceDiagram\n  participant v0 as vcpu0\n"), text);
    assertTrue(text.contains("-->>"), text);
    assertTrue(text.lines().skip(1).allMatch(line -> line.matches("  \\S.*")), text);
    assertFalse(text.lines().anyMatch(line -> line.matches(".*#(?!\\d+;|[lg]t;).*")), text);
  }

  @Test
  void a_graph_names_only_lines_that_it_has() throws IOException {
    String text = exported("dot", "treiber");
    assertTrue(text.startsWith("digraph story {\n") && text.endsWith("}\n"), text);
    List<String> edges = text.lines().filter(line -> line.contains(" -> ")).toList();
    assertFalse(edges.isEmpty());
    for (String edge : edges) {
      for (String end : edge.replaceAll(" \\[.*|;", "").strip().split(" -> ", -1)) {
        assertTrue(text.contains("    " + end + " [label="), edge);
      }
    }
  }

  @Test
  void a_picture_has_a_box_for_each_line_and_arrows_down_to_reads() throws Exception {
    String text = exported("svg", "treiber");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Element picture =
        factory
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(text)))
            .getDocumentElement();
    NodeList boxes = picture.getElementsByTagName("rect");
    assertEquals(json("json", "treiber").get("story").size() + 1, boxes.getLength());
    int bottom = 0;
    for (int at = 1; at < boxes.getLength(); at++) {
      Element box = (Element) boxes.item(at);
      int top = Integer.parseInt(box.getAttribute("y"));
      assertTrue(top > bottom, "boxes are one below the other");
      bottom = top + Integer.parseInt(box.getAttribute("height"));
    }
    assertTrue(bottom < Integer.parseInt(picture.getAttribute("height")));
    Matcher arrow =
        Pattern.compile("class=\"read\" [^>]* d=\"M\\d+ (\\d+)C.* (\\d+)\"").matcher(text);
    assertTrue(arrow.find());
    do {
      assertTrue(Integer.parseInt(arrow.group(1)) < Integer.parseInt(arrow.group(2)));
    } while (arrow.find());
  }

  @Test
  void slices_of_a_trace_are_nested_and_flows_go_forward() throws IOException {
    Map<Integer, List<String>> open = new TreeMap<>();
    Map<Integer, Integer> flows = new TreeMap<>();
    int steps = 0;
    for (JsonNode event : json("perfetto", "treiber").get("traceEvents")) {
      List<String> stack =
          open.computeIfAbsent(event.get("tid").asInt(), none -> new ArrayList<>());
      switch (event.get("ph").asText()) {
        case "B" -> stack.add(event.get("name").asText());
        case "E" -> assertEquals(stack.remove(stack.size() - 1), event.get("name").asText());
        case "X" -> steps++;
        case "s" -> flows.put(event.get("id").asInt(), event.get("ts").asInt());
        case "f" ->
            assertTrue(
                flows.getOrDefault(event.get("id").asInt(), Integer.MAX_VALUE)
                    < event.get("ts").asInt());
        default -> assertTrue(List.of("M", "i").contains(event.get("ph").asText()));
      }
    }
    assertTrue(open.values().stream().allMatch(List::isEmpty));
    assertTrue(steps > 12);
    assertFalse(flows.isEmpty());
  }

  @Test
  void a_finding_has_a_rule_a_place_and_a_thread_for_each_vcpu() throws IOException {
    JsonNode run = json("sarif", "treiber").get("runs").get(0);
    JsonNode finding = run.get("results").get(0);
    assertEquals("popped-once", finding.get("ruleId").asText());
    assertEquals("popped-once", run.at("/tool/driver/rules/0/id").asText());
    assertTrue(finding.at("/locations/0/physicalLocation/region/startLine").asInt() > 1);
    JsonNode threads = finding.at("/codeFlows/0/threadFlows");
    assertEquals(2, threads.size());
    int last = 0;
    for (JsonNode location : threads.get(0).get("locations")) {
      assertTrue(location.get("executionOrder").asInt() > last);
      last = location.get("executionOrder").asInt();
    }
  }

  @Test
  void a_command_for_github_names_file_line_and_property() throws IOException {
    assertTrue(
        exported("github", "treiber")
            .matches(
                "::error"
                    + " file=checker/src/test/java/vcpucheck/checker/fixtures/\\w+\\.java,line=\\d+,title=T03"
                    + " treiber%3A popped-once::[^\n"
                    + "]+\n"));
  }

  @Test
  void without_a_violation_findings_are_empty_and_other_files_removed() throws IOException {
    Path sarif = directory.resolve("x.sarif");
    Path github = directory.resolve("x.github");
    Path dot = Files.writeString(directory.resolve("x.dot"), "old");
    Run run =
        Run.of(
            "check",
            "peterson",
            "--revision",
            "new",
            "--export",
            "sarif",
            sarif.toString(),
            "--export",
            "github",
            github.toString(),
            "--export",
            "dot",
            dot.toString());
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertTrue(new ObjectMapper().readTree(sarif.toFile()).at("/runs/0/results").isEmpty());
    assertTrue(Files.readString(github).startsWith("::notice title=vcpucheck::VERIFIED: T01"));
    assertFalse(Files.exists(dot));
    assertTrue(run.err().contains("there is no violation to export"), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "mermaid", "dot", "svg", "perfetto", "sarif", "github"})
  void a_replay_exports_what_check_exports(String format) throws IOException {
    Path trace = directory.resolve("x.trace");
    Path again = directory.resolve("again");
    Run.of("check", "treiber", "--trace", trace.toString());
    Run.of("replay", trace.toString(), "--export", format, again.toString());
    assertEquals(exported(format, "treiber"), Files.readString(again));
  }

  @Test
  void a_search_is_exported_as_a_model_for_spin() throws IOException {
    String text = exported("promela", "treiber");
    assertTrue(text.contains("allocations take the lowest free slot"), text);
    assertTrue(text.contains("active proctype vcpu0() provided (!wrong)"), text);
  }

  @Test
  void a_search_is_exported_as_a_graph() throws IOException {
    List<String> lines = exported("aldebaran", "philosophers").lines().toList();
    assertTrue(lines.get(0).matches("des \\(0, \\d+, \\d+\\)"), lines.get(0));
    String[] counts = lines.get(0).replaceAll("[^0-9,]", "").split(",", -1);
    assertEquals(Integer.parseInt(counts[1]), lines.size() - 1);
    for (String line : lines.subList(1, lines.size())) {
      assertTrue(line.matches("\\(\\d+, \"philosopher\\d (un)?lock fork\\d\", \\d+\\)"), line);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check treiber --export png x | one of json, mermaid, dot,",
        "check treiber --memory tso --export promela x | under sc: memory=tso",
        "check treiber --all-violations --export dot x | leave out --export",
        "check counter --limit-states 10 --export promela x | the state limit was reached"
      })
  void what_cannot_be_exported_is_refused(String line, String sentence) {
    String[] args = line.replace(" x", " " + directory.resolve("x")).split(" ", -1);
    Run run = Run.of(args);
    assertEquals(ExitStatus.USAGE, run.status());
    assertTrue(run.err().contains(sentence), run.err());
  }

  @Test
  void a_trace_is_no_search() {
    Path trace = directory.resolve("x.trace");
    Run.of("check", "treiber", "--trace", trace.toString());
    String file = directory.resolve("x.pml").toString();
    Run run = Run.of("replay", trace.toString(), "--export", "promela", file);
    assertEquals(ExitStatus.USAGE, run.status());
    assertTrue(run.err().contains("a trace is one interleaving; use check"), run.err());
  }
}
