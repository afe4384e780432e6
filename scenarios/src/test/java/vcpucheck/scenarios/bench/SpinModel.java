package vcpucheck.scenarios.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** The same in Murphi, but for its constants; empty if nobody has written it. */
  Optional<String> murphi() {
    String name = "/bench/" + file.replace(".pml", ".m");
    try (InputStream text = SpinModel.class.getResourceAsStream(name)) {
      return text == null
          ? Optional.empty()
          : Optional.of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The macros as arguments of a C preprocessor. */
  List<String> definitions() {
    return macros.entrySet().stream()
        .map(macro -> "-D" + macro.getKey() + "=" + macro.getValue())
        .sorted()
        .toList();
  }
}
