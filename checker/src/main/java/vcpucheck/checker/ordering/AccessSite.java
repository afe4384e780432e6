package vcpucheck.checker.ordering;

import java.util.Comparator;

/**
 * A place in the source that accesses a cell, has a fence or takes a lock.
 *
 * @param source "File.java:12"
 * @param function the C function that it is part of; empty if none is named
 * @param kind what is done there
 * @param strength how the code orders it
 */
public record AccessSite(String source, String function, Kind kind, Strength strength)
    implements Comparable<AccessSite> {
  /** Source lines, "File.java:12", by file and then by number. */
  public static final Comparator<String> BY_LINE =
      Comparator.comparing(AccessSite::file).thenComparing(AccessSite::line);

  private static final Comparator<AccessSite> ORDER =
      Comparator.comparing(AccessSite::source, BY_LINE)
          .thenComparing(AccessSite::kind)
          .thenComparing(AccessSite::strength)
          .thenComparing(AccessSite::function);

  /** What is done at a site. */
  public enum Kind {
    /** Reads, or waits for a value. */
    LOAD,
    /** Writes. */
    STORE,
    /** Reads and writes in one step. */
    UPDATE,
    /** Orders what is before and after. */
    FENCE,
    /** Waits for a lock, and takes it. */
    LOCK
  }

  /** The file of a source line: "File.java" of "File.java:12"; empty if it names none. */
  public static String file(String source) {
    return source.substring(0, Math.max(0, source.indexOf(':')));
  }

  /** The number of a source line: 12 of "File.java:12"; 0 if it has none. */
  private static int line(String source) {
    int line = 0;
    for (int at = source.indexOf(':') + 1; at < source.length(); at++) {
      int digit = source.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      line = 10 * line + digit;
    }
    return line;
  }

  @Override
  public int compareTo(AccessSite other) {
    return ORDER.compare(this, other);
  }
}
