package vcpucheck.checker;

import java.util.List;
import vcpucheck.checker.trace.Step;

/**
 * What a vCPU does if it runs alone, from the start to its end or until it has to wait.
 *
 * @param vcpu its name
 * @param operations what it does, in order; of several alternatives the first
 */
public record SoloRun(String vcpu, List<Operation> operations) {
  /** What an operation costs. */
  public enum Kind {
    /** A load or store. */
    ACCESS,
    /** A read-modify-write. */
    ATOMIC,
    /** A lock is taken, tried or released. */
    LOCK,
    /** A slot is allocated. */
    ALLOCATION,
    /** A fence. */
    FENCE,
    /** Anything else. */
    OTHER
  }

  /**
   * An operation.
   *
   * @param step what it does, and where
   * @param kind what it costs
   * @param isUnderLock whether the vCPU holds a lock meanwhile
   */
  public record Operation(Step step, Kind kind, boolean isUnderLock) {
    /** The C function and what it does: what two runs are aligned by. */
    public String text() {
      return step.function().isEmpty()
          ? step.operation()
          : step.function() + ": " + step.operation();
    }
  }

  public SoloRun {
    operations = List.copyOf(operations);
  }

  /** How many operations there are of a kind. */
  public int count(Kind kind) {
    return (int) operations.stream().filter(operation -> operation.kind() == kind).count();
  }

  /** How many operations are done while a lock is held, beside those on locks. */
  public int underLock() {
    return (int)
        operations.stream()
            .filter(Operation::isUnderLock)
            .filter(operation -> operation.kind() != Kind.LOCK)
            .count();
  }

  /** How many slots are allocated while a lock is held. */
  public int allocationsUnderLock() {
    return (int)
        operations.stream()
            .filter(Operation::isUnderLock)
            .filter(operation -> operation.kind() == Kind.ALLOCATION)
            .count();
  }
}
