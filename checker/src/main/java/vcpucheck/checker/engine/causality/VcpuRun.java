package vcpucheck.checker.engine.causality;

import java.util.List;
import vcpucheck.checker.engine.automaton.Automaton;
import vcpucheck.checker.engine.automaton.Reenactment;
import vcpucheck.checker.machine.operation.Op;

/**
 * What one vCPU did in a recording.
 *
 * @param automaton its program
 * @param ops its operations, and then the one that it wants to do next, if it has not ended
 * @param results of its operations; not of the next, nor of one that is at fault
 * @param steps the number of each operation's step; of the next, how many steps there are
 * @param places where each operation is asked for
 */
record VcpuRun(
    Automaton automaton,
    List<Op> ops,
    List<Long> results,
    List<Integer> steps,
    List<Reenactment.Place> places) {
  VcpuRun {
    ops = List.copyOf(ops);
    results = List.copyOf(results);
    steps = List.copyOf(steps);
    places = List.copyOf(places);
  }

  /** The operation that the vCPU wants to do next. */
  Op next() {
    return ops.get(ops.size() - 1);
  }
}
