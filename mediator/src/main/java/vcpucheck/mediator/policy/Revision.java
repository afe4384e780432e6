package vcpucheck.mediator.policy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.StringJoiner;

/** A revision of the mediator, in Xen's order; the last is ours. Each has all that came before. */
public enum Revision {
  /** {@code 551d3cea0f}: translation and pinning of shared buffers, RPC pages not shadowed yet. */
  COMMIT_551D3CEA0F("commit-551d3cea0f"),
  /** Xen 4.13: the code just before 5b13eb1d97. */
  XEN_4_13("xen-4.13"),
  /** The fix of the seed race alone. */
  COMMIT_5B13EB1D97("commit-5b13eb1d97"),
  /** Xen 4.14. */
  XEN_4_14("xen-4.14"),
  /** Xen 4.15. */
  XEN_4_15("xen-4.15"),
  /** Xen 4.16: the code just before 5d2d5365ff. */
  XEN_4_16("xen-4.16"),
  /** Xen 4.17. */
  XEN_4_17("xen-4.17"),
  /** Xen 4.22: behaves as 4.17. */
  XEN_4_22("xen-4.22"),
  /** Xen 4.22 with a repair of every defect that we know of. */
  REPAIRED("repaired");

  private final String label;

  Revision(String label) {
    this.label = label;
  }

  /** The revision's name as users write it. */
  public String label() {
    return label;
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
    return compareTo(fix.since()) >= 0;
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
