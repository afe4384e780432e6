package vcpucheck.mediator.lockfree;

import vcpucheck.mediator.table.StdCall;

/**
 * The word of a slot in a {@link LockFreeCallTable}: ticket (30 bits), thread id (32), state (2).
 *
 * <p>The ticket is an age and nothing else: it wraps, and is compared by difference.
 */
final class CallWord {
  /** Free: the whole word is 0. */
  static final long EMPTY = 0;

  private static final int TICKET_SHIFT = 34;
  private static final int THREAD_SHIFT = 2;
  private static final long STATE_MASK = 3;
  private static final long IN_FLIGHT = 1;
  private static final long IDLE = 2;

  private CallWord() {}

  /** A call that a vCPU drives; it has no thread id. */
  static long inFlight(long ticket) {
    return of(ticket, StdCall.NO_THREAD, IN_FLIGHT);
  }

  /** A call that waits. */
  static long idle(long ticket, int threadId) {
    return of(ticket, threadId, IDLE);
  }

  private static long of(long ticket, int threadId, long state) {
    return ticket << TICKET_SHIFT | (threadId & 0xFFFF_FFFFL) << THREAD_SHIFT | state;
  }

  static boolean isInFlight(long word) {
    return (word & STATE_MASK) == IN_FLIGHT;
  }

  static int threadId(long word) {
    return (int) (word >>> THREAD_SHIFT);
  }

  static long ticket(long word) {
    return word >>> TICKET_SHIFT;
  }

  /** Whether one word's call is older than another's. */
  static boolean isOlder(long word, long other) {
    return (ticket(word) - ticket(other)) << TICKET_SHIFT < 0;
  }
}
