package vcpucheck.scenarios.catalogue;

import java.util.Arrays;
import java.util.Optional;
import vcpucheck.checker.catalogue.Catalogue.Named;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;

/** The forms of the mediator, and of the guest, by their names. */
final class Forms {
  /** The name of a weakening of the guest, for which the mediator stays as it is. */
  static final String QUEUE_AFTER = "M-queue-after";

  private Forms() {}

  /** The weakening of the mediator with a name; empty if none is, or the guest's is, asked for. */
  static Optional<Mutant> mutant(Optional<String> label) {
    return label.filter(name -> !name.equals(QUEUE_AFTER)).map(Mutant::of);
  }

  /** The variant of the mediator with a name. */
  static Variant variant(String label) {
    return Arrays.stream(Variant.values())
        .filter(variant -> variant.label().equals(label))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("a variant must be known: variant=" + label));
  }

  /** A variant, with a sentence about it. */
  static Named named(Variant variant) {
    return new Named(
        variant.label(),
        variant == Variant.LOCKED
            ? "lists under one spin lock per domain, as in C"
            : "tables without a lock");
  }

  /** A revision, with a sentence about it. */
  static Named named(Revision revision) {
    return new Named(
        revision.label(),
        switch (revision) {
          case COMMIT_551D3CEA0F -> "shared buffers are translated and pinned; no RPC shadow yet";
          case XEN_4_13 -> "the first release, with the seed race";
          case COMMIT_5B13EB1D97 -> "payload buffers are released early: the seed race's fix";
          case XEN_4_14 -> "NULL references are accepted";
          case XEN_4_15 -> "any order of freeing; function ids of 32 bits";
          case XEN_4_16 -> "leaks of refused registrations closed; the right id to disable caching";
          case XEN_4_17 -> "argument pages are released early: the twin race's fix";
          case XEN_4_22 -> "behaves as 4.17";
          case REPAIRED -> "4.22 with repairs of ours, each of which can be taken alone";
        });
  }

  /** A weakening of the mediator, with a sentence about it. */
  static Named named(Mutant mutant) {
    return new Named(
        mutant.label(),
        switch (mutant) {
          case ONE_LIST -> "buffers and argument pages share one name space of cookies";
          case NO_RESET -> "the thread id of a resumed call is not reset";
          case LATE_RESET -> "the thread id is reset only after OP-TEE was entered";
          case COUNT_FIRST -> "a call leaves the count before OP-TEE is entered";
          case CHECK_THEN_INC -> "the number of buffers is read, compared, then incremented";
          case ADD_RETURNS_NEW -> "atomic_add_unless is taken to return the new value";
          case NO_RETRY -> "one compare-and-exchange of the page quota, without another try";
          case ADD_THEN_CHECK -> "pages are added to the quota, compared, and taken off again";
          case UNPIN_ON_REQUEST -> "UNREGISTER unpins before OP-TEE is asked";
          case FIXED_ID -> "an undeliverable request goes back rightly, but is never completed";
          case UNLOCKED_FLAG -> "in_flight is tested and set outside of the lock";
          case NO_SHADOW -> "OP-TEE gets the guest's own message page";
          case LOOP_OVER_PARAMS -> "every parameter of an allocation answer is translated";
          case REFETCH -> "an entry of a page list is read again after it was checked";
          case NO_REF -> "a shared page is remembered without a reference";
          case EARLY_DESTROY_NOTICE -> "OP-TEE hears of a domain's end before buffers go";
          case CURSOR_KEPT -> "an interrupted destruction goes on behind what it freed last";
        });
  }

  /** The weakening of the guest. */
  static Named queueAfter() {
    return new Named(QUEUE_AFTER, "a task queues for a thread only after it found none");
  }
}
