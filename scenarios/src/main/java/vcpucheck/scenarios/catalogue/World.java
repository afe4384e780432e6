package vcpucheck.scenarios.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.Mediator;
import vcpucheck.mediator.MediatorConfig;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.Structs;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestSizes;
import vcpucheck.scenarios.property.Observed;
import vcpucheck.scenarios.property.Properties;
import vcpucheck.scenarios.tee.OpTee;
import vcpucheck.scenarios.tee.TeeConfig;

/** A machine with one guest, the mediator and OP-TEE on it. */
final class World {
  private static final long RAM_BASE = 0x4000_0000L;

  private final Machine machine;
  private final Guest guest;
  private final OpTee tee;
  private final Mediator mediator;
  private final Observed observed;

  World(Memory memory, Sizes sizes, Configuration configuration) {
    int xenPages = 2 * (sizes.threads() + sizes.vcpus()) + sizes.cookies();
    machine = new Machine(memory, sizes.kind(), xenPages);
    Domain domain = new Domain(machine, 1, RAM_BASE);
    guest =
        new Guest(
            domain,
            new GuestSizes(
                sizes.vcpus(),
                sizes.cookies(),
                sizes.pages(),
                sizes.limits().listEntries(),
                sizes.threads(),
                sizes.waits()));
    TeeConfig config =
        new TeeConfig(
            sizes.threads(),
            sizes.caches(),
            sizes.scripts(),
            sizes.limits().listEntries(),
            sizes.teeFailures());
    tee = new OpTee(machine, List.of(domain.id() + 1L), config);
    mediator = new Mediator(machine, List.of(domain), tee, mediatorConfig(sizes, configuration));
    guest.connect(mediator);
    observed =
        new Observed(
            machine,
            domain,
            mediator.context(domain),
            tee.partition(domain.id() + 1L),
            sizes.limits());
  }

  private static MediatorConfig mediatorConfig(Sizes sizes, Configuration configuration) {
    Behaviour behaviour = Behaviour.of(Revision.of(configuration.revision()), sizes.limits());
    Behaviour weakened = mutant(configuration.mutant()).map(behaviour::with).orElse(behaviour);
    Structs.Capacity capacity =
        new Structs.Capacity(
            1, sizes.threads() + sizes.vcpus(), sizes.cookies() + 1, sizes.cookies() + 1);
    return MediatorConfig.of(weakened, capacity).with(variant(configuration.variant()));
  }

  private static Optional<Mutant> mutant(Optional<String> label) {
    return label.map(
        name ->
            Arrays.stream(Mutant.values())
                .filter(mutant -> mutant.label().equals(name))
                .findFirst()
                .orElseThrow(
                    () -> new IllegalArgumentException("a mutant must be known: mutant=" + name)));
  }

  private static Variant variant(String label) {
    return Arrays.stream(Variant.values())
        .filter(variant -> variant.label().equals(label))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("a variant must be known: variant=" + label));
  }

  Guest guest() {
    return guest;
  }

  Machine machine() {
    return machine;
  }

  Mediator mediator() {
    return mediator;
  }

  OpTee tee() {
    return tee;
  }

  Observed observed() {
    return observed;
  }

  /** The program of some vCPUs, with the common properties. */
  Program program(Vcpu<?>... vcpus) {
    return new Program(List.of(vcpus), Properties.all(observed), 0);
  }

  /** The program of some vCPUs, with the common properties and more. */
  Program program(List<Vcpu<?>> vcpus, Property... more) {
    List<Property> properties = new ArrayList<>(Properties.all(observed));
    properties.addAll(List.of(more));
    return new Program(vcpus, properties, 0);
  }
}
