package vcpucheck.checker.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import vcpucheck.checker.ToolVersion;
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

  private SarifJson() {}

  private record Document(@JsonProperty("$schema") String schema, String version, List<Run> runs) {}

  private record Run(Tool tool, List<Finding> results) {}

  private record Tool(Driver driver) {}

  private record Driver(String name, String version, List<Rule> rules) {}

  private record Rule(String id, Message shortDescription) {}

  private record Message(String text) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private record Finding(
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

  private record ArtifactLocation(String uri) {}

  private record Region(int startLine) {}

  private record LogicalLocation(String name, String kind) {}

  /** A violation. */
  public static String of(TraceFile trace, Story story) {
    List<Step> placed =
        trace.steps().stream().filter(step -> !SourcePlace.of(step).file().isEmpty()).toList();
    String message =
        trace.id()
            + " "
            + trace.scenario()
            + " on "
            + trace.configuration().revision()
            + ": "
            + trace.message();
    Finding finding =
        new Finding(
            trace.property(),
            "error",
            new Message(message),
            placed.isEmpty()
                ? List.of()
                : List.of(location(placed.get(placed.size() - 1), trace.message())),
            story.lines().isEmpty() ? List.of() : List.of(flow(trace, story)),
            Map.of("scenario/v1", trace.id() + "/" + trace.configuration().revision()));
    return text(
        List.of(new Rule(trace.property(), new Message(trace.property()))), List.of(finding));
  }

  /** No violation. */
  public static String empty() {
    return text(List.of(), List.of());
  }

  private static String text(List<Rule> rules, List<Finding> findings) {
    String[] tool = ToolVersion.text().split(" ", 2);
    return Json.text(
        new Document(
            SCHEMA,
            "2.1.0",
            List.of(
                new Run(new Tool(new Driver(tool[0], tool[tool.length - 1], rules)), findings))));
  }

  private static CodeFlow flow(TraceFile trace, Story story) {
    return new CodeFlow(
        IntStream.range(0, trace.vcpus().size())
            .mapToObj(vcpu -> new ThreadFlow(trace.vcpus().get(vcpu), locations(vcpu, story)))
            .filter(flow -> !flow.locations().isEmpty())
            .toList());
  }

  private static List<FlowLocation> locations(int vcpu, Story story) {
    return story.lines().stream()
        .filter(line -> line.vcpu() == vcpu)
        .filter(line -> !SourcePlace.of(line.step()).file().isEmpty())
        .map(
            line ->
                new FlowLocation(
                    location(line.step(), line.phrase().orElse(line.step().operation())),
                    line.first()))
        .toList();
  }

  private static Location location(Step step, String message) {
    SourcePlace place = SourcePlace.of(step);
    return new Location(
        new PhysicalLocation(new ArtifactLocation(place.file()), new Region(place.line())),
        step.function().isEmpty()
            ? List.of()
            : List.of(new LogicalLocation(step.function(), "function")),
        new Message(message));
  }
}
