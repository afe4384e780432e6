package vcpucheck.checker.machine.view;

import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.Op;

/**
 * Which accesses of other vCPUs a vCPU's operation is ordered after: views have a bit for each
 * access that a later one may have to know of.
 */
final class AccessOrder {
  private final ViewMachine machine;
  private final ViewLayout kept;
  private final Views views;
  private final int vcpu;
  private final Op op;
  private final ViewStep.Sink sink;

  /**
   * Judges one operation.
   *
   * @param sink receives races
   */
  AccessOrder(ViewMachine machine, int vcpu, Op op, ViewStep.Sink sink) {
    this.machine = machine;
    this.vcpu = vcpu;
    this.op = op;
    this.sink = sink;
    kept = machine.kept();
    views = machine.views();
  }

  /** Whether an access is ordered with those that it must be ordered with; notes it if so. */
  boolean isOrdered(ViewState after, int variable, boolean writes) {
    if (!kept.hasBits(variable)) {
      return true;
    }
    return op.isPlain()
        ? isOrderedPlain(after, variable, writes)
        : isOrderedAtomic(after, variable, writes);
  }

  private boolean isOrderedPlain(ViewState after, int variable, boolean writes) {
    int view = after.view(vcpu, ViewState.CURRENT);
    boolean isMixed = kept.isMixed(variable);
    boolean isOrdered = views.knows(view, kept.writeBit(variable));
    for (int other = 0; other < machine.vcpus(); other++) {
      if (other != vcpu) {
        isOrdered &= !writes || views.knows(view, kept.readBit(variable, other));
        isOrdered &= !isMixed || views.knows(view, kept.atomicWriteBit(variable, other));
        isOrdered &= !isMixed || !writes || views.knows(view, kept.atomicReadBit(variable, other));
      }
    }
    if (!isOrdered) {
      sink.fault(Transitions.Fault.DATA_RACE);
      return false;
    }
    if (writes) {
      forget(after, variable);
      hideOwnWrite(after, kept.writeBit(variable));
    } else {
      hide(after, kept.readBit(variable, vcpu));
    }
    return true;
  }

  private boolean isOrderedAtomic(ViewState after, int variable, boolean writes) {
    int view = after.view(vcpu, ViewState.CURRENT);
    boolean isOrdered = views.knows(view, kept.writeBit(variable));
    for (int other = 0; other < machine.vcpus() && writes; other++) {
      isOrdered &= other == vcpu || views.knows(view, kept.readBit(variable, other));
    }
    if (!isOrdered) {
      sink.fault(Transitions.Fault.DATA_RACE);
      return false;
    }
    hide(after, writes ? kept.atomicWriteBit(variable, vcpu) : kept.atomicReadBit(variable, vcpu));
    return true;
  }

  private void hide(ViewState after, int bit) {
    after.mapBits(view -> views.without(view, bit), vcpu, machine.used());
  }

  /** As {@link #hide} for a store: a fence of own stores publishes it. */
  void hideOwnWrite(ViewState after, int bit) {
    hide(after, bit);
    if (kept.keepsStores) {
      int own = views.withBits(after.view(vcpu, ViewState.OWN), views.ofBits(bit, bit + 1));
      after.setThread(vcpu, ViewState.OWN, own);
    }
  }

  /** A view that has the bits of a variable. */
  private int allBits(int variable) {
    return views.ofBits(kept.writeBit(variable), kept.endBit(variable));
  }

  /** Lets every vCPU know of all accesses so far. */
  void forget(ViewState after, int variable) {
    if (kept.hasBits(variable)) {
      int all = allBits(variable);
      after.mapCurrent(view -> views.withBits(view, all));
      after.mapOthers(view -> views.withoutBits(view, all), machine.used());
    }
  }
}
