package vcpucheck.checker.memory;

import java.util.function.UnaryOperator;

/**
 * An update of a {@linkplain GhostValue ghost} that is told which updates happen before it: under a
 * weak memory model they come in an order that no vCPU need know.
 *
 * @param <T> the type of the ghost
 */
public interface OrderedUpdate<T> extends UnaryOperator<T> {
  /**
   * The value after the update.
   *
   * @param known counts those updates of others that {@linkplain #isCounted count}
   */
  T apply(T before, Known known);

  @Override
  default T apply(T before) {
    return apply(before, Known.ALL);
  }

  /** Whether later updates are told if they happen after this one. */
  boolean isCounted();

  /**
   * Which earlier updates of a ghost happen before the one that is made now. Of each vCPU the last
   * ones may be unknown: what happens before an update is what its vCPU did first, and what others
   * did before something that its vCPU has acquired.
   *
   * @param packed two numbers for each vCPU, and who makes the update; 0 if everything is known
   */
  record Known(long packed) {
    /** Every update happens after all that memory has seen before it. */
    public static final Known ALL = new Known(0);

    /** This many updates of a vCPU, or more, are not known. */
    public static final int MOST = 8;

    /** The most vCPUs. */
    public static final int MOST_VCPUS = 7;

    private static final int BITS = 4;
    private static final int MASK = (1 << BITS) - 1;
    private static final int MAKER_SHIFT = 2 * BITS * MOST_VCPUS;
    private static final long IS_PARTIAL = 1L << 62;

    /** What a vCPU knows of each; nothing is unknown yet. */
    public static Known of(int vcpu) {
      return new Known(IS_PARTIAL | (long) vcpu << MAKER_SHIFT);
    }

    /**
     * The same, but for one vCPU.
     *
     * @param unknown how many of its last updates are not known, up to {@link #MOST}
     * @param unknownToSome how many are not known to some vCPU that can still make updates
     */
    public Known with(int vcpu, int unknown, int unknownToSome) {
      long both = unknown | (long) unknownToSome << BITS;
      return new Known(packed | both << (2 * BITS * vcpu));
    }

    /** Whether every update happens after all that memory has seen before it. */
    public boolean isAll() {
      return packed == 0;
    }

    /** The vCPU that makes the update. */
    public int vcpu() {
      return (int) (packed >>> MAKER_SHIFT) & MASK;
    }

    /** How many of a vCPU's last updates are not known to the one that makes this one. */
    public int unknown(int vcpu) {
      return (int) (packed >>> (2 * BITS * vcpu)) & MASK;
    }

    /** How many of a vCPU's last updates are not known to some vCPU that can still make updates. */
    public int unknownToSome(int vcpu) {
      return (int) (packed >>> (2 * BITS * vcpu + BITS)) & MASK;
    }
  }
}
