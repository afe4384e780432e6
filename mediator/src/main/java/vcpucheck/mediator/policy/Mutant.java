package vcpucheck.mediator.policy;

import java.util.StringJoiner;

/**
 * One deliberate weakening of the mediator, to see whether a check is sensitive to it: a checker
 * that does not catch a mutant is too weak. Each names the scenarios that it is made for.
 */
public enum Mutant {
  /** S05. */
  ONE_LIST("M-one-list", "buffers and argument pages share one name space of cookies"),
  /** S06. */
  NO_RESET("M-no-reset", "the thread id of a resumed call is not reset"),
  /** S06. */
  LATE_RESET("M-late-reset", "the thread id is reset only after OP-TEE was entered"),
  /** S07. */
  COUNT_FIRST("M-count-first", "a call leaves the count before OP-TEE is entered"),
  /** S72. */
  PLAIN_DECREMENT("M-plain-decrement", "the number of calls is decremented by a load and a store"),
  /** S10. */
  CHECK_THEN_INC("M-check-then-inc", "the number of buffers is read, compared, then incremented"),
  /** S10. */
  ADD_RETURNS_NEW("M-add-returns-new", "atomic_add_unless is taken to return the new value"),
  /** S11. */
  NO_RETRY("M-no-retry", "one compare-and-exchange of the page quota, without another try"),
  /** S11. */
  ADD_THEN_CHECK("M-add-then-check", "pages are added to the quota, compared, and taken off again"),
  /** S13. */
  UNPIN_ON_REQUEST("M-unpin-on-request", "UNREGISTER unpins before OP-TEE is asked"),
  /** S22. */
  FIXED_ID("M-fixed-id", "an undeliverable request goes back rightly, but is never completed"),
  /** S20. */
  THREAD_ID_LOST("M-thread-id-lost", "a call whose answer is refused waits without its thread id"),
  /** S29. */
  UNLOCKED_FLAG("M-unlocked-flag", "in_flight is tested and set outside of the lock"),
  /** S39. */
  NO_SHADOW("M-no-shadow", "OP-TEE gets the guest's own message page"),
  /** S40. */
  LOOP_OVER_PARAMS("M-loop-over-params", "every parameter of an allocation answer is translated"),
  /** S40. */
  REFETCH("M-refetch", "an entry of a page list is read again after it was checked"),
  /** S41. */
  NO_REF("M-no-ref", "a shared page is remembered without a reference"),
  /** S41. */
  NO_OWNER_CHECK(
      "M-no-owner-check", "a page that was looked up is pinned without a check of its owner"),
  /** S32. */
  ANY_OWNER("M-any-owner", "a call releases what another call made for the same purpose"),
  /** S71. */
  FREE_IN_USE("M-free-in-use", "an argument page is freed by who takes it out, though it is used"),
  /** S71. */
  FREE_WHILE_LISTED(
      "M-free-while-listed", "the last user frees an argument page that is still on the list"),
  /** S78. */
  ANSWER_COMMAND("M-answer-command", "an answer is judged by the command that the guest wrote"),
  /** S79. */
  PLAIN_OFFER("M-plain-offer", "an offer without a page list is passed on as it is"),
  /** S25. */
  HIDDEN_FAILURE("M-hidden-failure", "the status of OP-TEE hides a copy that failed"),
  /** S80. */
  NO_STATUS("M-no-status", "a message with too many parameters is refused without a status"),
  /** S10, S56. */
  TWO_STEP_RESERVE(
      "M-two-step-reserve", "lock-free: a buffer and its pages are reserved one by one"),
  /** S55. */
  PER_CPU_COUNT("M-per-cpu-count", "lock-free: each processor has half of the limits for itself"),
  /** S50. */
  PLAIN_INCREMENT("M-plain-increment", "lock-free: a reference is taken to what may be gone"),
  /** S50. */
  NO_REFERENCE("M-no-reference", "lock-free: a struct is used without a reference"),
  /** S50. */
  FREE_UNDER_READERS("M-free-under-readers", "lock-free: a struct is freed under those who use it"),
  /** S51. */
  BARE_INDEX("M-bare-index", "lock-free: a slot has no generation"),
  /** S51. */
  ONE_BIT_GENERATION("M-one-bit-generation", "lock-free: the generation of a slot has one bit"),
  /** S52. */
  CLAIM_THEN_FILL("M-claim-then-fill", "lock-free: a slot is live before it is filled"),
  /** S52. */
  SCAN_THEN_INSERT("M-scan-then-insert", "lock-free: cookies are compared, and then inserted"),
  /** S49. */
  RELAXED_PUBLICATION(
      "M-relaxed-publication", "lock-free: what a struct is filled with is published unordered"),
  /** S54. */
  RELAXED_PUT("M-relaxed-put", "lock-free: a reference is given back by a relaxed update"),
  /** S54. */
  RELAXED_TAKE(
      "M-relaxed-take", "lock-free: a struct that nobody uses is taken out by a relaxed update"),
  /** S64. */
  COPY_ALL("M-copy-all", "the whole copy of a message goes back to the guest, not only results"),
  /** S43. */
  EARLY_DESTROY_NOTICE(
      "M-early-destroy-notice",
      "OP-TEE is notified of a domain's end before its buffers are freed"),
  /** S44. */
  CURSOR_KEPT(
      "M-cursor-kept", "an interrupted destruction continues after the buffer that it freed last");

  private final String label;
  private final String about;

  Mutant(String label, String about) {
    this.label = label;
    this.about = about;
  }

  /** The mutant's name as users write it. */
  public String label() {
    return label;
  }

  /** What is weaker, in a few words. */
  public String about() {
    return about;
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
