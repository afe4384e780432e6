package vcpucheck.checker.machine.state;

import java.util.BitSet;

/**
 * Ends a search that takes slots for interchangeable which are not: the program tells them apart.
 */
public final class Asymmetry extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient BitSet slots;

  /**
   * Says that slots are not to be exchanged.
   *
   * @param slots their numbers in {@link Slots}
   * @param reason one phrase: what tells them apart
   */
  public Asymmetry(BitSet slots, String reason) {
    super(reason, null, false, false);
    this.slots = (BitSet) slots.clone();
  }

  /** The slots that must stay where they are. */
  public BitSet slots() {
    return slots;
  }

  /** One phrase: what tells them apart. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
