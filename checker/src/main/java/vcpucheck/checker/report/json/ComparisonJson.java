package vcpucheck.checker.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.SoloRun;
import vcpucheck.checker.Violations;
import vcpucheck.checker.Window;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.compare.Comparison;
import vcpucheck.checker.compare.Need;
import vcpucheck.checker.compare.Outcome;
import vcpucheck.checker.compare.PlaceReached;
import vcpucheck.checker.compare.Retrace;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.trace.Witness;

/** A comparison for programs. The fields are a stable contract. */
public final class ComparisonJson {
  private ComparisonJson() {}

  private record Document(
      int schema,
      String tool,
      String from,
      String to,
      String verdict,
      boolean interrupted,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notCompared,
      List<Part> parts,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Needed> needs,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<RecordedJson> recorded,
      List<Entry> scenarios) {}

  private record Entry(
      String id,
      String scenario,
      String variant,
      int vcpus,
      String memory,
      String build,
      String change,
      boolean regression,
      boolean refinement,
      Side from,
      Side to,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Retraced replay,
      List<Retraced> replays,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Move> moves,
      SortedSet<String> observed,
      int kept,
      int keptEnds,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Shown> keptOutcomes,
      List<String> reached,
      List<Shown> removed,
      List<Shown> added,
      List<String> unexpected) {}

  private record Side(
      String verdict,
      SortedSet<String> violated,
      @Nullable String reason,
      boolean complete,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedSet<String> notChecked,
      int outcomes,
      int ends,
      long states,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Cost> alone,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Window> windows,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ViolationJson> violations,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean allViolations) {
    static Side of(vcpucheck.checker.compare.Side side) {
      return new Side(
          side.kind().word(),
          side.violated(),
          side.reason().orElse(null),
          side.isComplete(),
          side.notChecked(),
          side.outcomes().size(),
          side.ends().size(),
          side.states(),
          side.alone().stream().map(Cost::of).toList(),
          side.windows(),
          side.violations().stream().map(ViolationJson::of).toList(),
          side.all().map(Violations::isExhaustive).orElse(null));
    }
  }

  /** A counterexample of the one, walked on the other. */
  private record Retraced(
      String property, String source, int operations, int done, String outcome) {
    static Retraced of(Retrace retrace) {
      return new Retraced(
          retrace.found().property(),
          retrace.found().lastSource(),
          retrace.found().schedule().choices().size(),
          retrace.replay().steps().size(),
          retrace.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  /** What a vCPU costs that runs alone. */
  private record Cost(
      String vcpu,
      int operations,
      int atomic,
      int fences,
      int onLocks,
      int underLock,
      int allocations,
      int allocationsUnderLock) {
    static Cost of(SoloRun run) {
      return new Cost(
          run.vcpu(),
          run.operations().size(),
          run.count(SoloRun.Kind.ATOMIC),
          run.count(SoloRun.Kind.FENCE),
          run.count(SoloRun.Kind.LOCK),
          run.underLock(),
          run.count(SoloRun.Kind.ALLOCATION),
          run.allocationsUnderLock());
    }
  }

  /** An operation that only one side does. */
  private record Move(String vcpu, boolean added, int position, String operation) {
    static List<Move> of(ScenarioComparison scenario, UnaryOperator<String> read) {
      return scenario.moves().stream()
          .flatMap(
              alignment ->
                  alignment.edits().stream()
                      .map(
                          edit ->
                              new Move(
                                  alignment.from().vcpu(),
                                  edit.isAdded(),
                                  edit.position(),
                                  read.apply(edit.operation().text()))))
          .toList();
    }
  }

  /** Something by which the candidate differs: whether it has it, and where that was decided. */
  private record Part(String name, boolean has, List<String> reachedIn, List<Reached> places) {
    static Part of(Comparison comparison, Coverage.Decision part) {
      return new Part(
          part.name(),
          part.way(),
          comparison.reaching(part).stream().map(one -> one.setting().id()).distinct().toList(),
          comparison.places(part).stream().map(Reached::of).toList());
    }
  }

  /** A line on which that was decided, and for each scenario the outcomes that follow. */
  private record Reached(
      String source, String function, SortedMap<String, SortedSet<String>> outcomes) {
    static Reached of(PlaceReached reached) {
      return new Reached(reached.place().source(), reached.place().function(), reached.scenarios());
    }
  }

  /**
   * Whether the candidate needs something that it is made of.
   *
   * @param own whether only the candidate, and not the other form, decides it
   * @param judges the scenarios that can show it
   * @param scenario the one that does
   */
  private record Needed(
      String without,
      String about,
      String revision,
      boolean own,
      List<String> judges,
      @Nullable String scenario,
      @Nullable String shows,
      boolean complete) {
    static Needed of(Need need) {
      return new Needed(
          need.weakened().name(),
          need.weakened().about(),
          need.weakened().revision(),
          need.weakened().isOwn(),
          need.weakened().judges().stream().map(one -> one.setting().id()).distinct().toList(),
          need.notice().map(Need.Notice::id).orElse(null),
          need.notice().map(Need.Notice::what).orElse(null),
          need.isComplete());
    }
  }

  /** An outcome. */
  private record Shown(
      String id,
      Map<String, String> shows,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Shortest interleaving) {
    static List<Shown> of(
        SortedSet<Outcome> outcomes,
        vcpucheck.checker.compare.Side side,
        UnaryOperator<String> read) {
      return outcomes.stream()
          .map(
              outcome ->
                  new Shown(
                      outcome.id(),
                      values(outcome, read),
                      Optional.ofNullable(side.witnesses().get(outcome))
                          .map(witness -> Shortest.of(witness, read))
                          .orElse(null)))
          .toList();
    }
  }

  private static SortedMap<String, String> values(Outcome outcome, UnaryOperator<String> read) {
    SortedMap<String, String> values = new TreeMap<>(outcome.shown());
    values.replaceAll((name, value) -> read.apply(value));
    return values;
  }

  /** An interleaving that shows an outcome. */
  private record Shortest(
      int contextSwitches,
      int preemptions,
      List<String> vcpus,
      List<String> decides,
      List<Line> steps) {
    static Shortest of(Witness witness, UnaryOperator<String> read) {
      return new Shortest(
          witness.schedule().contextSwitches(),
          witness.preemptions(),
          witness.vcpus(),
          witness.decisions().stream().map(Coverage.Decision::name).distinct().toList(),
          IntStream.range(0, witness.steps().size())
              .mapToObj(at -> Line.of(witness, at, read))
              .toList());
    }
  }

  private record Line(
      int vcpu, int alternative, String operation, String value, String source, String function) {
    static Line of(Witness witness, int at, UnaryOperator<String> read) {
      Step step = witness.steps().get(at);
      return new Line(
          step.vcpu(),
          witness.schedule().choices().get(at).alternative(),
          read.apply(step.operation()),
          read.apply(step.value()),
          step.source(),
          step.function());
    }
  }

  /** The comparison as an object, with values as they are. */
  public static String of(Comparison comparison) {
    return of(comparison, value -> value);
  }

  /** The same with values as people read them. */
  public static String readable(Comparison comparison, Glossary words) {
    return of(comparison, value -> NumberFormats.readable(value, words));
  }

  private static String of(Comparison comparison, UnaryOperator<String> read) {
    return Json.text(
        new Document(
            ReportJson.SCHEMA,
            ReportJson.tool(),
            comparison.from(),
            comparison.to(),
            comparison.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            comparison.interrupted(),
            comparison.notCompared(),
            comparison.parts().stream().map(part -> Part.of(comparison, part)).toList(),
            comparison.needs().stream().map(Needed::of).toList(),
            comparison
                .recorded()
                .map(traces -> RecordedJson.of(traces, comparison.parts()))
                .orElse(null),
            comparison.scenarios().stream().map(one -> entry(comparison, one, read)).toList()));
  }

  private static Entry entry(
      Comparison comparison, ScenarioComparison scenario, UnaryOperator<String> read) {
    ScenarioComparison.Setting setting = scenario.setting();
    return new Entry(
        setting.id(),
        setting.scenario(),
        setting.variant(),
        setting.vcpus(),
        setting.memory().word(),
        setting.isRelease() ? "release" : "debug",
        scenario.change().text(),
        comparison.isRegression(scenario),
        scenario.isRefinement(),
        Side.of(scenario.from()),
        Side.of(scenario.to()),
        scenario.retraces().stream().findFirst().map(Retraced::of).orElse(null),
        scenario.retraces().stream().map(Retraced::of).toList(),
        Move.of(scenario, read),
        scenario.observables(),
        scenario.kept(),
        scenario.keptEnds(),
        scenario.to().witnesses().isEmpty()
            ? List.of()
            : Shown.of(scenario.keptOutcomes(), scenario.to(), read),
        scenario.reached().stream().map(Coverage.Decision::name).toList(),
        Shown.of(scenario.removed(), scenario.from(), read),
        Shown.of(scenario.added(), scenario.to(), read),
        comparison.unexpected(scenario).stream().map(Outcome::id).toList());
  }
}
