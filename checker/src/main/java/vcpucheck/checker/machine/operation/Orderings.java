package vcpucheck.checker.machine.operation;

import java.util.Optional;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.ordering.AccessSite;
import vcpucheck.checker.ordering.Strength;

/** How operations are ordered, and the same operations ordered otherwise. */
public final class Orderings {
  private final Variables variables;

  public Orderings(Variables variables) {
    this.variables = variables;
  }

  /** What kind of site an operation is at; empty if it is no access, no fence and no lock. */
  public static Optional<AccessSite.Kind> kind(Op op) {
    return switch (op.kind()) {
      case LOAD, AWAIT, AWAIT_NOT, PROJECT -> Optional.of(AccessSite.Kind.LOAD);
      case STORE, UPDATE -> Optional.of(AccessSite.Kind.STORE);
      case FENCE -> Optional.of(AccessSite.Kind.FENCE);
      case LOCK -> Optional.of(AccessSite.Kind.LOCK);
      default -> op.kind().isAccess() ? Optional.of(AccessSite.Kind.UPDATE) : Optional.empty();
    };
  }

  /** How an operation is ordered; empty if it is plain, or has no ordering. */
  public Optional<Strength> strength(Op op) {
    if (op.kind() == Op.Kind.LOCK) {
      return Optional.of(Strength.LOCKED);
    }
    if (op.kind() == Op.Kind.FENCE) {
      return Optional.of(Strength.of((Fence) variables.values().nonNull(op.a())));
    }
    return kind(op).flatMap(kind -> Optional.ofNullable(op.access())).flatMap(Strength::of);
  }

  /**
   * An operation with another ordering; where a fence or a lock is left out, a step that does
   * nothing, so that the program has the same operations.
   */
  public Op with(Op op, Strength strength) {
    if (op.kind() == Op.Kind.LOCK) {
      return strength == Strength.LOCKED ? op : nothing("no lock");
    }
    if (op.kind() != Op.Kind.FENCE) {
      return new Op(op.kind(), op.variable(), op.a(), op.b(), strength.access().orElseThrow());
    }
    return strength
        .fence()
        .map(
            fence ->
                new Op(op.kind(), op.variable(), variables.values().number(fence), op.b(), null))
        .orElseGet(() -> nothing("no fence"));
  }

  /** A step that does nothing. */
  public Op nothing(String why) {
    return new Op(Op.Kind.CHOOSE, Variables.NONE, 1, variables.values().number(why), null);
  }
}
