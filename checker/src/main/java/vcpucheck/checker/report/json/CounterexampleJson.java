package vcpucheck.checker.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.ToolVersion;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.story.Contents;
import vcpucheck.checker.story.Explanation;
import vcpucheck.checker.story.Preemption;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.trace.TraceFile;

/** A counterexample with its explanation as data: what a page is drawn from. */
public final class CounterexampleJson {
  private static final String SCHEMA = "vcpucheck/counterexample/2";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private CounterexampleJson() {}

  private record Document(
      String schema,
      String tool,
      String id,
      String scenario,
      Code configuration,
      Violation violation,
      List<String> vcpus,
      Map<String, String> start,
      List<String> functions,
      List<Line> steps,
      List<Edge> edges,
      List<Told> story,
      List<Switch> preemptions) {}

  private record Code(
      String revision, String variant, @Nullable String mutant, String memory, String build) {}

  private record Violation(String property, String message) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private record Line(
      int vcpu,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int alternative,
      String label,
      String operation,
      String value,
      String source,
      String function,
      List<Integer> stack,
      Map<String, String> changes) {}

  private record Edge(int from, int to, String kind) {}

  private record Told(
      int vcpu,
      List<Integer> steps,
      int shown,
      boolean passedOn,
      @Nullable Integer source,
      @Nullable String text) {}

  private record Switch(
      int vcpu, int after, int later, int window, List<Line> ghosts, @Nullable Missed late) {}

  private record Missed(int ghost, int readBy) {}

  /**
   * The data, on one line.
   *
   * @param trace the counterexample
   * @param story what it means
   */
  public static String of(TraceFile trace, Story story) {
    Explanation explanation = story.explanation();
    Document document =
        new Document(
            SCHEMA,
            ToolVersion.text(),
            trace.id(),
            trace.scenario(),
            new Code(
                trace.configuration().revision(),
                trace.configuration().variant(),
                trace.configuration().mutant().orElse(null),
                trace.memory(),
                trace.build().name().toLowerCase(Locale.ROOT)),
            new Violation(trace.property(), trace.message()),
            trace.vcpus(),
            map(explanation.contents().start()),
            functions(explanation),
            lines(trace, explanation),
            explanation.dependences().stream()
                .map(edge -> new Edge(edge.from(), edge.to(), edge.kind().word()))
                .toList(),
            story.lines().stream().map(CounterexampleJson::told).toList(),
            explanation.preemptions().stream().map(CounterexampleJson::preemption).toList());
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new AssertionError("checker bug: a counterexample cannot be written as JSON", e);
    }
  }

  private static Told told(Story.Line line) {
    return new Told(
        line.vcpu(),
        line.steps(),
        line.shown(),
        line.isPassedOn(),
        line.source().orElse(null),
        line.phrase().orElse(null));
  }

  private static List<Line> lines(TraceFile trace, Explanation explanation) {
    List<Schedule.Choice> choices = trace.schedule().choices();
    Contents contents = explanation.contents();
    List<String> functions = functions(explanation);
    return IntStream.range(0, trace.steps().size())
        .mapToObj(
            at ->
                line(
                    trace.steps().get(at),
                    choices.get(at).alternative(),
                    contents.functions().get(at).stream().map(functions::indexOf).toList(),
                    contents.changes().get(at)))
        .toList();
  }

  /** Every function once, in the order of appearance: stacks are their indexes. */
  private static List<String> functions(Explanation explanation) {
    return explanation.contents().functions().stream().flatMap(List::stream).distinct().toList();
  }

  private static Line line(
      Step step, int alternative, List<Integer> stack, List<Contents.Cell> changes) {
    return new Line(
        step.vcpu(),
        alternative,
        step.label(),
        step.operation(),
        NumberFormats.hexadecimal(Story.result(step)),
        step.source(),
        step.function(),
        stack,
        map(changes));
  }

  private static Switch preemption(Preemption preemption) {
    return new Switch(
        preemption.vcpu(),
        preemption.after(),
        preemption.later(),
        preemption.window(),
        preemption.ghosts().stream().map(step -> line(step, 0, List.of(), List.of())).toList(),
        preemption.late().map(late -> new Missed(late.ghost(), late.readBy())).orElse(null));
  }

  private static Map<String, String> map(List<Contents.Cell> cells) {
    Map<String, String> map = new LinkedHashMap<>();
    cells.forEach(cell -> map.put(cell.name(), NumberFormats.hexadecimal(cell.value())));
    return map;
  }
}
