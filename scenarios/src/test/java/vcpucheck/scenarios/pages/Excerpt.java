package vcpucheck.scenarios.pages;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lines of an output, where a line "..." stands for any lines, laid against an output of today.
 *
 * <p>Of all ways to lay them the one with the least difference is taken. So an excerpt that no
 * longer fits can be written anew: each of its lines becomes the one of today that is most like it.
 */
final class Excerpt {
  private static final String ELISION = "...";

  private final List<String> shown;
  private final List<String> actual;

  /** The least difference of the lines shown from i on to the actual ones from j on, by i and j. */
  private final double[][] least;

  Excerpt(List<String> shown, List<String> actual) {
    this.shown = shown;
    this.actual = actual;
    least = new double[shown.size() + 1][actual.size() + 1];
    Arrays.fill(least[shown.size()], 0, actual.size(), Double.POSITIVE_INFINITY);
    for (int i = shown.size() - 1; i >= 0; i--) {
      for (int j = actual.size(); j >= 0; j--) {
        least[i][j] = least(i, j);
      }
    }
  }

  private double least(int i, int j) {
    boolean isLast = j == actual.size();
    if (shown.get(i).equals(ELISION)) {
      return isLast ? least[i + 1][j] : Math.min(least[i + 1][j], least[i][j + 1]);
    }
    return isLast
        ? Double.POSITIVE_INFINITY
        : difference(shown.get(i), actual.get(j)) + least[i + 1][j + 1];
  }

  /** Whether the lines shown are in the output, in order. */
  boolean fits() {
    return least[0][0] == 0;
  }

  /** The excerpt of today's output, if it has at least as many lines. */
  Optional<List<String>> today() {
    return Double.isInfinite(least[0][0]) ? Optional.empty() : Optional.of(lines());
  }

  private List<String> lines() {
    String[] lines = new String[shown.size()];
    int j = 0;
    for (int i = 0; i < lines.length; i++) {
      if (shown.get(i).equals(ELISION)) {
        lines[i] = ELISION;
        while (least[i + 1][j] > least[i][j]) {
          j++;
        }
      } else {
        lines[i] = actual.get(j++);
      }
    }
    return List.of(lines);
  }

  /** 0 for lines that say the same, otherwise by their words (Jaccard), up to 1. */
  private static double difference(String shown, String actual) {
    String one = steady(shown);
    String other = steady(actual);
    if (one.equals(other)) {
      return 0;
    }
    Set<String> union = words(one);
    int both = union.size() + words(other).size();
    union.addAll(words(other));
    int common = both - union.size();
    return 1 - common / (union.size() + 1.0);
  }

  private static Set<String> words(String line) {
    return new HashSet<>(Arrays.asList(line.split("\\W+", -1)));
  }

  /** A line without what differs from run to run, or with any edit of the code. */
  private static String steady(String line) {
    return line.startsWith("  time ")
        ? "  time"
        : line.replaceAll("[\\d.]+ s\\b", "0 s")
            .replaceAll("[1-9][\\d,]* samples", "some samples")
            .replaceAll("\\.java:\\d+", ".java:0")
            .replaceAll(" +", " ")
            .replaceAll("-+", "-");
  }
}
