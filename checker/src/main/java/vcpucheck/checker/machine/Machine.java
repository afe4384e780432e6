package vcpucheck.checker.machine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A memory model: which transitions a state allows, and what they do. */
public interface Machine {
  /** The state at the start, in the current {@link #layout}. */
  long[] start();

  /**
   * Lists the transitions that leave a state: by vCPU, then by alternative.
   *
   * <p>If afterwards {@link #isTooNarrow}, the list is void: the layout must be widened, the state
   * copied, and the call repeated.
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

  /** What {@link #advance} answers if the operation has to wait. */
  int BLOCKED = -1;

  /** What {@link #advance} answers if something is wrong with the operation. */
  int FAULTY = -2;

  /** What {@link #advance} answers if code must be unfolded to tell. */
  int UNKNOWN = -3;

  /** What {@link #advance} answers if it cannot tell: more than one state may follow, or none. */
  int BRANCHING = -4;

  /**
   * Does the next operation of a vCPU in place: what {@link #step} does, but quicker.
   *
   * @param mayGrow whether code may be unfolded; if so and afterwards {@link #isTooNarrow}, the
   *     state is void
   * @return the node that the vCPU is at afterwards; or one of the answers below 0, and the state
   *     is as before
   */
  int advance(int vcpu, long[] states, int offset, boolean mayGrow);

  /** Where the fields of a state lie. */
  Layout layout();

  /** Whether some field has more codes than its bits can hold. */
  boolean isTooNarrow();

  /**
   * Replaces the layout by one in which every known code fits.
   *
   * @return how to copy states into it
   */
  Layout.Relocation widen();

  /** The node that a vCPU is at in a state. */
  int node(long[] states, int offset, int vcpu);

  /** The value that a variable has in a state. */
  long value(long[] states, int offset, int variable);

  /** The code that a variable has in a state. */
  int code(long[] states, int offset, int variable);

  /** Whether every vCPU has ended. */
  boolean hasEnded(long[] states, int offset);

  /** Whether some vCPUs have the same program. */
  boolean hasTwins();

  /**
   * Sorts the vCPUs that have the same program by their nodes: of all states that differ only in
   * which of them is where, the same one results. Programs cannot tell which vCPU runs them, so all
   * those states are alike (Ip, Dill: Better Verification Through Symmetry, FMSD 1996).
   */
  void sortTwins(long[] states, int offset);

  /**
   * A 64-bit hash of a state that does not depend on the layout: a random number for each bit of
   * each field, those of the bits that are set added without carry. So two different states have
   * one hash with probability 2^-64 (Carter, Wegman: Universal Classes of Hash Functions, JCSS
   * 1979), and a transition changes it by what it changes.
   */
  long hash(long[] states, int offset);

  /**
   * By what the hashes of two states differ.
   *
   * @param state from its first word on
   * @param states has the other state at the offset
   */
  long hashChange(long[] state, long[] states, int offset);

  /** Sets the listener of all that programs are asked for from now on. */
  void setListener(UnfoldingListener listener);

  /** Asks a program again for what a {@link UnfoldingListener} was told of: the same numbers come of it. */
  void grow(int vcpu, int node, int index, long result);

  /** Writes the layout. */
  void save(DataOutput out) throws IOException;

  /** Lays states out as in another machine that has grown as much as this one. */
  void restore(DataInput in) throws IOException;
}
