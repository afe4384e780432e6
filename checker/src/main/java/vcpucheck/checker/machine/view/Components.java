package vcpucheck.checker.machine.view;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;
import vcpucheck.checker.machine.weak.ComponentTable;
import vcpucheck.checker.machine.weak.UnknownComponent;

/**
 * What states consist of, numbered: for each variable its histories, or its codes; the views of
 * sequentially consistent accesses; for each vCPU its nodes with their views.
 */
final class Components {
  private final Variables variables;
  private final ViewLayout kept;
  private final Views views;
  private final ComponentTable[] histories;

  /** For each vCPU; vCPUs with one program share it. */
  private final ComponentTable[] threads;

  Components(Variables variables, OperationTable[] programs, ViewLayout kept, Views views) {
    this.variables = variables;
    this.kept = kept;
    this.views = views;
    histories = new ComponentTable[variables.size()];
    Arrays.setAll(histories, variable -> new ComponentTable());
    threads = new ComponentTable[programs.length];
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      int first = Arrays.asList(programs).indexOf(programs[vcpu]);
      threads[vcpu] = first < vcpu ? threads[first] : new ComponentTable();
      threads[vcpu].add(ViewState.ENDED);
    }
  }

  /** Numbers the parts of a state. */
  void add(ViewState state) {
    for (int variable = 0; variable < histories.length; variable++) {
      if (state.histories[variable] != null) {
        histories[variable].add(state.histories[variable]);
      }
    }
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      threads[vcpu].add(state.threads[vcpu]);
    }
  }

  /** The variables whose messages are kept. */
  int[] locations() {
    return IntStream.range(0, variables.size())
        .filter(variable -> kept.kept(variable) == ViewLayout.Kept.MESSAGES)
        .toArray();
  }

  /** How many codes a field of a state may hold. */
  int codes(int field) {
    if (field > variables.size()) {
      return threads[field - variables.size() - 1].size();
    }
    if (field == variables.size()) {
      return views.table().size();
    }
    return kept.kept(field) == ViewLayout.Kept.VALUE
        ? variables.codes(field)
        : histories[field].size();
  }

  int[] history(int variable, int number) {
    return histories[variable].get(number);
  }

  /** The node and the views of a vCPU that have a number. */
  int[] thread(int vcpu, int number) {
    return threads[vcpu].get(number);
  }

  /**
   * Whether a vCPU has promised what it has not stored yet; the state need not be read for that.
   */
  boolean hasPromises(Layout layout, long[] states, int offset, int vcpu) {
    for (int variable = 0; variable < histories.length; variable++) {
      if (kept.kept(variable) == ViewLayout.Kept.MESSAGES) {
        int[] history = histories[variable].get(layout.get(states, offset, variable));
        for (int place = ViewState.FLAGS; place < history.length; place += ViewState.MESSAGE) {
          if (ViewState.owner(history[place]) == vcpu) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Reads a state. */
  ViewState unpack(Layout layout, long[] states, int offset) {
    ViewState state = new ViewState(threads.length, variables.size());
    for (int variable = 0; variable < variables.size(); variable++) {
      int code = layout.get(states, offset, variable);
      if (kept.kept(variable) == ViewLayout.Kept.VALUE) {
        state.values[variable] = code;
      } else {
        state.histories[variable] = histories[variable].get(code);
      }
    }
    state.sequential = layout.get(states, offset, variables.size());
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      state.threads[vcpu] = threads[vcpu].get(layout.get(states, offset, layout.nodeField(vcpu)));
    }
    return state;
  }

  /**
   * Writes a state over another one.
   *
   * @param before the other one: what is the same is not written
   */
  void pack(ViewState state, ViewState before, StateCodec codec, long[] states, int offset) {
    for (int variable = 0; variable < variables.size(); variable++) {
      if (kept.kept(variable) == ViewLayout.Kept.VALUE) {
        if (state.values[variable] != before.values[variable]) {
          set(codec, states, offset, variable, state.values[variable]);
        }
      } else if (state.histories[variable] != before.histories[variable]) {
        set(
            codec,
            states,
            offset,
            variable,
            number(histories[variable], state.histories[variable]));
      }
    }
    if (state.sequential != before.sequential) {
      set(codec, states, offset, variables.size(), state.sequential);
    }
    for (int vcpu = 0; vcpu < threads.length; vcpu++) {
      if (state.threads[vcpu] != before.threads[vcpu]) {
        int field = codec.layout().nodeField(vcpu);
        set(codec, states, offset, field, number(threads[vcpu], state.threads[vcpu]));
      }
    }
  }

  private static void set(StateCodec codec, long[] states, int offset, int field, int code) {
    codec.require(field, code);
    codec.layout().set(states, offset, field, code);
  }

  private int number(ComponentTable table, int[] component) {
    if (views.isGrowing()) {
      return table.add(component);
    }
    int number = table.find(component);
    if (number == ComponentTable.NONE) {
      throw UnknownComponent.INSTANCE;
    }
    return number;
  }

  void save(DataOutput out) throws IOException {
    views.table().save(out);
    for (ComponentTable table : histories) {
      table.save(out);
    }
    for (ComponentTable table : threads) {
      table.save(out);
    }
  }

  /* What begins has the first numbers, then and now. */
  void restore(DataInput in) throws IOException {
    views.table().restore(in);
    for (ComponentTable table : histories) {
      table.restore(in);
    }
    for (ComponentTable table : threads) {
      table.restore(in);
    }
  }
}
