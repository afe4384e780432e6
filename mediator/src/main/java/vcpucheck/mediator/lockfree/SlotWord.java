package vcpucheck.mediator.lockfree;

/**
 * The word of a slot in a {@link CookieSlots}: ticket (48 bits), references (12), state (4).
 *
 * <p>A ticket is given once, to one insertion: it is the slot's generation and the struct's age at
 * the same time. At a hundred thousand insertions a second, tickets last for 89 years.
 */
final class SlotWord {
  /** Free, or being filled by the vCPU that allocated the struct: the whole word is 0. */
  static final long EMPTY = 0;

  private static final int TICKET_SHIFT = 16;
  private static final int STATE_BITS = 4;
  private static final long STATE_MASK = (1 << STATE_BITS) - 1;
  private static final long REFERENCE_MASK = 0xfff;
  private static final long PENDING = 1;
  private static final long LIVE = 2;
  private static final long DYING = 3;

  /** One reference, to be added to a word. */
  static final long REFERENCE = 1 << STATE_BITS;

  private SlotWord() {}

  /** A filled slot whose insertion is not decided. */
  static long pending(long ticket, int references) {
    return ticket << TICKET_SHIFT | references * REFERENCE | PENDING;
  }

  /** Whether it is a pending slot of a ticket. */
  static boolean isPending(long word, long ticket) {
    return (word & STATE_MASK) == PENDING && ticket(word) == ticket;
  }

  /** The word of a pending slot whose insertion succeeded. */
  static long live(long pending) {
    return (pending & ~STATE_MASK) | LIVE;
  }

  static boolean isLive(long word) {
    return (word & STATE_MASK) == LIVE;
  }

  /** The word of a live slot once it is taken out: empty without references, else dying. */
  static long takenOut(long live) {
    return references(live) == 0 ? EMPTY : (live & ~STATE_MASK) | DYING;
  }

  /** The word with one reference less: empty if that was the last of a dying slot. */
  static long dropped(long word) {
    long rest = word - REFERENCE;
    return (rest & STATE_MASK) == DYING && references(rest) == 0 ? EMPTY : rest;
  }

  static long references(long word) {
    return word >>> STATE_BITS & REFERENCE_MASK;
  }

  static long ticket(long word) {
    return word >>> TICKET_SHIFT;
  }
}
