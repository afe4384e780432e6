package vcpucheck.checker.oracle;

/** What a vCPU does next. */
sealed interface Pending permits Operation, Pending.Ended, Pending.Cut, Pending.Failed {
  /** Nothing: it has ended. */
  record Ended() implements Pending {}

  /** Nothing, nor does anything else: its code has assumed what does not hold. */
  record Cut() implements Pending {}

  /** Nothing: its code has violated a property. */
  record Failed(Problem problem) implements Pending {}
}
