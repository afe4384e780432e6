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

  /** For each vCPU's place, which vCPU was moved there by the last call that returned true. */
  int[] vcpus();

  /** For each slot, where it was moved by the last call that returned true. */
  int[] slots();
}
