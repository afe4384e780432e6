package vcpucheck.mediator.policy;

import java.util.StringJoiner;

/**
 * One deliberate weakening of the mediator, to see whether a check is sensitive to it: a checker
 * that does not catch a mutant is too weak.
 */
public enum Mutant {
  /** S05: buffers and argument pages share one name space of cookies. */
  ONE_LIST("M-one-list"),
  /** S06: the thread id of a resumed call is not reset. */
  NO_RESET("M-no-reset"),
  /** S06: the thread id of a resumed call is reset only after OP-TEE was entered. */
  LATE_RESET("M-late-reset"),
  /** S07: a call leaves the count before OP-TEE is entered. */
  COUNT_FIRST("M-count-first"),
  /** S72: the number of calls is decremented by a load and a store. */
  PLAIN_DECREMENT("M-plain-decrement"),
  /** S10: the number of buffers is read, compared and then incremented. */
  CHECK_THEN_INC("M-check-then-inc"),
  /**
   * S10: {@code atomic_add_unless} is taken to return the new value, as a comment in Xen has it.
   */
  ADD_RETURNS_NEW("M-add-returns-new"),
  /** S11: the page quota is changed by one compare-and-exchange, without another try. */
  NO_RETRY("M-no-retry"),
  /** S11: pages are added to the quota, compared, and taken off again if there are too many. */
  ADD_THEN_CHECK("M-add-then-check"),
  /** S13: UNREGISTER unpins before OP-TEE is asked. */
  UNPIN_ON_REQUEST("M-unpin-on-request"),
  /** S22: an undeliverable request goes back with the right id, but the call is never completed. */
  FIXED_ID("M-fixed-id"),
  /** S29: whether a call is in flight is tested and set outside of the lock. */
  UNLOCKED_FLAG("M-unlocked-flag"),
  /** S39: OP-TEE gets the guest's own message page. */
  NO_SHADOW("M-no-shadow"),
  /** S40: every parameter of an allocation answer is translated, as many as the shadow says. */
  LOOP_OVER_PARAMS("M-loop-over-params"),
  /** S40: an entry of a page list is read again after it was checked. */
  REFETCH("M-refetch"),
  /** S41: a shared page is remembered without a reference. */
  NO_REF("M-no-ref"),
  /** S41: a page is pinned whoever owns it by the time that the reference is taken. */
  NO_OWNER_CHECK("M-no-owner-check"),
  /** S10, S56: without locks, a buffer and its pages are reserved one after the other. */
  TWO_STEP_RESERVE("M-two-step-reserve"),
  /** S55: without locks, each processor has its own half of the limits, and counts for itself. */
  PER_CPU_COUNT("M-per-cpu-count"),
  /** S50: without locks, a reference is taken without a look at whether the struct is there. */
  PLAIN_INCREMENT("M-plain-increment"),
  /** S50: without locks, a struct is used without a reference. */
  NO_REFERENCE("M-no-reference"),
  /** S50: without locks, a struct is freed under those who use it. */
  FREE_UNDER_READERS("M-free-under-readers"),
  /** S51: without locks, a slot has no generation. */
  BARE_INDEX("M-bare-index"),
  /** S51: without locks, the generation of a slot has one bit. */
  ONE_BIT_GENERATION("M-one-bit-generation"),
  /** S52: without locks, a slot is live before it is filled. */
  CLAIM_THEN_FILL("M-claim-then-fill"),
  /** S52: without locks, cookies are compared and then inserted, decided in no one place. */
  SCAN_THEN_INSERT("M-scan-then-insert"),
  /** S64: the whole shadow of a message is copied back, not only results. */
  COPY_ALL("M-copy-all"),
  /** S43: OP-TEE hears of a domain's end before the buffers are released. */
  EARLY_DESTROY_NOTICE("M-early-destroy-notice"),
  /** S44: an interrupted destruction goes on behind the buffer that it freed last. */
  CURSOR_KEPT("M-cursor-kept");

  private final String label;

  Mutant(String label) {
    this.label = label;
  }

  /** The mutant's name as users write it. */
  public String label() {
    return label;
  }

  /**
   * The mutant with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Mutant of(String label) {
    StringJoiner known = new StringJoiner(", ");
    for (Mutant mutant : values()) {
      if (mutant.label.equals(label)) {
        return mutant;
      }
      known.add(mutant.label);
    }
    throw new IllegalArgumentException(
        "a mutant must be known: mutant=" + label + "; known are " + known);
  }
}
