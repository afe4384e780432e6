package vcpucheck.checker.oracle;

/** What a vCPU does next. */
sealed interface Pending permits Operation, Pending.Ended, Pending.Failed {
  /** Nothing: it has ended. */
  record Ended() implements Pending {}

  /** Nothing: its code has violated a property. */
  record Failed(Problem problem) implements Pending {}
}
