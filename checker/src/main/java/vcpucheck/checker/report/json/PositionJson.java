package vcpucheck.checker.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.walk.Position;
import vcpucheck.checker.walk.Turn;
import vcpucheck.checker.walk.WalkedStep;

/** Positions of a walk as data: what the explorer's page is drawn from. */
public final class PositionJson {
  private static final String SCHEMA = "vcpucheck/position/1";

  private final Glossary words;
  private final SourceNumbers sources;
  private final Checks checks;

  /** Tells whether steps are those that they were. */
  @FunctionalInterface
  public interface Checks {
    /** For each step some digits that depend on it and on all before. */
    List<String> of(List<WalkedStep> steps);
  }

  /** Numbers the files of sources. */
  @FunctionalInterface
  public interface SourceNumbers {
    /** The number of the file of some name that a class was compiled from. */
    int number(Class<?> type, String file);
  }

  public PositionJson(Glossary words, SourceNumbers sources, Checks checks) {
    this.words = words;
    this.sources = sources;
    this.checks = checks;
  }

  private record Document(
      String schema,
      String token,
      int from,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> start,
      List<Line> steps,
      List<Next> turns,
      List<Position.Holder> holders,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Position.Hidden> hidden,
      @Nullable Wrong violation) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private record Line(
      int vcpu,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int alternative,
      String label,
      String operation,
      String value,
      String source,
      @Nullable Integer file,
      List<String> functions,
      Map<String, String> changes,
      String check) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private record Next(int vcpu, String status, @Nullable Line wanted, List<Choice> options) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Choice(Line step, @Nullable Wrong violation) {}

  private record Wrong(String property, String message) {}

  /**
   * The data.
   *
   * @param token names the position
   * @param from the first step that is wanted; with 0, the start is, too
   */
  public String of(Position position, String token, int from) {
    List<WalkedStep> steps = position.steps();
    int first = Math.min(from, steps.size());
    List<String> digits = checks.of(steps);
    return Json.line(
        new Document(
            SCHEMA,
            token,
            first,
            first == 0 ? Json.values(position.start(), words) : Map.of(),
            IntStream.range(first, steps.size())
                .mapToObj(at -> line(steps.get(at), digits.get(at)))
                .toList(),
            position.turns().stream().map(turn -> next(turn, steps)).toList(),
            position.holders(),
            Json.hidden(position.hidden(), words),
            position.violation().map(PositionJson::wrong).orElse(null)));
  }

  private Next next(Turn turn, List<WalkedStep> steps) {
    return new Next(
        turn.vcpu(),
        turn.status().name().toLowerCase(Locale.ROOT),
        turn.wanted().map(wanted -> line(wanted, "")).orElse(null),
        turn.options().stream()
            .map(
                option ->
                    new Choice(
                        line(option.step(), after(steps, option.step())),
                        option.violation().map(PositionJson::wrong).orElse(null)))
            .toList());
  }

  private String after(List<WalkedStep> steps, WalkedStep next) {
    List<String> digits = checks.of(Stream.concat(steps.stream(), Stream.of(next)).toList());
    return digits.get(digits.size() - 1);
  }

  private Line line(WalkedStep walked, String check) {
    Step step = walked.step();
    int colon = step.source().indexOf(':');
    return new Line(
        step.vcpu(),
        walked.alternative(),
        step.label(),
        step.operation(),
        NumberFormats.readable(step.value(), words),
        step.source(),
        colon < 0
            ? null
            : walked
                .code()
                .map(type -> sources.number(type, step.source().substring(0, colon)))
                .orElse(null),
        walked.functions(),
        Json.values(walked.changes(), words),
        check);
  }

  private static Wrong wrong(Replay.Violation violation) {
    return new Wrong(violation.property(), violation.message());
  }
}
