package vcpucheck.checker.report;

/** How much of a counterexample is shown. */
public enum Detail {
  /** Long runs of one vCPU within one C function become one line. See {@link Excerpt}. */
  BRIEF,
  /** Every operation. */
  FULL
}
