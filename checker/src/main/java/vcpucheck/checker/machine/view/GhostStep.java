package vcpucheck.checker.machine.view;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.Effects;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.weak.UnknownComponent;
import vcpucheck.checker.memory.OrderedUpdate;
import vcpucheck.checker.memory.OrderedUpdate.Known;

/**
 * An update of a ghost, which is told which updates happen before it: views know of them as they
 * know of accesses. What sequentially consistent fences pass on are positions, so these order no
 * updates, nor does it what relaxed stores carry after acquire loads.
 */
final class GhostStep {
  private final ViewMachine machine;
  private final ViewLayout kept;
  private final Views views;
  private final int vcpu;
  private final ViewState before;
  private final OperationTable program;
  private final int node;
  private final Op op;
  private final @Nullable OrderedUpdate<?> update;

  GhostStep(ViewMachine machine, int vcpu, ViewState before) {
    this.machine = machine;
    this.vcpu = vcpu;
    this.before = before;
    kept = machine.kept();
    views = machine.views();
    program = machine.program(vcpu);
    node = before.view(vcpu, ViewState.NODE);
    op = program.op(node);
    update = machine.usage().update(op);
  }

  /** The effect on a value of the ghost, by its code. */
  long effect(int code) {
    Known known = update == null ? Known.ALL : known();
    long effect = machine.effects().effect(program, node, code, known, views.isGrowing());
    if (effect == Effects.UNKNOWN) {
      throw UnknownComponent.INSTANCE;
    }
    return effect;
  }

  private Known known() {
    Known known = Known.of(vcpu);
    for (int other = 0; other < machine.vcpus(); other++) {
      int bit = kept.updateBit(op.variable(), other);
      int unknown = views.unknown(before.view(vcpu, ViewState.CURRENT), bit);
      known = known.with(other, unknown, unknownToSome(bit));
    }
    return known;
  }

  /* A vCPU that has ended updates nothing. */
  private int unknownToSome(int bit) {
    int unknown = 0;
    for (int other = 0; other < machine.vcpus(); other++) {
      if (before.view(other, ViewState.NODE) != OperationTable.END) {
        unknown = Math.max(unknown, views.unknown(before.view(other, ViewState.CURRENT), bit));
      }
    }
    return unknown;
  }

  /** No other vCPU knows of the update yet. */
  void count(ViewState after) {
    if (update != null && update.isCounted()) {
      int bit = kept.updateBit(op.variable(), vcpu);
      after.mapBits(view -> views.aged(view, bit), vcpu, machine.used());
    }
  }
}
