package vcpucheck.checker.machine;

import java.util.Arrays;
import java.util.List;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.state.Asymmetry;

/** Transitions that leave one state or several, in order: a reusable list of arrays. */
public final class Transitions {
  /** More than one variable changed. */
  public static final int MANY = -1;

  /** What is wrong with a transition. */
  public enum Fault {
    NONE,
    USE_AFTER_FREE,
    DOUBLE_FREE,
    /** An access conflicts with one that it is not ordered with, and one of them is plain. */
    DATA_RACE,
    /** An access to a slot is not ordered with the slot's allocation. */
    UNORDERED_USE,
    /** A slot is freed that another vCPU's access is not ordered with. */
    UNORDERED_FREE
  }

  private static final List<Fault> FAULTS = List.of(Fault.values());

  private int count;
  private int words = 1;
  private boolean growing = true;
  private boolean exchangingSlots;
  private boolean incomplete;
  private boolean faulty;
  private long[] states = new long[64];
  private int[] vcpus = new int[16];
  private int[] alternatives = new int[16];
  private int[] changed = new int[16];
  private int[] nodes = new int[16];
  private byte[] faults = new byte[16];

  /** Empties the list. */
  public void clear(int newWords) {
    count = 0;
    words = newWords;
    incomplete = false;
    faulty = false;
  }

  /**
   * Says whether code may be unfolded to complete this list, true at first. If not, transitions
   * that are not known yet are left out and the list {@link #isIncomplete}; then several threads
   * may make lists at once.
   */
  public void setGrowing(boolean mayGrow) {
    growing = mayGrow;
  }

  /** Whether code may be unfolded to complete this list. */
  public boolean isGrowing() {
    return growing;
  }

  /**
   * Says whether of slots that are interchangeable, and that nothing refers to, allocations take
   * one instead of each; false at first. Then allocations from a slab whose slots have an order may
   * end with an {@link Asymmetry}.
   */
  public void setExchangingSlots(boolean exchanges) {
    exchangingSlots = exchanges;
  }

  /** Whether interchangeable slots stand for each other. */
  public boolean isExchangingSlots() {
    return exchangingSlots;
  }

  /** Whether a transition was left out since the last {@link #clear}. */
  public boolean isIncomplete() {
    return incomplete;
  }

  /** Notes that a transition was left out. */
  public void leaveIncomplete() {
    incomplete = true;
  }

  /**
   * Adds a transition of another list.
   *
   * @param node the node that the vCPU is at afterwards
   */
  public void add(Transitions from, int index, int node) {
    add(from.vcpus[index], from.alternatives[index], from.states, from.offset(index));
    changed[count - 1] = from.changed[index];
    faults[count - 1] = from.faults[index];
    faulty |= from.faults[index] != 0;
    nodes[count - 1] = node;
  }

  /** Adds a transition of a vCPU that changes no variable that anybody watches. */
  public void add(int vcpu, long[] state, int node) {
    add(vcpu, 0, state, 0);
    nodes[count - 1] = node;
  }

  /** Adds a copy of one of these transitions. */
  public void repeat(int index) {
    add(vcpus[index], alternatives[index], states, offset(index));
    changed[count - 1] = changed[index];
    faults[count - 1] = faults[index];
    nodes[count - 1] = nodes[index];
  }

  /**
   * Says that a transition leads on, by operations done in its state that change no variable that
   * anybody watches.
   *
   * @param node the node that the vCPU is at afterwards
   */
  public void lead(int index, int node) {
    nodes[index] = node;
  }

  /**
   * Lets a transition lead on to where a transition of another list leads.
   *
   * @param from the other list
   * @param fromIndex the index there of a transition of the same vCPU that changes no variable that
   *     anybody watches
   */
  public void extend(int index, Transitions from, int fromIndex) {
    System.arraycopy(from.states, from.offset(fromIndex), states, offset(index), words);
    nodes[index] = from.nodes[fromIndex];
  }

  /** Adds a transition to a copy of a state; returns the copy's offset in {@link #states}. */
  public int add(int vcpu, int alternative, long[] source, int sourceOffset) {
    int index = count++;
    if (index == vcpus.length) {
      grow();
    }
    int offset = index * words;
    if (offset + words > states.length) {
      // the source may be this very array: it stays as it is
      states = Arrays.copyOf(states, Math.max(states.length * 2, offset + words));
    }
    for (int w = 0; w < words; w++) {
      states[offset + w] = source[sourceOffset + w];
    }
    vcpus[index] = vcpu;
    alternatives[index] = alternative;
    changed[index] = Variables.NONE;
    faults[index] = 0;
    return offset;
  }

  /** Says what is wrong with the transition added last. */
  public void fault(Fault fault) {
    faults[count - 1] = (byte) FAULTS.indexOf(fault);
    faulty |= fault != Fault.NONE;
  }

  /** Says which variable the transition added last may have changed. */
  public void change(int variable) {
    changed[count - 1] = variable;
  }

  /** Says at which node the vCPU is after the transition added last. */
  public void arrive(int node) {
    nodes[count - 1] = node;
  }

  private void grow() {
    int length = vcpus.length * 2;
    vcpus = Arrays.copyOf(vcpus, length);
    alternatives = Arrays.copyOf(alternatives, length);
    changed = Arrays.copyOf(changed, length);
    nodes = Arrays.copyOf(nodes, length);
    faults = Arrays.copyOf(faults, length);
  }

  /**
   * Takes the state that the only transition leads to.
   *
   * @param into where it is written
   * @return see {@link MemoryMachine#advance}
   */
  public int takeOnly(long[] into, int offset) {
    if (count == 0) {
      return incomplete ? MemoryMachine.UNKNOWN : MemoryMachine.BLOCKED;
    }
    if (count > 1) {
      return MemoryMachine.BRANCHING;
    }
    if (isFaulty(0)) {
      return MemoryMachine.FAULTY;
    }
    System.arraycopy(states, 0, into, offset, words);
    return nodes[0];
  }

  /** How many transitions there are. */
  public int count() {
    return count;
  }

  /** The states that the transitions lead to, one after the other. */
  public long[] states() {
    return states;
  }

  /** The first word in {@link #states} of the state that a transition leads to. */
  public int offset(int index) {
    return index * words;
  }

  /** Which vCPU takes a transition. */
  public int vcpu(int index) {
    return vcpus[index];
  }

  /** Which outcome of the operation it is, from 0. */
  public int alternative(int index) {
    return alternatives[index];
  }

  /** The node that the vCPU is at afterwards. */
  public int node(int index) {
    return nodes[index];
  }

  /** Whether something is wrong with a transition added since the last {@link #clear}. */
  public boolean hasFaults() {
    return faulty;
  }

  /** Whether something is wrong with it. A faulty transition leads nowhere. */
  public boolean isFaulty(int index) {
    return faults[index] != 0;
  }

  /** What is wrong with it. */
  public Fault fault(int index) {
    return FAULTS.get(faults[index]);
  }

  /** Whether it may have changed a variable. */
  public boolean mayChange(int index, boolean[] variables) {
    int variable = changed[index];
    return variable == MANY || variables[variable];
  }
}
