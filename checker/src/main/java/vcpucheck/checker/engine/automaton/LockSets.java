package vcpucheck.checker.engine.automaton;

import java.util.List;
import java.util.stream.Stream;
import vcpucheck.checker.machine.operation.Op;

/** Which locks a vCPU holds: a property of its position, not of the machine. */
final class LockSets {
  private LockSets() {}

  /** The sorted lock variables held after an operation that returned a result. */
  static List<Integer> after(Op op, long result, List<Integer> held) {
    return switch (op.kind()) {
      case LOCK -> with(held, op.variable());
      case TRY_LOCK -> result == 0 ? held : with(held, op.variable());
      case UNLOCK -> held.stream().filter(lock -> lock != op.variable()).toList();
      default -> held;
    };
  }

  private static List<Integer> with(List<Integer> held, int lock) {
    return Stream.concat(held.stream(), Stream.of(lock)).sorted().toList();
  }
}
