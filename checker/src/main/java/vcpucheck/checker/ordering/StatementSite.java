package vcpucheck.checker.ordering;

import java.util.Comparator;

/**
 * A place in the source at which something is stored.
 *
 * @param source "File.java:12"
 * @param function the C function that it is part of; empty if none is named
 */
public record StatementSite(String source, String function) implements Comparable<StatementSite> {
  private static final Comparator<StatementSite> ORDER =
      Comparator.comparing(StatementSite::source, AccessSite.BY_LINE)
          .thenComparing(StatementSite::function);

  @Override
  public int compareTo(StatementSite other) {
    return ORDER.compare(this, other);
  }
}
