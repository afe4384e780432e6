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
    return new Named(variant.label(), variant.about());
  }

  /** A revision, with a sentence about it. */
  public static Named named(Revision revision) {
    return new Named(revision.label(), revision.about());
  }

  /** A weakening of the mediator, with a sentence about it. */
  public static Named named(Mutant mutant) {
    return new Named(mutant.label(), mutant.about());
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
