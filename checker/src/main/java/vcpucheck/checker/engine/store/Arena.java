package vcpucheck.checker.engine.store;

import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.machine.state.Layout;

/** Keeps whole states by number. Different states may be set or got by several threads at once. */
interface Arena {
  /** Makes room for the states below a number. */
  void reserve(int size);

  /** Keeps a state that there is room for. */
  void set(int number, long[] states, int offset);

  /** Copies a state to the first words of an array. */
  void get(int number, long[] target);

  /** Whether a state is the one with a number. */
  boolean is(int number, long[] states, int offset);

  /** See {@link StateStore#hashes}. */
  void hashes(int from, int end, long[] target);

  /** Fetches what {@link #is} compares; any value. */
  long touch(int number);

  /**
   * Moves the states below a number to the machine's layout. If memory runs out on the way, the
   * next call goes on.
   *
   * @param workers share the work
   */
  void relayout(Layout.Relocation relocation, int size, WorkerPool workers);

  /** Forgets all states, and takes others in the layout that is the machine's by now. */
  void clear();

  /** How much memory it takes. */
  long bytes();
}
