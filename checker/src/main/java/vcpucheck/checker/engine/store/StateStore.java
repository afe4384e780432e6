package vcpucheck.checker.engine.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;

/**
 * What is remembered of each visited state. States are numbered from 0 in the order in which they
 * were found; which state has which number, a {@link StateIndex} tells.
 */
public interface StateStore {
  /**
   * The hash of a state from that of the machine: every bit of it depends on every bit of that, and
   * two are equal only if those are.
   */
  static long spread(long hash) {
    long spread = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
    return spread ^ (spread >>> 32);
  }

  /** The hash of a state in a machine's layout. */
  static long hash(StateCodec codec, long[] states, int offset) {
    return spread(codec.hash(states, offset));
  }

  /** A hash of a state, which tells nearly all states apart, whatever the layout. */
  long hash(long[] states, int offset);

  /** Whether a state and its hash are what is remembered under a number. */
  boolean is(int number, long hash, long[] states, int offset);

  /** Whether two states that are not remembered yet are taken for one. */
  boolean isSame(
      long hash, long[] states, int offset, long otherHash, long[] otherStates, int otherOffset);

  /** Fetches what {@link #is} compares, so that the processor has it by then; any value. */
  long touch(int number);

  /**
   * Tells the hashes of some states.
   *
   * @param target receives them, from its first element
   */
  void hashes(int from, int end, long[] target);

  /** Makes room for the states below a number. */
  void reserve(int size);

  /** Remembers a state under a number that there is room for. Several threads may, at once. */
  void set(int number, long hash, long[] states, int offset);

  /** Says that all states below a number are set. */
  void setSize(int size);

  /**
   * Copies a state that was not yet taken, or of an exact store any state. Several threads may, at
   * once.
   *
   * @param target receives the state, from its first word
   */
  void take(int number, long[] target);

  /** Says that states will not be taken any more. */
  void release(int from, int end);

  /** How many states there are. */
  int size();

  /**
   * Moves to a new layout.
   *
   * @param workers share the work
   */
  void relayout(Layout.Relocation relocation, WorkerPool workers);

  /** Writes what is remembered of the states below a number. */
  void save(DataOutput out, int size) throws IOException;

  /** Reads what was saved, into an empty store. */
  void restore(DataInput in) throws IOException;

  /** How much memory the store takes. */
  long bytes();

  /** How many visited states have numbers below 0. */
  default long before() {
    return 0;
  }

  /** Prepares for states to be taken. */
  default void fetch(int from, int end) {}

  /**
   * A number under which a state can be taken until states first get numbers below 0, and from then
   * on however long the search goes on.
   */
  default int keep(int number) {
    return number;
  }

  /** Whether every state can be taken any number of times. */
  boolean isExact();
}
