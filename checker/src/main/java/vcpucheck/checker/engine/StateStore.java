package vcpucheck.checker.engine;

import vcpucheck.checker.machine.Layout;

/** The visited states. States are numbered from 0 in the order in which they were first put. */
interface StateStore {
  /** What {@link #put} returns when there is no room for another state. */
  int FULL = -1;

  /**
   * Puts a state.
   *
   * @param states holds the state, in the current layout
   * @param offset its first word
   * @return its number, new exactly if it equals the {@link #size} before; {@link #FULL} if the
   *     state is new and there is no room
   */
  int put(long[] states, int offset);

  /** Whether a visited state is this one. */
  boolean is(int number, long[] states, int offset);

  /**
   * Copies a visited state that was not yet taken, or of an exact store any visited state.
   *
   * @param target receives the state, from its first word
   */
  void take(int number, long[] target);

  /** How many states there are. */
  int size();

  /** Moves to a new layout. */
  void relayout(Layout.Relocation relocation);

  /** How much memory the store takes. */
  long bytes();

  /** Whether every state can be taken any number of times. */
  boolean isExact();
}
