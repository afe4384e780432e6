package vcpucheck.checker.machine;

import vcpucheck.checker.machine.state.Asymmetry;
import vcpucheck.checker.machine.state.StateCodec;

/**
 * The semantics of one memory model: which transitions a state allows, and what they do.
 *
 * <p>How states are packed is the business of its {@link #codec}: the states of a call are in the
 * codec's current layout.
 */
public interface MemoryMachine {
  /** What {@link #advance} answers if the operation has to wait. */
  int BLOCKED = -1;

  /** What {@link #advance} answers if something is wrong with the operation. */
  int FAULTY = -2;

  /** What {@link #advance} answers if code must be unfolded to tell. */
  int UNKNOWN = -3;

  /** What {@link #advance} answers if it cannot tell: more than one state may follow, or none. */
  int BRANCHING = -4;

  /** How its states are packed. */
  StateCodec codec();

  /** The state at the start. */
  long[] start();

  /**
   * Lists the transitions that leave a state: by vCPU, then by alternative.
   *
   * <p>If afterwards {@link StateCodec#isTooNarrow}, the list is void: the layout must be widened,
   * the state copied, and the call repeated.
   *
   * @param states holds the state
   * @param offset the state's first word
   * @param out cleared and filled
   */
  void expand(long[] states, int offset, Transitions out);

  /**
   * Adds the transitions of one vCPU from a state to a list; see {@link #expand}.
   *
   * @param out added to
   */
  void step(int vcpu, long[] states, int offset, Transitions out);

  /**
   * Does the next operation of a vCPU in place: what {@link #step} does, but quicker.
   *
   * @param mayGrow whether code may be unfolded; if so and afterwards {@link
   *     StateCodec#isTooNarrow}, the state is void
   * @return the node that the vCPU is at afterwards; or one of the answers below 0, and the state
   *     is as before
   */
  int advance(int vcpu, long[] states, int offset, boolean mayGrow);

  /** The node that a vCPU is at in a state. */
  int node(long[] states, int offset, int vcpu);

  /** The value that a variable has in a state. */
  long value(long[] states, int offset, int variable);

  /** The code that the value of a variable has in a state. */
  int code(long[] states, int offset, int variable);

  /** Whether every vCPU has ended. */
  boolean hasEnded(long[] states, int offset);

  /**
   * Checks that programs do not tell apart the slots that a search has exchanged.
   *
   * @throws Asymmetry if one does
   */
  void validateSlots();

  /** Sets the listener that is told whenever a program is asked for the first time. */
  void setListener(UnfoldingListener listener);

  /**
   * Asks a program again for what an {@link UnfoldingListener} was told of: the same numbers come
   * of it.
   */
  void unfold(int vcpu, int node, int index, long result);
}
