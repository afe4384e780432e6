package vcpucheck.checker.report.json;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.Recordings.Deviation;
import vcpucheck.checker.compare.RecordedTrace;

/**
 * A recorded trace that two forms answer otherwise.
 *
 * @param recorded as which of them the real code answers: "one", "other" or "neither"
 * @param step where they part
 * @param expected whether something by which they differ is decided in that step
 */
public record RecordedJson(
    String file,
    int trace,
    String name,
    String recorded,
    int step,
    boolean expected,
    List<String> decided,
    @Nullable Answer from,
    @Nullable Answer to) {
  /** What a form answers where it first deviates from what was recorded. */
  private record Answer(int step, String field, String recorded, String answered) {
    static @Nullable Answer of(Optional<Deviation> deviation) {
      return deviation
          .map(one -> new Answer(one.step(), one.field(), one.recorded(), one.answered()))
          .orElse(null);
    }
  }

  /**
   * The traces for a report.
   *
   * @param parts by what the forms differ
   */
  public static List<RecordedJson> of(List<RecordedTrace> traces, List<Coverage.Decision> parts) {
    return traces.stream()
        .map(
            trace ->
                new RecordedJson(
                    trace.file(),
                    trace.trace(),
                    trace.name(),
                    trace.agreement().name().toLowerCase(Locale.ROOT),
                    trace.first().step(),
                    trace.isExpected(parts),
                    trace.first().decided(),
                    Answer.of(trace.from()),
                    Answer.of(trace.to())))
        .toList();
  }
}
