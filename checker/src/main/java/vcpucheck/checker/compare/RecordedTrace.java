package vcpucheck.checker.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** Which trace of which file. */
  private record Key(String file, int trace) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::file).thenComparingInt(Key::trace);

    static Key of(Deviation deviation) {
      return new Key(deviation.file(), deviation.trace());
    }
  }

  /** The traces that two forms answer otherwise, in the order of files and traces. */
  public static List<RecordedTrace> of(List<Deviation> from, List<Deviation> to) {
    Map<Key, Deviation> ones = byTrace(from);
    Map<Key, Deviation> others = byTrace(to);
    return Stream.concat(ones.keySet().stream(), others.keySet().stream())
        .distinct()
        .sorted(Key.ORDER)
        .map(key -> of(Optional.ofNullable(ones.get(key)), Optional.ofNullable(others.get(key))))
        .filter(trace -> !isSame(trace))
        .toList();
  }

  private static RecordedTrace of(Optional<Deviation> one, Optional<Deviation> other) {
    Deviation any = one.or(() -> other).orElseThrow();
    return new RecordedTrace(any.file(), any.trace(), any.name(), one, other);
  }

  private static Map<Key, Deviation> byTrace(List<Deviation> deviations) {
    return deviations.stream().collect(Collectors.toMap(Key::of, one -> one, (one, again) -> one));
  }

  private static boolean isSame(RecordedTrace trace) {
    return trace.from.map(RecordedTrace::what).equals(trace.to.map(RecordedTrace::what));
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
