package vcpucheck.scenarios.catalogue.builder;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.form.Form;

/**
 * One scenario of the catalogue.
 *
 * @param id its number
 * @param name its name
 * @param lesson what one would believe, or what goes wrong
 * @param source where it comes from
 * @param vcpus how many vCPUs it may have, the default first
 * @param properties the names of the properties that it has; {@link Property#noStuckVcpu} is added
 * @param expectations the verdicts
 * @param lowestWithoutLocks the revisions on which, without locks, allocations take the lowest free
 *     slot
 * @param programs the program of a configuration
 * @param alikePrograms that with which numbers of vCPUs are compared, if it is another
 */
record CatalogueEntry(
    String id,
    String name,
    String lesson,
    String source,
    List<Integer> vcpus,
    List<String> properties,
    List<Expectation> expectations,
    Set<Revision> lowestWithoutLocks,
    BiFunction<Memory, Configuration, Program> programs,
    Optional<BiFunction<Memory, Configuration, Program>> alikePrograms)
    implements Scenario {
  CatalogueEntry {
    vcpus = List.copyOf(vcpus);
    properties =
        Stream.concat(properties.stream(), Stream.of(Property.noStuckVcpu().name())).toList();
    expectations = List.copyOf(expectations);
    lowestWithoutLocks = Set.copyOf(lowestWithoutLocks);
  }

  /** The locked variant, unless nothing is expected of it. */
  @Override
  public Configuration defaults() {
    return new Configuration(
        Revision.XEN_4_22.label(), defaultVariant().label(), Optional.empty(), vcpus.get(0));
  }

  private Variant defaultVariant() {
    return expectations.stream()
            .map(expectation -> expectation.configuration().variant())
            .anyMatch(Variant.LOCKED.label()::equals)
        ? Variant.LOCKED
        : Variant.LOCK_FREE;
  }

  @Override
  public Model model(Configuration configuration) {
    if (!vcpus.contains(configuration.vcpus())) {
      throw new IllegalArgumentException(
          "scenario " + name + " has one of " + vcpus + " vCPUs: vcpus=" + configuration.vcpus());
    }
    return model(programs, configuration);
  }

  @Override
  public Model alike(Configuration configuration) {
    return alikePrograms
        .map(other -> model(other, configuration))
        .orElseGet(() -> model(configuration));
  }

  private static Model model(
      BiFunction<Memory, Configuration, Program> programs, Configuration configuration) {
    Form.of(configuration); /* refuses wrong names before anything runs */
    return memory -> withNoStuckVcpu(programs.apply(memory, configuration));
  }

  /** The same program, none of whose vCPUs may wait for ever: that is part of every scenario. */
  private static Program withNoStuckVcpu(Program program) {
    List<Property> asked =
        Stream.concat(program.properties().stream(), Stream.of(Property.noStuckVcpu())).toList();
    return new Program(program.vcpus(), asked, program.allocationFailures());
  }

  @Override
  public Optional<Slab.Reuse> reuse(Configuration configuration) {
    boolean isLowest =
        configuration.variant().equals(Variant.LOCK_FREE.label())
            && lowestWithoutLocks.contains(Revision.of(Form.CODE_BASE.parse(configuration).base()));
    return isLowest ? Optional.of(Slab.Reuse.LOWEST) : Optional.empty();
  }

  @Override
  public List<String> properties(Configuration configuration) {
    return properties;
  }
}
