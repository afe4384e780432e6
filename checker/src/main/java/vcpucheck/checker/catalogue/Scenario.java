package vcpucheck.checker.catalogue;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Model;

/** One phenomenon: a small world of vCPUs in which something can, or cannot, go wrong. */
public interface Scenario {
  /** The number in the catalogue: "S01". */
  String id();

  /** The name on the command line: "cookie-reuse". */
  String name();

  /** One sentence: what one would believe, or what goes wrong. */
  String lesson();

  /** Where the phenomenon comes from: a commit, a thread, a clause of a specification. */
  String source();

  /** The configuration in which it runs unless told otherwise. */
  Configuration defaults();

  /** The verdicts that it must have. */
  List<Expectation> expectations();

  /**
   * The model of one configuration.
   *
   * @throws IllegalArgumentException if the scenario makes no sense in it; the message says why
   */
  Model model(Configuration configuration);

  /**
   * The model with which numbers of vCPUs are compared: all of its vCPUs do the same, however many
   * there are. That of the configuration, unless the scenario gives each number of vCPUs a world of
   * its own.
   *
   * @throws IllegalArgumentException if the scenario makes no sense in it; the message says why
   */
  default Model alike(Configuration configuration) {
    return model(configuration);
  }

  /**
   * Which free slot allocations take in a configuration, if it is too large otherwise; empty for
   * what its model says.
   */
  default Optional<Slab.Reuse> reuse(Configuration configuration) {
    return Optional.empty();
  }

  /** The names of the properties that the model of a configuration is checked for. */
  List<String> properties(Configuration configuration);
}
