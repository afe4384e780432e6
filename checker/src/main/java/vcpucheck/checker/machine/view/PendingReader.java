package vcpucheck.checker.machine.view;

import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.machine.Pending;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;

/** Reads from a state what vCPUs have promised, and what they may read besides the last stores. */
final class PendingReader {
  private final Variables variables;
  private final ViewLayout kept;
  private final Views views;
  private final List<Pending> found = new ArrayList<>();

  PendingReader(Variables variables, ViewLayout kept, Views views) {
    this.variables = variables;
    this.kept = kept;
    this.views = views;
  }

  /** By variable, then by message, the oldest first, then by vCPU. */
  List<Pending> read(ViewState state) {
    for (int variable = 0; variable < variables.size(); variable++) {
      if (kept.kept(variable) == ViewLayout.Kept.MESSAGES) {
        read(state, variable);
      }
    }
    return found;
  }

  private void read(ViewState state, int variable) {
    for (int position = 0; position < state.messages(variable); position++) {
      long value = variables.decode(variable, state.message(variable, position, ViewState.VALUE));
      int owner = ViewState.owner(state.message(variable, position, ViewState.FLAGS));
      if (owner >= 0) {
        found.add(new Pending(owner, Pending.Kind.PROMISED, variable, value));
      }
      boolean isLast = position == state.messages(variable) - 1;
      for (int vcpu = 0; vcpu < state.threads.length && !isLast; vcpu++) {
        if (vcpu != owner && mayRead(state, vcpu, variable, position)) {
          found.add(new Pending(vcpu, Pending.Kind.READABLE, variable, value));
        }
      }
    }
  }

  /** Whether nothing that a vCPU knows is later than a message; a relaxed load may find it then. */
  private boolean mayRead(ViewState state, int vcpu, int variable, int position) {
    return state.threads[vcpu][ViewState.NODE] != OperationTable.END
        && views.position(state.view(vcpu, ViewState.CURRENT), kept.location(variable)) <= position;
  }
}
