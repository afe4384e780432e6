package vcpucheck.mediator;

import vcpucheck.checker.memory.Access;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.table.BufferTable.Right;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.ShmBuffer.Kind;
import vcpucheck.mediator.table.StdCall;

/**
 * Who may release which buffer.
 *
 * <p>In C, any call that names its cookie. Since {@link Fix#BUFFER_OWNER}: a temporary buffer, a
 * payload and a registration in progress belong to the call that made them; a registered buffer
 * belongs to any UNREGISTER. The kind of a buffer changes only when OP-TEE has confirmed a
 * registration or refused an unregistration, and after everything else that the call does with it.
 */
final class Ownership {
  /**
   * The call that makes a buffer, and what for.
   *
   * @param call the call
   * @param kind {@link Kind#TEMPORARY}, {@link Kind#REGISTERING} or {@link Kind#PAYLOAD}
   */
  record Owner(StdCall call, Kind kind) {}

  private final Behaviour behaviour;

  Ownership(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /** Whether buffers know what they are for. */
  boolean isRecorded() {
    return isChecked() || hasOrphans() || behaviour.has(Fix.REGISTERED_RMEM);
  }

  /** Whether rights are checked. */
  boolean isChecked() {
    return behaviour.has(Fix.BUFFER_OWNER);
  }

  /** Marks a new buffer. */
  void record(ShmBuffer buffer, Owner owner) {
    if (isRecorded()) {
      buffer.kind().set(owner.kind(), Access.OPAQUE);
      buffer.owner().set(owner.call(), Access.OPAQUE);
    }
  }

  /** The right to what one call made for one purpose. */
  Right of(Owner owner) {
    return isChecked() ? buffer -> isOwner(buffer, owner) : named();
  }

  /** The same, whether or not rights are checked; buffers must be recorded. */
  Right ownedBy(Owner owner) {
    return buffer -> isOwner(buffer, owner);
  }

  /** The right of an UNREGISTER. */
  Right registered() {
    return isChecked() ? inRegistry() : named();
  }

  /** SharedBuffers that OP-TEE has registered, whether or not rights are checked. */
  Right inRegistry() {
    return buffer -> kind(buffer) == Kind.REGISTERED;
  }

  /** SharedBuffers whose cookie means something. */
  Right named() {
    return hasOrphans() ? buffer -> kind(buffer) != Kind.ORPHAN : Right.ANY;
  }

  private boolean isOwner(ShmBuffer buffer, Owner owner) {
    return kind(buffer) == owner.kind()
        && (buffer.owner().get(Access.OPAQUE) == owner.call() || behaviour.has(Mutant.ANY_OWNER));
  }

  private static Kind kind(ShmBuffer buffer) {
    return buffer.kind().get(Access.OPAQUE);
  }

  private boolean hasOrphans() {
    return behaviour.has(Fix.UNREGISTER_COOKIE) || behaviour.has(Fix.UNSENT_UNREGISTER);
  }
}
