package vcpucheck.checker.machine.view;

import vcpucheck.checker.machine.Mobility;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;

/** Which operations can be done before what other vCPUs do, under messages and views. */
final class Movers {
  /*
   * Let a be the next operation of a vCPU t, and let others do w first. Why a can be first as well:
   *
   * A plain access reads or writes the last value. If it conflicts with an access in w, the two are
   * not ordered, for t takes no step in between, and the race shows in either order; so does a free in
   * w of the slot that a is in. Yet what is wrong does not show to a vCPU that has promises, and a
   * vCPU may promise only what it can keep running alone, which it cannot if it comes to a race: if a
   * is first, such a vCPU may no longer come to where it races with a. So where there are promises,
   * accesses that can race count only if no other vCPU can access the variable before t's next step.
   *
   * A store, or an unlock, puts in a message that no view in w knows of and that nothing is glued to:
   * what w puts in can come before it or after it, and what w reads can still be read. It takes no
   * part in the order of sequentially consistent accesses and fences, if it is none. A vCPU that has
   * promises may be able to keep them after some outcome of a only thanks to w: then a is no part of
   * a block, unless it has one outcome whatever memory has.
   *
   * No promise is offered in front of these, so that t has no other steps where it does them at once.
   * But in front of a relaxed access to a variable that no other vCPU can access there are offers: as
   * it commutes with all that others do, what is promised before it can be promised after it.
   *
   * Fences change only what t knows, or what its later stores carry, but for full ones. Loads may
   * find more after w.
   */

  private final Variables variables;
  private final OperationTable[] programs;
  private final ViewLayout kept;
  private final boolean promising;

  Movers(Variables variables, OperationTable[] programs, ViewLayout kept, boolean promising) {
    this.variables = variables;
    this.programs = programs;
    this.kept = kept;
    this.promising = promising;
  }

  /** When an operation is a mover. */
  Mobility mobility(Op op) {
    return switch (op.kind()) {
      case FENCE ->
          variables.values().nonNull(op.a()) == Fence.FULL ? Mobility.NEVER : Mobility.ALWAYS;
      case CHOOSE -> Mobility.ALWAYS;
      case UNLOCK -> Mobility.UNPROBED;
      case END, FAIL, ALLOC, FREE, LOCK, TRY_LOCK, AWAIT, AWAIT_NOT -> Mobility.NEVER;
      default -> ofAccess(op);
    };
  }

  private Mobility ofAccess(Op op) {
    boolean isMessage = kept.kept(op.variable()) == ViewLayout.Kept.MESSAGES;
    if (isMessage && op.access() == Access.VOLATILE) {
      return Mobility.NEVER;
    }
    boolean mayRace = kept.hasBits(op.variable());
    if (promising && mayRace) {
      return Mobility.ALONE;
    }
    boolean isStore = isMessage && op.kind() == Op.Kind.STORE && !op.isPlain();
    boolean showsRaces = op.isPlain() && mayRace;
    return showsRaces || isStore ? Mobility.UNOBSERVED : Mobility.ALONE;
  }

  /** Whether a vCPU's next operation has one outcome whatever memory has. */
  boolean hasOneOutcome(ViewState state, int vcpu) {
    Op op = programs[vcpu].op(state.view(vcpu, ViewState.NODE));
    return switch (op.kind()) {
      case FENCE -> true;
      case CHOOSE -> op.a() == 1;
      default -> op.kind().isAccess() && kept.kept(op.variable()) == ViewLayout.Kept.VALUE;
    };
  }
}
