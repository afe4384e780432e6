package vcpucheck.checker.report;

/** How much of a counterexample is shown. */
public enum Detail {
  /**
   * Long runs of one vCPU within one C function become one line, and long values are cut. See
   * {@link Excerpt}.
   */
  BRIEF,
  /** Every operation and value as it is. */
  FULL
}
