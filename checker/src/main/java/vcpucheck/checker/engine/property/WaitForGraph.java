package vcpucheck.checker.engine.property;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.memory.BuiltInProperty;

/**
 * Which vCPUs of a state wait for locks that others hold. vCPUs that wait for one another in a
 * cycle are deadlocked, whatever the rest can do (Coffman, Elphick, Shoshani: System Deadlocks,
 * Computing Surveys 1971).
 *
 * <p>A lock in a struct can have several holders: one took it after the struct had been freed and
 * allocated again. Any of them can release it, so a vCPU waits for all. Sets of vCPUs are masks.
 */
public final class WaitForGraph {
  /** The value of a lock that nobody holds. */
  private static final long FREE = 0;

  private final Variables variables;
  private final MemoryMachine machine;
  private final Vcpus vcpus;
  private final boolean exchangesSlots;

  public WaitForGraph(Variables variables, MemoryMachine machine, Vcpus vcpus) {
    this.variables = variables;
    this.machine = machine;
    this.vcpus = vcpus;
    exchangesSlots = machine.codec().heap().isPresent();
  }

  /** The deadlock of some vCPUs in a state; null if there is none. */
  @Nullable Failure find(long[] states, int offset) {
    IntUnaryOperator nodes = vcpu -> machine.node(states, offset, vcpu);
    long deadlocked = deadlocked(nodes, states, offset);
    return deadlocked == 0
        ? null
        : new Failure(BuiltInProperty.DEADLOCK, describe(deadlocked, nodes));
  }

  /**
   * The deadlock of some vCPUs in the state that a transition leads to, if there was none in the
   * state that it comes from.
   */
  @Nullable Failure find(Transitions transitions, int index) {
    return mayDeadlock(transitions, index)
        ? find(transitions.states(), transitions.offset(index))
        : null;
  }

  /**
   * Whether the vCPU that moved waits, and for one that waits, too. Where slots are exchanged the
   * state is another than the one that it came to, so there any vCPU may be the one; where vCPUs
   * are, another vCPU may be where it came to.
   */
  private boolean mayDeadlock(Transitions transitions, int index) {
    long[] states = transitions.states();
    int offset = transitions.offset(index);
    if (exchangesSlots) {
      return isAnyWaiting(vcpu -> machine.node(states, offset, vcpu), states, offset);
    }
    int moved = transitions.vcpu(index);
    int node = transitions.node(index);
    return waits(moved, node, states, offset)
        && (machine.node(states, offset, moved) != node || mayBeDeadlocked(moved, states, offset));
  }

  /** Whether any vCPU is looked at, not only the one that moved. */
  boolean looksAtEach() {
    return exchangesSlots;
  }

  /** Whether a vCPU that is at a node in a state waits for a lock. */
  public boolean waits(int vcpu, int node, long[] states, int offset) {
    OperationTable table = vcpus.table(vcpu);
    return table.isLock(node)
        && machine.settledValue(states, offset, table.variable(node)) != FREE
        && isAllocated(table.slot(node), states, offset);
  }

  private boolean isAllocated(int slot, long[] states, int offset) {
    return slot == Variables.NONE || machine.value(states, offset, slot) == Variables.ALLOCATED;
  }

  /**
   * Whether a vCPU that came to wait may be deadlocked, where none was before: from holder to
   * holder there is none that does not wait. Looks no further than the first lock with several
   * holders.
   *
   * <p>For a vCPU that holds no lock nobody waits, so others that are deadlocked with it were so
   * before. It is deadlocked only if its lock is held by none.
   */
  private boolean mayBeDeadlocked(int waiter, long[] states, int offset) {
    IntUnaryOperator nodes = vcpu -> machine.node(states, offset, vcpu);
    if (!vcpus.automaton(waiter).holdsLock(nodes.applyAsInt(waiter))) {
      return holders(waiter, nodes) == 0;
    }
    long passed = 0;
    int vcpu = waiter;
    while ((passed & 1L << vcpu) == 0) {
      passed |= 1L << vcpu;
      long holders = holders(vcpu, nodes);
      if (Long.bitCount(holders) != 1) {
        return true;
      }
      vcpu = Long.numberOfTrailingZeros(holders);
      if (!waits(vcpu, nodes.applyAsInt(vcpu), states, offset)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a vCPU waits for a lock. */
  private boolean isAnyWaiting(IntUnaryOperator nodes, long[] states, int offset) {
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      if (waits(vcpu, nodes.applyAsInt(vcpu), states, offset)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The vCPUs that cannot go on for want of locks that these vCPUs hold.
   *
   * @param nodes the node that each vCPU is at
   * @param states holds the values of the locks
   */
  public long deadlocked(IntUnaryOperator nodes, long[] states, int offset) {
    long waiting = 0;
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      if (waits(vcpu, nodes.applyAsInt(vcpu), states, offset)) {
        waiting |= 1L << vcpu;
      }
    }
    long before;
    do {
      before = waiting;
      for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
        if ((waiting & 1L << vcpu) != 0 && (holders(vcpu, nodes) & ~waiting) != 0) {
          waiting &= ~(1L << vcpu);
        }
      }
    } while (waiting != before);
    return waiting;
  }

  /** The vCPUs that hold the lock that a vCPU waits for. */
  private long holders(int waiter, IntUnaryOperator nodes) {
    int lock = lock(waiter, nodes);
    boolean maybeSeveral = variables.variable(lock).slot() != Variables.NONE;
    long holders = 0;
    for (int vcpu = 0; vcpu < vcpus.count() && (holders == 0 || maybeSeveral); vcpu++) {
      holders |= vcpus.automaton(vcpu).holds(nodes.applyAsInt(vcpu), lock) ? 1L << vcpu : 0;
    }
    return holders;
  }

  private int lock(int waiter, IntUnaryOperator nodes) {
    return vcpus.table(waiter).variable(nodes.applyAsInt(waiter));
  }

  /**
   * Says who waits for whom: the vCPUs of one cycle.
   *
   * @param deadlocked see {@link #deadlocked}; not empty
   */
  private String describe(long deadlocked, IntUnaryOperator nodes) {
    List<String> waits = new ArrayList<>();
    long cycle = cycle(deadlocked, nodes);
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      if ((cycle & 1L << vcpu) != 0) {
        long holders = holders(vcpu, nodes);
        waits.add(
            vcpus.name(vcpu)
                + " waits for "
                + variables.variable(lock(vcpu, nodes)).name()
                + (holders == 0
                    ? " held since before the start"
                    : " held by " + vcpus.name(Long.numberOfTrailingZeros(holders))));
      }
    }
    return "deadlock: " + String.join(", ", waits);
  }

  private long cycle(long deadlocked, IntUnaryOperator nodes) {
    long passed = 0;
    long cycle = 0;
    int vcpu = Long.numberOfTrailingZeros(deadlocked);
    while ((cycle & 1L << vcpu) == 0) {
      cycle |= passed & 1L << vcpu;
      passed |= 1L << vcpu;
      long holders = holders(vcpu, nodes);
      if (holders == 0) {
        return 1L << vcpu;
      }
      vcpu = Long.numberOfTrailingZeros(holders);
    }
    return cycle;
  }
}
