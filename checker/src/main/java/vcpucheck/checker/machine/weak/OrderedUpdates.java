package vcpucheck.checker.machine.weak;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.memory.OrderedUpdate;
import vcpucheck.checker.memory.OrderedUpdate.Known;
import vcpucheck.checker.model.ModelException;

/** Finds the operations that are updates of ghosts and are told what happens before them. */
public final class OrderedUpdates {
  private final Variables variables;
  private final int vcpus;
  private final boolean tells;

  /**
   * Makes a finder.
   *
   * @param vcpus how many there are
   * @param tells whether updates are told at all
   */
  public OrderedUpdates(Variables variables, int vcpus, boolean tells) {
    this.variables = variables;
    this.vcpus = vcpus;
    this.tells = tells;
  }

  /**
   * The update that an operation is, if it is told.
   *
   * @throws ModelException if there are more vCPUs than it can be told of
   */
  public @Nullable OrderedUpdate<?> of(Op op) {
    if (!tells
        || op.kind() != Op.Kind.UPDATE
        || !(variables.values().object(op.a()) instanceof OrderedUpdate<?> update)) {
      return null;
    }
    if (vcpus > Known.MOST_VCPUS) {
      throw new ModelException(
          ("under a weak memory model what happens before an operation on an object is told of at"
                  + " most %d vCPUs: vCPUs=%d; check fewer, or strict histories")
              .formatted(Known.MOST_VCPUS, vcpus));
    }
    return update;
  }
}
