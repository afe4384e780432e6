package vcpucheck.checker.machine.view;

import vcpucheck.checker.machine.operation.OperationTable;

/** Lets vCPUs pass messages that nobody can read any more. */
final class StaleMessages {
  /*
   * Behind a message p that is not the last there is one that is glued to it: a read-modify-write has
   * read p. So nothing can be put in behind p, and none can read p that writes. If every operation on
   * the variable that programs have writes when it finds p's value, or waits, then nobody reads p,
   * and a view that has come to p may as well have come to the next message: what may be read, and
   * where stores may be put in, is the same, now and later. A count that is added to, and compared
   * with a limit that it has not, so has one message.
   *
   * Where relaxed stores carry what acquire loads have acquired, a load acquires what is new to its
   * vCPU. There a view goes on to the last of such messages only, so that the next one is as new as
   * before; and nothing is done while a vCPU has promises, whose views are compared with what it
   * knows. What such a message carries is of no use to anybody.
   */

  private final Usage usage;
  private final ViewLayout kept;
  private final Views views;
  private final boolean promising;

  StaleMessages(Usage usage, ViewLayout kept, Views views, boolean promising) {
    this.usage = usage;
    this.kept = kept;
    this.views = views;
    this.promising = promising;
  }

  void apply(ViewState state, int[] variables) {
    boolean isExcepted = promising && state.hasPromises();
    for (int variable : variables) {
      if (state.messages(variable) > 1 && !isExcepted) {
        pass(state, variable);
      }
    }
  }

  private void pass(ViewState state, int variable) {
    int location = kept.location(variable);
    for (int vcpu = 0; vcpu < state.threads.length; vcpu++) {
      if (state.view(vcpu, ViewState.NODE) != OperationTable.END) {
        int current = state.view(vcpu, ViewState.CURRENT);
        int position = views.position(current, location);
        int passed = passed(state, variable, position);
        if (passed > position) {
          state.setThread(vcpu, ViewState.CURRENT, views.at(current, location, passed));
        }
      }
    }
    for (int position = 0; position < state.messages(variable) - 1; position++) {
      if (isStale(state, variable, position)) {
        state.carryNothing(variable, position, views.empty);
      }
    }
  }

  /** The position up to which a view may go. */
  private int passed(ViewState state, int variable, int position) {
    int next = position;
    while (next < state.messages(variable) - 1 && isStale(state, variable, next)) {
      next++;
    }
    return promising ? Math.max(position, next - 1) : next;
  }

  private boolean isStale(ViewState state, int variable, int position) {
    return state.isGlued(variable, position + 1)
        && !usage.isReadable(variable, state.message(variable, position, ViewState.VALUE));
  }
}
