package vcpucheck.checker.machine.state;

/**
 * Replaces states by representatives of all states that are alike. It has memory of its own, so
 * each thread needs its own.
 */
public interface Canonicalizer {
  /**
   * Replaces a state by its representative.
   *
   * @param mayGrow whether code may be unfolded; if so and afterwards {@link
   *     StateCodec#isTooNarrow}, the state is void
   * @return false if code must be unfolded to tell; then the state is as before
   * @throws Asymmetry if what were taken for like states are not, as code that is unfolded shows
   */
  boolean canonicalize(long[] states, int offset, boolean mayGrow);

  /**
   * Takes note of a state that others differ from by one transition, before they are given to
   * {@link #canonicalizeNext}.
   *
   * @param state from its first word on
   * @param mayGrow as in {@link #canonicalize}
   */
  void leave(long[] state, boolean mayGrow);

  /**
   * As {@link #canonicalize}, of a state that the one taken note of last leads to: done at once if
   * what its representative depends on has not changed.
   */
  boolean canonicalizeNext(long[] states, int offset, boolean mayGrow);

  /** For each vCPU's place, which vCPU was moved there by the last call that returned true. */
  int[] vcpus();

  /** For each slot, where it was moved by the last call that returned true. */
  int[] slots();
}
