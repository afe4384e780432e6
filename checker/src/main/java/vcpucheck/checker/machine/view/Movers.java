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
   * A plain access, and one under a lock that guards the variable, reads or writes the last value. If
   * it conflicts with an access in w, the two are not ordered, for t takes no step in between, and the
   * race shows in either order; so does a free in w of the slot that a is in. Yet what is wrong does
   * not show to a vCPU that has promises, and a vCPU may promise only what it can keep running alone,
   * which it cannot if it comes to a race: if a is first, such a vCPU may no longer come to where it
   * races with a. So where there are promises, accesses that can race count only if no other vCPU can
   * access the variable before t's next step.
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
   *
   * Why a load can be last as well, if it is not sequentially consistent: let t load a message, and
   * others do w then. What w puts in comes before that message or after it; t knows of no later one,
   * for it has done nothing else; so it can load the same message after w. That t knows more now,
   * nobody sees. If w frees the slot, or writes what must be ordered with a load, that is wrong in
   * either order, as t has no promises, which would hide it. If only others have promises, they can
   * keep them without the load too. What t may promise in front of the load and behind it is offered
   * in both places. But a vCPU that waits for a value is in front of that between blocks, for the last
   * message may let it wait where an older one lets it go.
   *
   * What is both, a plain access for example, can be put off as it can be done before. Stores cannot:
   * w may have loaded them.
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

  /** When an operation can be put off. */
  Mobility delay(Op op) {
    return switch (op.kind()) {
      case FENCE, CHOOSE -> mobility(op);
      case LOAD, PROJECT -> isFree(op) ? Mobility.ALWAYS : mobility(op);
      default -> isMessage(op) ? Mobility.NEVER : mobility(op);
    };
  }

  /** Whether a load is ordered with nothing but what it finds. */
  private boolean isFree(Op op) {
    return isMessage(op) && !op.isPlain() && op.access() != Access.VOLATILE;
  }

  private boolean isMessage(Op op) {
    return kept.kept(op.variable()) != ViewLayout.Kept.VALUE;
  }

  private Mobility ofAccess(Op op) {
    boolean isMessage = kept.kept(op.variable()) == ViewLayout.Kept.MESSAGES;
    if (isMessage && op.access() == Access.VOLATILE) {
      return Mobility.NEVER;
    }
    boolean isGuarded = kept.isGuarded(op.variable());
    boolean mayRace = kept.hasBits(op.variable()) || isGuarded;
    if (promising && mayRace) {
      return Mobility.ALONE;
    }
    boolean isStore = isMessage && op.kind() == Op.Kind.STORE && !op.isPlain();
    boolean showsRaces = mayRace && (op.isPlain() || isGuarded);
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
