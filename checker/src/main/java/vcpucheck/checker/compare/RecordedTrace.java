package vcpucheck.checker.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.Recordings.Deviation;

/**
 * A trace recorded from the real code, which two forms answer otherwise.
 *
 * @param file the trace file's name
 * @param trace the trace's number in it
 * @param name the trace's name
 * @param from where the one first deviates from what was recorded; empty if it does not
 * @param to where the other does
 */
public record RecordedTrace(
    String file, int trace, String name, Optional<Deviation> from, Optional<Deviation> to) {
  /** As which of two forms the recorded code answers. */
  public enum Agreement {
    /** As the one: what the other does otherwise, the real code has yet to do. */
    ONE("recorded before the change"),
    /** As the other: the real code has the change. */
    OTHER("recorded after the change"),
    /** As neither. */
    NEITHER("recorded of other code");

    private final String text;

    Agreement(String text) {
      this.text = text;
    }

    /** In words. */
    public String text() {
      return text;
    }
  }

  /** The traces that two forms answer otherwise. */
  public static List<RecordedTrace> of(List<Deviation> from, List<Deviation> to) {
    Map<List<Object>, Deviation> ones = byTrace(from);
    Map<List<Object>, Deviation> others = byTrace(to);
    List<List<Object>> keys = new ArrayList<>(ones.keySet());
    others.keySet().stream().filter(key -> !ones.containsKey(key)).forEach(keys::add);
    List<RecordedTrace> traces = new ArrayList<>();
    for (List<Object> key : keys) {
      Optional<Deviation> one = Optional.ofNullable(ones.get(key));
      Optional<Deviation> other = Optional.ofNullable(others.get(key));
      Deviation any = one.or(() -> other).orElseThrow();
      boolean isSame = one.map(RecordedTrace::what).equals(other.map(RecordedTrace::what));
      if (!isSame) {
        traces.add(new RecordedTrace(any.file(), any.trace(), any.name(), one, other));
      }
    }
    Collections.sort(traces, RecordedTrace::compare);
    return traces;
  }

  private static int compare(RecordedTrace one, RecordedTrace other) {
    int byFile = one.file.compareTo(other.file);
    return byFile != 0 ? byFile : Integer.compare(one.trace, other.trace);
  }

  private static Map<List<Object>, Deviation> byTrace(List<Deviation> deviations) {
    Map<List<Object>, Deviation> byTrace = new LinkedHashMap<>();
    deviations.forEach(one -> byTrace.put(List.of(one.file(), one.trace()), one));
    return byTrace;
  }

  private static List<Object> what(Deviation deviation) {
    return List.of(deviation.step(), deviation.field(), deviation.answered());
  }

  /** As which form the recorded code answers. */
  public Agreement agreement() {
    if (from.isEmpty()) {
      return Agreement.ONE;
    }
    return to.isEmpty() ? Agreement.OTHER : Agreement.NEITHER;
  }

  /** Where the forms part: the earlier of the two deviations. */
  public Deviation first() {
    Deviation later = to.or(() -> from).orElseThrow();
    return from.filter(one -> one.step() < later.step()).orElse(later);
  }

  /** Whether some of these is decided in the step in which the forms part. */
  public boolean isExpected(List<Coverage.Decision> parts) {
    return parts.stream().anyMatch(part -> first().decided().contains(part.name()));
  }
}
