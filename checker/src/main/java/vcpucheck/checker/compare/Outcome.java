package vcpucheck.checker.compare;

import static java.util.stream.Collectors.joining;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one or more executions show at their end.
 *
 * @param shown the observables' values, by name
 */
public record Outcome(SortedMap<String, String> shown) implements Comparable<Outcome> {
  private static final int ID_LENGTH = 8;

  public Outcome {
    shown = Collections.unmodifiableSortedMap(new TreeMap<>(shown));
  }

  static Outcome of(Map<String, String> shown) {
    return new Outcome(new TreeMap<>(shown));
  }

  /** A name of eight digits, by which users allow an outcome: the beginning of its digest. */
  public String id() {
    return Hashing.sha256()
        .hashString(text(), StandardCharsets.UTF_8)
        .toString()
        .substring(0, ID_LENGTH);
  }

  /** The observables that differ from another outcome's, with the values here. */
  public SortedMap<String, String> differenceFrom(Outcome other) {
    SortedMap<String, String> difference = new TreeMap<>();
    shown.forEach(
        (name, value) -> {
          if (!value.equals(other.shown.get(name))) {
            difference.put(name, value);
          }
        });
    return difference;
  }

  private String text() {
    return shown.entrySet().stream()
        .map(entry -> entry.getKey() + "\0" + entry.getValue())
        .collect(joining("\0"));
  }

  @Override
  public int compareTo(Outcome other) {
    return text().compareTo(other.text());
  }
}
