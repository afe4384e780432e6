package vcpucheck.checker.model;

import java.util.Locale;

/** What an exploration of a model can come to. */
public enum VerdictKind {
  /** Every interleaving was explored, and every property that was checked holds. */
  VERIFIED,

  /** A property does not hold. */
  VIOLATED,

  /** No violation was found in what was explored, and not everything was. */
  INCOMPLETE;

  /** One word: verified, violated or incomplete. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
