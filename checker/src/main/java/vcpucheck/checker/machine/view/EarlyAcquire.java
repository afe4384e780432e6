package vcpucheck.checker.machine.view;

import java.util.Arrays;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;

/**
 * Lets vCPUs that are about to take a lock know at once what they will know when they have it: so
 * states that differ in what was known before are one.
 */
final class EarlyAcquire {
  /*
   * A vCPU u is in front of a lock. Whatever others do until it takes it, it acquires then what the
   * lock's last message carries: what the one knew who released it last. If nobody has the lock,
   * that is what the message carries now, and what others will know who take it meanwhile, who
   * acquire it too; if t has it, what t will know when it releases it. Knowledge only grows, but for
   * accesses, of which nobody but their vCPU knows, and for messages that are put in, by which all
   * positions are shifted alike: so what u acquires then contains what it acquires now, in the form
   * that this has taken by then, and u knows in the end what it would have known.
   *
   * Until then nothing depends on what u knows. It does nothing else; it has no promises, for who has
   * promises does not come to a lock; it promises nothing in front of one; no other vCPU's operation
   * asks what u knows. Messages that u alone had not passed are dropped, and u could not have read
   * them any more. Updates of ghosts are told of what u can still come before: after the lock.
   *
   * A lock that is probed as well has messages and is left alone: who takes it may find an older
   * one. So is one in a struct, for there is asked whether u knows of the allocation.
   */

  private final OperationTable[] programs;
  private final ViewLayout kept;
  private final Views views;

  EarlyAcquire(OperationTable[] programs, ViewLayout kept, Views views) {
    this.programs = programs;
    this.kept = kept;
    this.views = views;
  }

  /** Changes a state until nobody can know more: a vCPU may wait for one that waits. */
  void apply(ViewState state) {
    boolean hasChanged = true;
    while (hasChanged) {
      hasChanged = false;
      for (int vcpu = 0; vcpu < programs.length; vcpu++) {
        int known = state.view(vcpu, ViewState.CURRENT);
        acquire(state, vcpu);
        hasChanged |= known != state.view(vcpu, ViewState.CURRENT);
      }
    }
  }

  private void acquire(ViewState state, int vcpu) {
    int node = state.view(vcpu, ViewState.NODE);
    Op op = programs[vcpu].op(node);
    boolean isOfStruct = programs[vcpu].slot(node) != Variables.NONE;
    if (op.kind() == Op.Kind.LOCK
        && !isOfStruct
        && kept.kept(op.variable()) == ViewLayout.Kept.LAST) {
      acquire(state, vcpu, ofLock(state, op.variable()));
    }
  }

  /** What a lock will let know who takes it. */
  private int ofLock(ViewState state, int lock) {
    int holder = state.last(lock) == 0 ? ViewState.NO_VCPU : holder(state, lock);
    return holder == ViewState.NO_VCPU
        ? state.message(lock, 0, ViewState.VIEW)
        : state.view(holder, ViewState.CURRENT);
  }

  private void acquire(ViewState state, int vcpu, int view) {
    int known = views.join(state.view(vcpu, ViewState.CURRENT), view);
    state.setThread(vcpu, ViewState.CURRENT, known);
    if (kept.keepsLoads) {
      int loaded = views.join(state.view(vcpu, ViewState.LOADED), known);
      state.setThread(vcpu, ViewState.LOADED, loaded);
    }
  }

  private int holder(ViewState state, int lock) {
    for (int vcpu = 0; vcpu < programs.length; vcpu++) {
      int[] held = programs[vcpu].held(state.view(vcpu, ViewState.NODE));
      if (Arrays.stream(held).anyMatch(one -> one == lock)) {
        return vcpu;
      }
    }
    return ViewState.NO_VCPU;
  }
}
