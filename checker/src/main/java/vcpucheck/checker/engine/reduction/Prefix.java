package vcpucheck.checker.engine.reduction;

import java.util.List;
import java.util.stream.IntStream;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.trace.Schedule;

/** What a vCPU does first in a block: its ordered accesses, and an allocation among them. */
final class Prefix {
  final Footprint accesses = new Footprint();

  /** The state behind them. */
  long[] state = new long[0];

  /** The slot that is allocated, or {@link Variables#NONE}. */
  int fresh;

  /** Begins in a state. */
  void begin(long[] from, int words) {
    if (state.length != words) {
      state = new long[words];
    }
    System.arraycopy(from, 0, state, 0, words);
    accesses.clear();
    fresh = Variables.NONE;
  }

  boolean isFresh(int slot) {
    return slot != Variables.NONE && slot == fresh;
  }

  /** Adds an access of the same block; a slot that was just allocated nobody else accesses. */
  void addTo(Footprint some, OperationTable code, int node) {
    if (fresh != Variables.NONE && code.slot(node) == fresh) {
      some.addPrivate(0);
    } else {
      some.add(code, node);
    }
  }

  /** The first of these operations, of a vCPU. */
  List<Schedule.Choice> choices(int vcpu, int length) {
    return IntStream.range(0, length)
        .mapToObj(index -> new Schedule.Choice(vcpu, accesses.alternative(index)))
        .toList();
  }
}
