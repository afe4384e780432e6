package vcpucheck.checker.machine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variables;
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
   * @return the node that the vCPU is at in the state
   */
  int step(int vcpu, long[] states, int offset, Transitions out);

  /**
   * Does the next operation of a vCPU in place: what {@link #step} does, but quicker.
   *
   * @param mayGrow whether code may be unfolded; if so and afterwards {@link
   *     StateCodec#isTooNarrow}, the state is void
   * @return the node that the vCPU is at afterwards; or one of the answers below 0, and the state
   *     is as before
   */
  int advance(int vcpu, long[] states, int offset, boolean mayGrow);

  /**
   * How many slots of a slab are free, if it makes no difference which of them an allocation takes,
   * and it does not fail: none of them is referred to, and each may be exchanged for each other.
   *
   * @param mayGrow whether code may be unfolded; if not, the answer may be {@link #UNKNOWN}
   * @return 0 if it makes a difference
   */
  default int alikeFree(int slab, long[] states, int offset, boolean mayGrow) {
    return 0;
  }

  /**
   * Does the next operation of a vCPU in place, an allocation for which {@link #alikeFree} has
   * found slots: takes the first of them.
   *
   * @param mayGrow as in {@link #advance}
   * @return the slot, by its index in the slab, or {@link #UNKNOWN}
   */
  default int allocateAlike(int vcpu, long[] states, int offset, boolean mayGrow) {
    return UNKNOWN;
  }

  /** The node that a vCPU is at in a state. */
  int node(long[] states, int offset, int vcpu);

  /** The value that a variable has in a state. */
  long value(long[] states, int offset, int variable);

  /** The code that the value of a variable has in a state. */
  int code(long[] states, int offset, int variable);

  /** Whether every vCPU has ended. */
  boolean hasEnded(long[] states, int offset);

  /**
   * The value that a vCPU's next operation finds in its variable.
   *
   * @param alternative which of its outcomes; see {@link Transitions#alternative}
   */
  long found(long[] states, int offset, int vcpu, int alternative);

  /**
   * What the model does in a step that the order of the code's operations does not explain, as one
   * phrase: "an older value"; empty if there is nothing to say.
   */
  default String remark(long[] states, int offset, int vcpu, int alternative) {
    return "";
  }

  /**
   * What a step of the machine itself does, which is no operation of the code: "buffered store
   * reaches memory: x = 1"; empty if it is the vCPU's next operation.
   */
  default String ownStep(long[] states, int offset, int vcpu, int alternative) {
    return "";
  }

  /** Where a step finds or leaves a value; of a step that accesses nothing, any answer. */
  default StorePlace place(long[] states, int offset, int vcpu, int alternative) {
    throw new AssertionError("checker bug: memory has one place for each variable");
  }

  /** What a state has beside the last value of each variable. */
  default List<Pending> pending(long[] states, int offset) {
    return List.of();
  }

  /** Whether it takes steps that are no operations of the code; see {@link #ownStep}. */
  default boolean hasOwnSteps() {
    return false;
  }

  /** Whether an alternative is such a step. */
  default boolean isOwnStep(int alternative) {
    return false;
  }

  /**
   * The variable of the step that the machine itself takes next for a vCPU, if that step has one
   * outcome; otherwise {@link Variables#NONE}.
   */
  default int ownVariable(long[] states, int offset, int vcpu) {
    return Variables.NONE;
  }

  /**
   * Does that step in place.
   *
   * @param mayGrow as in {@link #advance}
   * @return its alternative; or one of the answers below 0, and the state is as before
   */
  default int advanceOwn(int vcpu, long[] states, int offset, boolean mayGrow) {
    return BLOCKED;
  }

  /**
   * When an operation commutes with what other vCPUs do, and has the same outcomes before it: what
   * blocks of operations may be made of.
   */
  Mobility mobility(Op op);

  /**
   * When an operation can be put off: whatever others do after it, they can do first, and the same
   * comes of it, beside what more it may find then.
   */
  default Mobility delay(Op op) {
    return Mobility.NEVER;
  }

  /** Whether a vCPU's operations can be put off in a state. */
  default boolean mayDelay(long[] states, int offset, int vcpu) {
    return true;
  }

  /** The value that a variable has in the end, if no vCPU stores to it any more. */
  default long settledValue(long[] states, int offset, int variable) {
    return value(states, offset, variable);
  }

  /**
   * Whether memory has all that the code has stored, and nothing that it has not stored yet. A
   * state that is not settled and that nothing leaves is of no execution.
   */
  default boolean isSettled(long[] states, int offset) {
    return true;
  }

  /** Whether memory may have what the code has not stored yet. */
  default boolean mayForesee() {
    return false;
  }

  /**
   * Whether no vCPU gets on in the end: each has ended or waits for a value that is not the last
   * one of its variable, though an older one might let it go.
   */
  default boolean isHanging(long[] states, int offset) {
    return false;
  }

  /**
   * Whether transitions show all data races, as faults: between any two accesses that are not
   * ordered, and not only between accesses that are possible at once.
   */
  default boolean findsRaces() {
    return false;
  }

  /**
   * Whether programs turned out to do what the machine had assumed that they do not: then no
   * transition is listed any more, and the search must begin again, after {@link #restart}.
   */
  default boolean isContradicted() {
    return false;
  }

  /**
   * What the memory model allows and the machine leaves out, of programs that do what these do: a
   * sentence; empty if it leaves out nothing.
   */
  default Optional<String> gap() {
    return Optional.empty();
  }

  /** Begins again with what is known of the programs by now. States of before are void. */
  default void restart() {}

  /** Writes what states consist of, beyond what unfolding programs again tells. */
  default void save(DataOutput out) throws IOException {}

  /** Reads what was saved, when the programs have been unfolded as far as then. */
  default void restore(DataInput in) throws IOException {}

  /**
   * Checks that programs do not tell apart the slots that a search has exchanged.
   *
   * @throws Asymmetry if one does
   */
  default void validateSlots() {}

  /** Sets the listener that is told whenever a program is asked for the first time. */
  void setListener(UnfoldingListener listener);

  /**
   * Asks a program again for what an {@link UnfoldingListener} was told of: the same numbers come
   * of it.
   */
  void unfold(int vcpu, int node, int index, long result);
}
