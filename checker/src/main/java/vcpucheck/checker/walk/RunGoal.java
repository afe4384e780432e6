package vcpucheck.checker.walk;

/** How far a vCPU runs alone, with the first outcome of each operation. */
public enum RunGoal {
  /** Until it has returned from the C function that it is in. */
  RETURN,
  /** Until it is about to change a variable that other vCPUs use. */
  WRITE,
  /** Until it ends, waits, or goes wrong. */
  END
}
