package vcpucheck.mediator.lockfree;

/**
 * The word that names a table's last insertion: ticket (48 bits), slot (16); 0 before the first.
 */
final class InsertionWord {
  private static final int TICKET_SHIFT = 16;
  private static final long SLOT_MASK = (1 << TICKET_SHIFT) - 1;

  private InsertionWord() {}

  static long of(long ticket, int slot) {
    return ticket << TICKET_SHIFT | slot;
  }

  static long ticket(long word) {
    return word >>> TICKET_SHIFT;
  }

  static int slot(long word) {
    return (int) (word & SLOT_MASK);
  }
}
