package vcpucheck.scenarios.world;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import vcpucheck.checker.catalogue.Catalogue.Named;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;

/** The forms of the mediator, and of the guest, by their names. */
public final class Forms {
  /** The name of a weakening of the guest, for which the mediator stays as it is. */
  public static final String QUEUE_AFTER = "M-queue-after";

  /** S43: a domain's vCPUs are told to pause, but not waited for. */
  public static final String NO_SYNC_PAUSE = "M-no-sync-pause";

  private static final Set<String> OUTSIDE = Set.of(QUEUE_AFTER, NO_SYNC_PAUSE);

  private static final String WITHOUT = "without-";

  private Forms() {}

  /**
   * The weakening of the mediator with a name; empty if none, the guest's, or a missing repair is
   * asked for.
   */
  public static Optional<Mutant> mutant(Optional<String> label) {
    return label
        .filter(name -> !OUTSIDE.contains(name) && !name.startsWith(WITHOUT))
        .map(Mutant::of);
  }

  /**
   * The repairs that a form lacks: "without-" and their names, joined with "+".
   *
   * @throws IllegalArgumentException if there is no such repair, or the revision never had it
   */
  public static List<Fix> missing(Configuration form) {
    Revision revision = Revision.of(form.revision());
    return form
        .mutant()
        .filter(name -> name.startsWith(WITHOUT))
        .map(name -> name.substring(WITHOUT.length()))
        .stream()
        .flatMap(names -> Stream.of(names.split("\\+", -1)))
        .map(name -> missing(name, revision))
        .toList();
  }

  private static Fix missing(String name, Revision revision) {
    return repairs()
        .filter(fix -> fix.name().equals(name) && revision.has(fix))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "only a repair that is there can be left out: repair="
                        + name
                        + " revision="
                        + revision.label()));
  }

  /** The repairs that are ours. */
  public static Stream<Fix> repairs() {
    return Stream.of(Fix.values()).filter(fix -> fix.since() == Revision.REPAIRED);
  }

  /** The name of the weakening that leaves some repairs out. */
  public static String without(List<Fix> repairs) {
    return WITHOUT + repairs.stream().map(Fix::name).collect(joining("+"));
  }

  /** The weakening that leaves a repair out, with a sentence about it. */
  public static Named named(Fix repair) {
    return new Named(without(List.of(repair)), "only on repaired, lacks: " + repair.subject());
  }

  /** The variant of the mediator with a name. */
  public static Variant variant(String label) {
    return Arrays.stream(Variant.values())
        .filter(variant -> variant.label().equals(label))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("a variant must be known: variant=" + label));
  }

  /** A variant, with a sentence about it. */
  public static Named named(Variant variant) {
    return new Named(
        variant.label(),
        variant == Variant.LOCKED
            ? "lists under one spin lock per domain, as in C"
            : "tables without a lock");
  }

  /** A revision, with a sentence about it. */
  public static Named named(Revision revision) {
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
  public static Named named(Mutant mutant) {
    return new Named(
        mutant.label(),
        switch (mutant) {
          case ONE_LIST -> "buffers and argument pages share one name space of cookies";
          case NO_RESET -> "the thread id of a resumed call is not reset";
          case LATE_RESET -> "the thread id is reset only after OP-TEE was entered";
          case COUNT_FIRST -> "a call leaves the count before OP-TEE is entered";
          case PLAIN_DECREMENT -> "the number of calls is decremented by a load and a store";
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
          case NO_OWNER_CHECK -> "a page that was looked up is pinned whoever owns it by then";
          case TWO_STEP_RESERVE -> "lock-free: a buffer and its pages are reserved one by one";
          case PER_CPU_COUNT -> "lock-free: each processor has half of the limits for itself";
          case PLAIN_INCREMENT -> "lock-free: a reference is taken to what may be gone";
          case NO_REFERENCE -> "lock-free: a struct is used without a reference";
          case FREE_UNDER_READERS -> "lock-free: a struct is freed under those who use it";
          case BARE_INDEX -> "lock-free: a slot has no generation";
          case ONE_BIT_GENERATION -> "lock-free: the generation of a slot has one bit";
          case CLAIM_THEN_FILL -> "lock-free: a slot is live before it is filled";
          case SCAN_THEN_INSERT -> "lock-free: cookies are compared, and then inserted";
          case COPY_ALL -> "the whole copy of a message goes back to the guest, not only results";
          case EARLY_DESTROY_NOTICE -> "OP-TEE hears of a domain's end before buffers go";
          case CURSOR_KEPT -> "an interrupted destruction goes on behind what it freed last";
        });
  }

  /** The weakening of the guest. */
  public static Named queueAfter() {
    return new Named(QUEUE_AFTER, "a task queues for a thread only after it found none");
  }

  /** The weakening of the toolstack's pause. */
  public static Named noSyncPause() {
    return new Named(NO_SYNC_PAUSE, "a domain is destroyed while its vCPUs are still in calls");
  }
}
