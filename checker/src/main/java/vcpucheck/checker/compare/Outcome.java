package vcpucheck.checker.compare;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
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
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, ID_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("checker bug: every JDK has SHA-256", e);
    }
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
