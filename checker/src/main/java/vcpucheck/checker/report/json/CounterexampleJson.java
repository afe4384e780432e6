package vcpucheck.checker.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.ToolVersion;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.report.StoryText;
import vcpucheck.checker.report.export.Finding;
import vcpucheck.checker.story.Dependence;
import vcpucheck.checker.story.Explanation;
import vcpucheck.checker.story.Missed;
import vcpucheck.checker.story.Preemption;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Lasso;
import vcpucheck.checker.trace.Returned;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.trace.TraceFile;
import vcpucheck.checker.walk.Course;
import vcpucheck.checker.walk.Position;

/**
 * A counterexample with its explanation as data: what a page is drawn from. The resource {@code
 * vcpucheck/schema/counterexample-2.json} is its JSON Schema.
 */
public final class CounterexampleJson {
  private static final String SCHEMA = "vcpucheck/counterexample/2";

  private final Finding finding;
  private final Glossary words;
  private final TraceFile trace;
  private final List<Course.Moment> moments;
  private final SourceExcerpts excerpts;

  /** Every function once, in the order of appearance: stacks are their indexes. */
  private final List<String> functions;

  private CounterexampleJson(Finding finding) {
    this.finding = finding;
    words = finding.words();
    trace = finding.trace();
    moments = finding.course().moments();
    excerpts = SourceExcerpts.of(finding);
    functions =
        moments.stream().flatMap(moment -> moment.step().functions().stream()).distinct().toList();
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Document(
      String schema,
      String tool,
      String id,
      String scenario,
      Code configuration,
      Violation violation,
      @Nullable Endless endless,
      List<String> vcpus,
      List<Variable> variables,
      Map<String, String> start,
      List<String> functions,
      List<SourceExcerpts.Source> sources,
      List<Line> steps,
      List<Edges> edges,
      List<Near> slice,
      List<Told> story,
      List<Switch> preemptions) {}

  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record Code(
      String revision, String variant, @Nullable String mutant, String memory, String build) {}

  private record Violation(String property, String message) {}

  /** The step after which a violation cannot be avoided, and the first of those that repeat. */
  private record Endless(int after, int loop) {}

  /** A variable by what it belongs to; no struct if it is a global, no slot if none has it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Variable(
      String name, @Nullable String struct, String field, String type, @Nullable String slot) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private record Line(
      int vcpu,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int alternative,
      String label,
      String operation,
      String kind,
      @Nullable String variable,
      String value,
      String source,
      @Nullable Integer file,
      String function,
      List<Integer> stack,
      List<Returned> returns,
      Map<String, String> changes,
      Map<String, Integer> locks,
      List<Other> others,
      List<Position.Hidden> hidden) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private record Other(int vcpu, String status, String operation) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private record Ghost(
      int vcpu, String label, String operation, String value, String source, String function) {}

  /** On which steps one depends in some way. */
  private record Edges(int to, String kind, List<Integer> from) {}

  private record Near(int step, double distance) {}

  private record Told(
      int vcpu,
      List<Integer> steps,
      int shown,
      boolean passedOn,
      @Nullable Integer source,
      @Nullable String text,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Misses misses) {}

  private record Misses(
      int step, @Nullable Integer found, int store, boolean buffered, @Nullable Integer arrival) {}

  private record Switch(
      int vcpu,
      int after,
      int earlier,
      int later,
      int window,
      List<Ghost> ghosts,
      @Nullable Late late) {}

  private record Late(int ghost, int readBy) {}

  /** The data, on one line. */
  public static String of(Finding finding) {
    return Json.line(new CounterexampleJson(finding).document());
  }

  private Document document() {
    Explanation explanation = finding.story().explanation();
    return new Document(
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
        trace.lasso().map(CounterexampleJson::endless).orElse(null),
        trace.vcpus(),
        finding.course().variables().stream().map(CounterexampleJson::variable).toList(),
        Json.values(finding.course().start(), words),
        functions,
        excerpts.sources(),
        IntStream.range(0, moments.size()).mapToObj(this::line).toList(),
        edges(explanation.dependences()),
        explanation.slice().stream().map(CounterexampleJson::near).toList(),
        finding.story().lines().stream().map(CounterexampleJson::told).toList(),
        explanation.preemptions().stream().map(this::preemption).toList());
  }

  /** To two digits: sums of weights have more, which mean nothing. */
  private static Near near(Explanation.SliceStep step) {
    return new Near(step.step(), Math.round(step.distance() * 100) / 100.0);
  }

  private static Endless endless(Lasso lasso) {
    return new Endless(lasso.doomed(), lasso.loop());
  }

  private static Variable variable(Course.Variable one) {
    int dot = one.name().lastIndexOf('.');
    return new Variable(
        one.name(),
        dot < 0 ? null : one.name().substring(0, dot),
        one.name().substring(dot + 1),
        one.type(),
        one.slot().orElse(null));
  }

  private static Told told(Story.Line line) {
    return new Told(
        line.vcpu(),
        line.steps(),
        line.shown(),
        line.isPassedOn(),
        line.source().orElse(null),
        StoryText.sentence(line).orElse(null),
        line.missed().map(CounterexampleJson::misses).orElse(null));
  }

  private static Misses misses(Missed missed) {
    return new Misses(
        missed.by(),
        missed.found().orElse(null),
        missed.store(),
        missed.isBuffered(),
        missed.arrival().orElse(null));
  }

  private Line line(int at) {
    Course.Moment moment = moments.get(at);
    Step step = trace.steps().get(at);
    return new Line(
        step.vcpu(),
        trace.schedule().choices().get(at).alternative(),
        step.label(),
        step.operation(),
        moment.kind(),
        moment.variable().orElse(null),
        NumberFormats.readable(Story.result(step), words),
        step.source(),
        excerpts.number(at).orElse(null),
        step.function(),
        moment.step().functions().stream().map(functions::indexOf).toList(),
        returns(moment.step().step()),
        Json.values(moment.step().changes(), words),
        locks(moment.holders()),
        moment.others().stream().map(CounterexampleJson::other).toList(),
        Json.hidden(moment.hidden(), words));
  }

  private List<Returned> returns(Step step) {
    return step.returns().stream()
        .map(returned -> returned.with(NumberFormats.readable(returned.value(), words)))
        .toList();
  }

  private static Map<String, Integer> locks(List<Position.Holder> holders) {
    Map<String, Integer> locks = new LinkedHashMap<>();
    holders.forEach(holder -> locks.put(holder.lock(), holder.vcpu()));
    return locks;
  }

  private static Other other(Course.Other other) {
    return new Other(
        other.vcpu(), other.status().name().toLowerCase(Locale.ROOT), other.operation());
  }

  private static List<Edges> edges(List<Dependence> dependences) {
    Map<Integer, Map<Dependence.Kind, List<Integer>>> grouped = new TreeMap<>();
    for (Dependence one : dependences) {
      grouped
          .computeIfAbsent(one.to(), none -> new TreeMap<>())
          .computeIfAbsent(one.kind(), none -> new ArrayList<>())
          .add(one.from());
    }
    List<Edges> edges = new ArrayList<>();
    grouped.forEach(
        (to, kinds) -> kinds.forEach((kind, from) -> edges.add(new Edges(to, kind.word(), from))));
    return edges;
  }

  private Switch preemption(Preemption preemption) {
    return new Switch(
        preemption.vcpu(),
        preemption.after(),
        preemption.earlier(),
        preemption.later(),
        preemption.window(),
        preemption.ghosts().stream().map(this::ghost).toList(),
        preemption.late().map(late -> new Late(late.ghost(), late.readBy())).orElse(null));
  }

  private Ghost ghost(Step step) {
    return new Ghost(
        step.vcpu(),
        step.label(),
        step.operation(),
        NumberFormats.readable(Story.result(step), words),
        step.source(),
        step.function());
  }
}
