package vcpucheck.checker.compare;

import java.util.Optional;

/**
 * Whether a candidate needs one of the things that it is made of.
 *
 * @param weakening the candidate without it
 * @param notice what shows that it is needed; empty if nothing does
 * @param isComplete whether every scenario that comes to it was explored to its end
 */
public record Need(Weakening weakening, Optional<Notice> notice, boolean isComplete) {
  /**
   * A scenario that goes another way without it.
   *
   * @param id the scenario's number in its catalogue
   * @param what "violates resumability: a call is ..." or "adds 12345678"
   */
  public record Notice(String id, String what) {}

  /**
   * What comes of one scenario.
   *
   * @param notice what it shows
   * @param isKnown whether it was explored to its end, or shows something
   */
  public record Finding(Optional<Notice> notice, boolean isKnown) {
    /** Nothing changes. */
    static final Finding NOTHING = new Finding(Optional.empty(), true);

    /** A limit stopped the search, or there is no such form of the scenario. */
    static final Finding UNKNOWN = new Finding(Optional.empty(), false);

    static Finding of(Notice notice) {
      return new Finding(Optional.of(notice), true);
    }
  }
}
