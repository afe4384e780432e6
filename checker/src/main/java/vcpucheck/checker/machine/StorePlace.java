package vcpucheck.checker.machine;

/**
 * Where a step finds a value, or leaves one, if vCPUs need not find what was stored last.
 *
 * @param kind where
 * @param variable whose value it is
 * @param age in memory, how many stores of the variable are newer than the one that is found; a
 *     store is put behind that one, or in its place if it had been promised
 */
public record StorePlace(Kind kind, int variable, int age) {
  /** Where a value can be. */
  public enum Kind {
    /** Among the stores that memory has. */
    MEMORY,
    /** The newest in the buffer of the vCPU; a store becomes that. */
    BUFFER,
    /** The machine moves the oldest of the vCPU's buffer to memory. */
    FLUSHED,
    /** The machine puts a store into memory that the vCPU does later. */
    PROMISED,
    /** In memory is what had been promised, and is stored now. */
    KEPT
  }
}
