package vcpucheck.checker.bench;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.HarrisMichaelSet;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.model.Model;

/**
 * A model to measure.
 *
 * @param name what it is, in results
 * @param model for this checker
 * @param options how this checker searches it
 * @param promela the same model for SPIN, if there is one
 */
record Subject(String name, Model model, Options options, Optional<Promela> promela) {
  /** Breadth first, exact, without reductions: what SPIN counts too. */
  private static final Options PLAIN =
      Options.defaults()
          .with(Reductions.none())
          .withKeepGoing(true)
          .withCountedStates(0)
          .withValidate(false);

  /**
   * A model in SPIN's language.
   *
   * @param file a resource beside this class's
   * @param definitions values of its macros
   */
  record Promela(String file, List<String> definitions) {}

  private static Subject sameInSpin(String name, Model model, String file, String... definitions) {
    return new Subject(name, model, PLAIN, Optional.of(new Promela(file, List.of(definitions))));
  }

  static List<Subject> all() {
    return List.of(
        sameInSpin(
            "critical sections 5 x 12",
            new CriticalSections(5, 12),
            "critical-sections.pml",
            "N=5",
            "K=12"),
        sameInSpin("CAS counter 4 x 6", new CasCounter(4, 6), "cas-counter.pml", "N=4", "K=6"),
        sameInSpin("philosophers 10", new Philosophers(10), "philosophers.pml", "N=10"),
        new Subject("Harris-Michael set 3", new HarrisMichaelSet(3, true), PLAIN, Optional.empty()),
        new Subject(
            "CAS counter 4 x 6, fingerprints",
            new CasCounter(4, 6),
            PLAIN.with(Options.Store.FINGERPRINT),
            Optional.empty()),
        new Subject(
            "CAS counter 4 x 6, 2 workers",
            new CasCounter(4, 6),
            PLAIN.withWorkers(2),
            Optional.empty()),
        new Subject(
            "CAS counter 4 x 6, interleavings counted",
            new CasCounter(4, 6),
            PLAIN.withCountedStates(Long.MAX_VALUE),
            Optional.empty()));
  }
}
