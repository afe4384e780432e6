package vcpucheck.scenarios.bench;

import java.util.List;
import java.util.Map;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.HarrisMichaelSet;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.model.Model;

/**
 * A model, and the same in SPIN's language.
 *
 * @param name what it is, in results
 * @param model for this checker
 * @param file a resource
 * @param macros what its macros stand for
 */
record SpinModel(String name, Model model, String file, Map<String, Integer> macros) {
  SpinModel {
    macros = Map.copyOf(macros);
  }

  /** Several vCPUs increment a counter under a lock, again and again. */
  static SpinModel criticalSections(int vcpus, int rounds) {
    return new SpinModel(
        "critical sections " + vcpus + " x " + rounds,
        new CriticalSections(vcpus, rounds),
        "critical-sections.pml",
        Map.of("N", vcpus, "K", rounds));
  }

  /** Several vCPUs increment a counter by compare-and-set, again and again. */
  static SpinModel casCounter(int vcpus, int rounds) {
    return new SpinModel(
        "CAS counter " + vcpus + " x " + rounds,
        new CasCounter(vcpus, rounds),
        "cas-counter.pml",
        Map.of("N", vcpus, "K", rounds));
  }

  /** Philosophers take the fork on their left first. */
  static SpinModel philosophers(int count) {
    return new SpinModel(
        "philosophers " + count, new Philosophers(count), "philosophers.pml", Map.of("N", count));
  }

  /** Several vCPUs insert into a sorted lock-free list and remove from it, again and again. */
  static SpinModel harrisMichaelSet(int vcpus, int rounds) {
    return new SpinModel(
        "Harris-Michael set " + vcpus + " x " + rounds,
        new HarrisMichaelSet(vcpus, rounds, true),
        "harris-michael.pml",
        Map.of("N", vcpus, "K", rounds));
  }

  /** The macros as arguments of a C preprocessor. */
  List<String> definitions() {
    return macros.entrySet().stream()
        .map(macro -> "-D" + macro.getKey() + "=" + macro.getValue())
        .sorted()
        .toList();
  }
}
