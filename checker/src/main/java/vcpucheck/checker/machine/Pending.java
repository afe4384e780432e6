package vcpucheck.checker.machine;

/**
 * A value that is not the last one of its variable in memory, or that only some vCPUs know.
 *
 * @param vcpu the vCPU that it concerns
 * @param kind why
 * @param variable whose value it is
 * @param value the value
 */
public record Pending(int vcpu, Kind kind, int variable, long value) {
  /** Why a value is not simply that of its variable. */
  public enum Kind {
    /** The vCPU has stored it, and memory has it not. */
    BUFFERED,
    /** Others may see it, and the vCPU will store it. */
    PROMISED,
    /** It was overwritten, and the vCPU may still read it. */
    READABLE
  }
}
