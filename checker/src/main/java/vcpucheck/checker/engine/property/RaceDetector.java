package vcpucheck.checker.engine.property;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OpText;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.memory.BuiltInProperty;

/**
 * Finds data races: states in which two vCPUs can both go on with conflicting accesses to one
 * variable, one of them plain. Under sequential consistency a program has a race exactly if such a
 * state is reachable (Adve and Hill, Weak Ordering: A New Definition, ISCA 1990).
 */
public final class RaceDetector {
  private final Variables variables;
  private final MemoryMachine machine;
  private final Vcpus vcpus;
  private final boolean hasSlots;

  RaceDetector(Variables variables, MemoryMachine machine, Vcpus vcpus) {
    this.variables = variables;
    this.machine = machine;
    this.vcpus = vcpus;
    hasSlots = variables.heaps() > 0;
  }

  /** The race in a state; null if there is none. */
  @Nullable Failure find(long[] states, int offset) {
    return exists(states, offset) ? first(states, offset) : null;
  }

  /**
   * The race in the state that a transition leads to, if there was none in the state that it comes
   * from: one of the vCPU that moved, but where a slot was allocated, for then accesses to it are
   * made by others.
   */
  @Nullable Failure find(Transitions transitions, int index) {
    long[] states = transitions.states();
    int offset = transitions.offset(index);
    int moved = transitions.vcpu(index);
    int node = transitions.node(index);
    if (hasSlots || machine.node(states, offset, moved) != node) {
      return find(states, offset);
    }
    return vcpus.table(moved).isAccess(node) && racesWithAnother(moved, states, offset)
        ? first(states, offset)
        : null;
  }

  /** Whether any vCPU is looked at, not only the one that moved. */
  boolean looksAtEach() {
    return hasSlots;
  }

  private boolean exists(long[] states, int offset) {
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      if (vcpus.table(vcpu).isPlain(machine.node(states, offset, vcpu))
          && racesWithAnother(vcpu, states, offset)) {
        return true;
      }
    }
    return false;
  }

  private boolean racesWithAnother(int vcpu, long[] states, int offset) {
    OperationTable code = vcpus.table(vcpu);
    int node = machine.node(states, offset, vcpu);
    boolean isPlain = code.isPlain(node);
    for (int other = 0; other < vcpus.count(); other++) {
      if (other != vcpu) {
        OperationTable others = vcpus.table(other);
        int at = machine.node(states, offset, other);
        boolean mayConflict = others.isPlain(at) || (isPlain && others.isAccess(at));
        if (mayConflict && races(code.op(node), others.op(at), states, offset)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean races(Op a, Op b, long[] states, int offset) {
    return conflict(a, b) && isEnabled(a, states, offset) && isEnabled(b, states, offset);
  }

  /** The race of the first vCPUs. */
  private @Nullable Failure first(long[] states, int offset) {
    for (int first = 0; first < vcpus.count(); first++) {
      Op a = op(states, offset, first);
      if (a.access() == null) {
        continue;
      }
      for (int second = first + 1; second < vcpus.count(); second++) {
        Op b = op(states, offset, second);
        if (races(a, b, states, offset)) {
          return new Failure(BuiltInProperty.NO_DATA_RACE, describe(a, first, b, second));
        }
      }
    }
    return null;
  }

  private Op op(long[] states, int offset, int vcpu) {
    return vcpus.table(vcpu).op(machine.node(states, offset, vcpu));
  }

  /** Whether two operations are accesses that must not be possible at once. */
  public static boolean conflict(Op a, Op b) {
    return a.variable() == b.variable()
        && b.access() != null
        && (a.isPlain() || b.isPlain())
        && (a.kind().writes() || b.kind().writes());
  }

  private boolean isEnabled(Op op, long[] states, int offset) {
    return isEnabled(op, machine, variables, states, offset);
  }

  /**
   * Whether an access is made in a state without a fault. One that waits is made: in C, waiting is
   * polling.
   */
  public static boolean isEnabled(
      Op op, MemoryMachine machine, Variables variables, long[] states, int offset) {
    int slot = variables.variable(op.variable()).slot();
    return slot == Variables.NONE || machine.value(states, offset, slot) == Variables.ALLOCATED;
  }

  private String describe(Op a, int first, Op b, int second) {
    return "data race on "
        + variables.variable(a.variable()).name()
        + ": "
        + vcpus.name(first)
        + " wants to "
        + OpText.verb(a)
        + " it while "
        + vcpus.name(second)
        + " wants to "
        + OpText.verb(b)
        + " it";
  }
}
