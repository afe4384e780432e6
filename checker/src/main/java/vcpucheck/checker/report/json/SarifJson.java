package vcpucheck.checker.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import vcpucheck.checker.ToolVersion;
import vcpucheck.checker.report.StoryText;
import vcpucheck.checker.report.export.Finding;
import vcpucheck.checker.report.export.SourcePlace;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.trace.TraceFile;

/**
 * Findings in the Static Analysis Results Interchange Format (SARIF 2.1.0, OASIS 2020): the story
 * is a code flow, of which each vCPU is a thread.
 */
public final class SarifJson {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** What paths begin at: the root of the repository, as code scanning names it. */
  private static final String ROOT = "%SRCROOT%";

  private SarifJson() {}

  private record Document(@JsonProperty("$schema") String schema, String version, List<Run> runs) {}

  private record Run(Tool tool, List<Result> results) {}

  private record Tool(Driver driver) {}

  private record Driver(String name, String version, List<Rule> rules) {}

  private record Rule(String id, Message shortDescription) {}

  private record Message(String text) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private record Result(
      String ruleId,
      String level,
      Message message,
      List<Location> locations,
      List<CodeFlow> codeFlows,
      Map<String, String> partialFingerprints) {}

  private record CodeFlow(List<ThreadFlow> threadFlows) {}

  private record ThreadFlow(String id, List<FlowLocation> locations) {}

  private record FlowLocation(Location location, int executionOrder) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private record Location(
      PhysicalLocation physicalLocation, List<LogicalLocation> logicalLocations, Message message) {}

  private record PhysicalLocation(ArtifactLocation artifactLocation, Region region) {}

  private record ArtifactLocation(String uri, String uriBaseId) {}

  private record Region(int startLine) {}

  private record LogicalLocation(String name, String kind) {}

  /** A violation. */
  public static String of(Finding found) {
    TraceFile trace = found.trace();
    String message =
        trace.id()
            + " "
            + trace.scenario()
            + " on "
            + trace.configuration().revision()
            + ": "
            + trace.message();
    Result finding =
        new Result(
            trace.property(),
            "error",
            new Message(message),
            found.lastPlaced().map(step -> location(found, step, trace.message())).stream()
                .toList(),
            found.story().lines().isEmpty() ? List.of() : List.of(flow(found)),
            Map.of("scenario/v1", trace.id() + "/" + trace.configuration().revision()));
    return text(
        List.of(new Rule(trace.property(), new Message(trace.property()))), List.of(finding));
  }

  /** No violation. */
  public static String empty() {
    return text(List.of(), List.of());
  }

  private static String text(List<Rule> rules, List<Result> findings) {
    String[] tool = ToolVersion.text().split(" ", 2);
    return Json.text(
        new Document(
            SCHEMA,
            "2.1.0",
            List.of(
                new Run(new Tool(new Driver(tool[0], tool[tool.length - 1], rules)), findings))));
  }

  private static CodeFlow flow(Finding found) {
    List<String> vcpus = found.trace().vcpus();
    return new CodeFlow(
        IntStream.range(0, vcpus.size())
            .mapToObj(vcpu -> new ThreadFlow(vcpus.get(vcpu), locations(vcpu, found)))
            .filter(flow -> !flow.locations().isEmpty())
            .toList());
  }

  private static List<FlowLocation> locations(int vcpu, Finding found) {
    return found.story().lines().stream()
        .filter(line -> line.vcpu() == vcpu)
        .filter(line -> !line.step().source().isEmpty())
        .map(line -> new FlowLocation(location(found, line.shown(), message(line)), line.first()))
        .toList();
  }

  private static String message(Story.Line line) {
    return StoryText.sentence(line).orElseGet(() -> line.step().operation());
  }

  private static Location location(Finding found, int at, String message) {
    Step step = found.trace().steps().get(at);
    SourcePlace place = found.place(at);
    return new Location(
        new PhysicalLocation(new ArtifactLocation(place.file(), ROOT), new Region(place.line())),
        step.function().isEmpty()
            ? List.of()
            : List.of(new LogicalLocation(step.function(), "function")),
        new Message(message));
  }
}
