package vcpucheck.checker.machine.view;

import java.util.List;
import java.util.function.Consumer;
import vcpucheck.checker.machine.operation.OperationTable;

/** Makes one state of all that differ only in what makes no difference any more. */
final class CanonicalForm {
  private final ViewLayout kept;
  private final Views views;
  private final int[] locations;
  private final int[] used;
  private final boolean carries;
  private final List<Consumer<ViewState>> first;

  /**
   * Makes states canonical.
   *
   * @param locations the variables whose messages are kept
   * @param used which views of threads have bits and are kept
   * @param carries whether relaxed stores carry what was acquired
   * @param first what makes states alike before
   */
  CanonicalForm(
      ViewLayout kept,
      Views views,
      int[] locations,
      int[] used,
      boolean carries,
      List<Consumer<ViewState>> first) {
    this.kept = kept;
    this.views = views;
    this.locations = locations;
    this.used = used;
    this.carries = carries;
    this.first = first;
  }

  /**
   * Forgets what can make no difference: messages that every vCPU has passed, what vCPUs that have
   * ended know, and accesses that every vCPU knows of.
   */
  void apply(ViewState state) {
    for (int vcpu = 0; vcpu < state.threads.length; vcpu++) {
      if (state.threads[vcpu][ViewState.NODE] == OperationTable.END) {
        state.threads[vcpu] = ViewState.ENDED;
      }
    }
    first.forEach(change -> change.accept(state));
    if (carries) {
      carry(state);
    }
    for (int variable : locations) {
      int passed = passed(state, variable);
      if (passed > 0) {
        int location = kept.location(variable);
        state.drop(variable, passed);
        state.mapPositions(view -> views.lowered(view, location, passed));
      }
    }
    if (kept.bits() > 0) {
      int known = knownByAll(state);
      state.mapOthers(view -> views.withoutBits(view, known), used);
    }
  }

  /** What relaxed stores carry anyway need not be said twice. */
  private void carry(ViewState state) {
    for (int vcpu = 0; vcpu < state.threads.length; vcpu++) {
      if (state.threads[vcpu] != ViewState.ENDED) {
        int carried = state.view(vcpu, ViewState.CARRIED);
        int released = state.view(vcpu, ViewState.RELEASED);
        state.setThread(vcpu, ViewState.CARRIED, views.positionsBeyond(carried, released));
      }
    }
  }

  private int passed(ViewState state, int variable) {
    int passed = state.messages(variable) - 1;
    int location = kept.location(variable);
    for (int vcpu = 0; vcpu < state.threads.length && passed > 0; vcpu++) {
      if (state.threads[vcpu] != ViewState.ENDED) {
        passed = Math.min(passed, views.position(state.view(vcpu, ViewState.CURRENT), location));
      }
    }
    return passed;
  }

  private int knownByAll(ViewState state) {
    int known = Views.BOTTOM;
    for (int[] thread : state.threads) {
      if (thread != ViewState.ENDED) {
        known = views.commonBits(known, thread[ViewState.CURRENT]);
      }
    }
    return known;
  }
}
