package vcpucheck.checker.engine.cluster.runs;

/**
 * What states are sorted by: their hash, whose last bits give way to what kind of a state it is.
 * Keys of equal states are equal, for the kind is a function of the state.
 */
public final class StateKey {
  /** Every vCPU but daemons has ended, and every daemon is at rest. */
  public static final long AT_REST = 1;

  /** The state is not expanded, for something is wrong with it or an assumption fails. */
  public static final long UNEXPANDED = 2;

  /** Something is wrong with the state. */
  public static final long VIOLATION = 4;

  private static final long KINDS = 7;

  private StateKey() {}

  public static long of(long hash, long kind) {
    return (hash & ~KINDS) | kind;
  }

  /** Whether a state is of a kind. */
  public static boolean is(long key, long kind) {
    return (key & kind) != 0;
  }

  /** The order of keys; 0 for those of states with one hash. */
  public static int compare(long key, long other) {
    return Long.compareUnsigned(key & ~KINDS, other & ~KINDS);
  }

  /**
   * The part that a state belongs to.
   *
   * @param partitions how many parts there are, a power of two
   */
  public static int partition(long key, int partitions) {
    int bits = Integer.numberOfTrailingZeros(partitions);
    return bits == 0 ? 0 : (int) (key >>> (Long.SIZE - bits));
  }
}
