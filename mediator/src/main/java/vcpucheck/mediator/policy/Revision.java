package vcpucheck.mediator.policy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.StringJoiner;

/** A revision of the mediator, in Xen's order; the last is ours. Each has all that came before. */
public enum Revision {
  /** {@code 551d3cea0f}: translation and pinning of shared buffers, RPC pages not shadowed yet. */
  COMMIT_551D3CEA0F(
      "commit-551d3cea0f", "shared buffers are translated and pinned; no RPC shadow yet"),
  /** Xen 4.13: the code just before 5b13eb1d97. */
  XEN_4_13("xen-4.13", "the first release, with the seed race"),
  /** The fix of the seed race alone. */
  COMMIT_5B13EB1D97("commit-5b13eb1d97", "payload buffers are released early: the seed race's fix"),
  /** Xen 4.14. */
  XEN_4_14("xen-4.14", "NULL references are accepted"),
  /** Xen 4.15. */
  XEN_4_15("xen-4.15", "any order of freeing; function ids of 32 bits"),
  /** Xen 4.16: the code just before 5d2d5365ff. */
  XEN_4_16("xen-4.16", "leaks of refused registrations closed; the right id to disable caching"),
  /** Xen 4.17. */
  XEN_4_17("xen-4.17", "argument pages are released early: the twin race's fix"),
  /** Xen 4.22: behaves as 4.17. */
  XEN_4_22("xen-4.22", "behaves as 4.17"),
  /** Xen 4.22 with a repair of every defect that we know of. */
  REPAIRED("repaired", "4.22 with repairs of ours, each of which can be taken alone");

  private final String label;
  private final String about;

  Revision(String label, String about) {
    this.label = label;
    this.about = about;
  }

  /** The revision's name as users write it. */
  public String label() {
    return label;
  }

  /** What is new in it, in a few words. */
  public String about() {
    return about;
  }

  /** The changes that it has. */
  public Set<Fix> fixes() {
    EnumSet<Fix> fixes = EnumSet.noneOf(Fix.class);
    for (Fix fix : Fix.values()) {
      if (has(fix)) {
        fixes.add(fix);
      }
    }
    return Collections.unmodifiableSet(fixes);
  }

  /** Whether it has a change. */
  public boolean has(Fix fix) {
    return fix.since().map(since -> compareTo(since) >= 0).orElse(false);
  }

  /**
   * The revision with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Revision of(String label) {
    StringJoiner known = new StringJoiner(", ");
    for (Revision revision : values()) {
      if (revision.label.equals(label)) {
        return revision;
      }
      known.add(revision.label);
    }
    throw new IllegalArgumentException(
        "a revision must be known: revision=" + label + "; known are " + known);
  }
}
