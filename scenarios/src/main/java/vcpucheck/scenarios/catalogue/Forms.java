package vcpucheck.scenarios.catalogue;

import java.util.Arrays;
import java.util.Optional;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Mutant;

/** The forms of the mediator by their names. */
final class Forms {
  /** The name of a weakening of the guest, for which the mediator stays as it is. */
  static final String QUEUE_AFTER = "M-queue-after";

  private Forms() {}

  /** The weakening of the mediator with a name; empty if none is, or the guest's is, asked for. */
  static Optional<Mutant> mutant(Optional<String> label) {
    return label
        .filter(name -> !name.equals(QUEUE_AFTER))
        .map(
            name ->
                Arrays.stream(Mutant.values())
                    .filter(mutant -> mutant.label().equals(name))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "a mutant must be known: mutant=" + name)));
  }

  /** The variant of the mediator with a name. */
  static Variant variant(String label) {
    return Arrays.stream(Variant.values())
        .filter(variant -> variant.label().equals(label))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("a variant must be known: variant=" + label));
  }
}
