package vcpucheck.scenarios.stress;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;

/**
 * A race on one form of the mediator.
 *
 * @param subject which race
 * @param form which form of the mediator
 * @param actors the class that jcstress runs
 */
record StressTest(Subject subject, Configuration form, Class<? extends Actors> actors) {
  /**
   * A race on any form.
   *
   * @param id its number in the catalogue of scenarios, or of what such a catalogue should have
   * @param name its name there
   * @param setup makes it
   */
  record Subject(String id, String name, Race.Setup setup) {
    /** What the user may call it, the usual name first. */
    List<String> names() {
      return List.of(name, id);
    }

    StressTest on(Revision revision, Variant variant, Class<? extends Actors> actors) {
      return on(revision, variant, Optional.empty(), actors);
    }

    StressTest on(
        Revision revision, Variant variant, Mutant mutant, Class<? extends Actors> actors) {
      return on(revision, variant, Optional.of(mutant.label()), actors);
    }

    private StressTest on(
        Revision revision,
        Variant variant,
        Optional<String> mutant,
        Class<? extends Actors> actors) {
      return new StressTest(
          this, new Configuration(revision.label(), variant.label(), mutant, 2), actors);
    }
  }

  /** The race over some memory, while a model is built. */
  Race race(Memory memory) {
    return subject.setup().build(memory, form);
  }

  /** The name of the class that jcstress runs, as jcstress has it. */
  String className() {
    return String.valueOf(actors.getCanonicalName());
  }

  /** What it is called: the race and the form of the mediator. */
  String name() {
    return subject.id()
        + " "
        + subject.name()
        + " on "
        + form.revision()
        + " ("
        + form.variant()
        + form.mutant().map(mutant -> ", " + mutant).orElse("")
        + ")";
  }
}
