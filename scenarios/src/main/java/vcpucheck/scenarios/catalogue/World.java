package vcpucheck.scenarios.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.Mediator;
import vcpucheck.mediator.MediatorConfig;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Diagnostics;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.Structs;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.property.Observed;
import vcpucheck.scenarios.property.Properties;
import vcpucheck.scenarios.tee.OpTee;

/** A machine with one guest, the mediator and OP-TEE on it. */
final class World {
  private final Sizes sizes;
  private final Guest guest;
  private final Mediator mediator;
  private final Observed observed;

  World(Memory memory, Sizes sizes, Configuration configuration) {
    this.sizes = sizes;
    Machine machine = new Machine(memory, sizes.kind(), sizes.xenPages());
    Domain domain = new Domain(machine, 1, sizes.ramBase());
    guest = new Guest(domain, sizes.guest());
    OpTee tee = new OpTee(machine, List.of(domain.id() + 1L), sizes.tee());
    mediator = new Mediator(machine, List.of(domain), tee, config(sizes, configuration));
    guest.connect(mediator);
    observed =
        new Observed(
            machine,
            domain,
            sizes.ramBase() >>> 12,
            mediator.context(domain),
            tee.partition(domain.id() + 1L),
            sizes.behaviour(Revision.of(configuration.revision())));
  }

  private static MediatorConfig config(Sizes sizes, Configuration configuration) {
    Behaviour behaviour = sizes.behaviour(Revision.of(configuration.revision()));
    Structs.Capacity capacity =
        new Structs.Capacity(
            1, sizes.threads() + sizes.vcpus(), sizes.cookies() + 1, sizes.cookies() + 1);
    return new MediatorConfig(
        Forms.mutant(configuration.mutant()).map(behaviour::with).orElse(behaviour),
        Forms.variant(configuration.variant()),
        capacity,
        sizes.start(),
        Diagnostics.NONE);
  }

  Guest guest() {
    return guest;
  }

  Mediator mediator() {
    return mediator;
  }

  Observed observed() {
    return observed;
  }

  /**
   * Lets OP-TEE have argument pages from before: one for each of the first threads, with the first
   * cookies.
   *
   * @param script one that needs an argument page
   */
  void cacheArgumentPages(int threads, int script) {
    GuestVcpu.runTogether(
        IntStream.range(0, threads)
            .mapToObj(vcpu -> GuestVcpu.linux(guest, vcpu, Jobs.invoke(script)))
            .toList());
  }

  /** The program of some vCPUs, with the common properties. */
  Program program(Vcpu<?>... vcpus) {
    return program(List.of(vcpus));
  }

  /** The program of some vCPUs, with the common properties and more. */
  Program program(List<Vcpu<?>> vcpus, Property... more) {
    List<Property> properties = new ArrayList<>(Properties.all(observed));
    properties.addAll(List.of(more));
    return new Program(vcpus, properties, sizes.allocationFailures());
  }

  /** The program of some vCPUs and of a toolstack that destroys their domain. */
  Program programWithDestruction(List<Vcpu<?>> vcpus) {
    List<Property> properties = new ArrayList<>(Properties.duringDestruction(observed));
    properties.add(noLeak());
    return new Program(vcpus, properties, sizes.allocationFailures());
  }

  /** The program of some vCPUs, with no properties but some. */
  Program programWithOnly(List<Vcpu<?>> vcpus, Property... properties) {
    return new Program(vcpus, List.of(properties), sizes.allocationFailures());
  }

  /** Nothing that the mediator allocates is left at the end. */
  private Property noLeak() {
    Structs structs = mediator.structs();
    return Property.noLeak(
        observed.machine().heap().slab(), structs.calls(), structs.rpcs(), structs.buffers());
  }
}
