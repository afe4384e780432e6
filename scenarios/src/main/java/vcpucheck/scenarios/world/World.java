package vcpucheck.scenarios.world;

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
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.scenarios.form.Form;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.property.BoundedCost;
import vcpucheck.scenarios.property.Properties;
import vcpucheck.scenarios.property.WorldView;
import vcpucheck.scenarios.tee.OpTee;

/** A machine with guests, mostly one, the mediator and OP-TEE on it. */
public final class World {
  private final WorldSize sizes;
  private final Mediator mediator;
  private final List<Guest> guests = new ArrayList<>();
  private final List<WorldView> observed = new ArrayList<>();

  /** Makes a world while a model is built. */
  public World(Memory memory, WorldSize sizes, Configuration configuration) {
    this.sizes = sizes;
    Machine machine = new Machine(memory, sizes.kind(), sizes.xenPages());
    for (int id = 1; id <= sizes.domains(); id++) {
      guests.add(new Guest(new Domain(machine, id, sizes.ramBase()), sizes.guest()));
    }
    List<Domain> domains = guests.stream().map(Guest::domain).toList();
    List<Long> clients = domains.stream().map(domain -> domain.id() + 1L).toList();
    OpTee tee = new OpTee(machine, clients, sizes.tee());
    MediatorConfig config = config(memory, sizes, configuration);
    mediator = new Mediator(machine, domains, tee, config);
    for (Guest guest : guests) {
      guest.connect(mediator);
      observed.add(observed(machine, guest.domain(), tee, config.behaviour()));
    }
  }

  private WorldView observed(Machine machine, Domain domain, OpTee tee, Behaviour behaviour) {
    return new WorldView(
        machine,
        domain,
        sizes.ramBase() >>> PageContent.PAGE_SHIFT,
        mediator.context(domain),
        mediator.structs(),
        tee.partition(domain.id() + 1L),
        behaviour);
  }

  private static MediatorConfig config(
      Memory memory, WorldSize sizes, Configuration configuration) {
    Form form = Form.of(configuration);
    StructPools.Capacity capacity =
        new StructPools.Capacity(
            sizes.domains(),
            sizes.domains() * (sizes.threads() + sizes.vcpus()),
            sizes.domains() * (sizes.cookies() + 1),
            sizes.domains() * (sizes.cookies() + 1),
            sizes.pages());
    return new MediatorConfig(
        sizes.behaviour(form).with(memory::decide),
        form.variant(),
        capacity,
        sizes.start(),
        Diagnostics.NONE);
  }

  /** The guest, if there is one. */
  public Guest guest() {
    return guests.get(0);
  }

  /** One of several guests. */
  public Guest guest(int index) {
    return guests.get(index);
  }

  public Mediator mediator() {
    return mediator;
  }

  /** What properties of the first guest look at. */
  public WorldView observed() {
    return observed.get(0);
  }

  /** What properties of one of several guests look at. */
  public WorldView observed(int index) {
    return observed.get(index);
  }

  /**
   * Lets OP-TEE have argument pages from before: one for each of the first threads, with the first
   * cookies.
   *
   * @param script one that needs an argument page
   */
  public void cacheArgumentPages(int threads, int script) {
    GuestVcpu.runTogether(
        IntStream.range(0, threads)
            .mapToObj(vcpu -> GuestVcpu.linux(guest(), vcpu, Jobs.invoke(script)))
            .toList());
  }

  /** That the first guest's cost to Xen is bounded. */
  public Property boundedCost() {
    return BoundedCost.of(observed(), sizes.vcpus());
  }

  /** The program of some vCPUs, with the common properties. */
  public Program program(Vcpu<?>... vcpus) {
    return program(List.of(vcpus));
  }

  /** The program of some vCPUs, with the common properties and more. */
  public Program program(List<Vcpu<?>> vcpus, Property... more) {
    List<Property> properties = new ArrayList<>(List.of(more));
    observed.forEach(one -> properties.addAll(Properties.all(one)));
    return observable(vcpus, properties);
  }

  /** The program of some vCPUs and of a toolstack that destroys their domain. */
  public Program programWithDestruction(List<Vcpu<?>> vcpus) {
    List<Property> properties = new ArrayList<>(Properties.duringDestruction(observed()));
    properties.add(noLeak());
    return observable(vcpus, properties);
  }

  /** The program of some vCPUs, with no properties but some. */
  public Program programWithOnly(List<Vcpu<?>> vcpus, Property... properties) {
    return observable(vcpus, List.of(properties));
  }

  private Program observable(List<Vcpu<?>> vcpus, List<Property> properties) {
    List<Property> all = new ArrayList<>(properties);
    observed.forEach(one -> all.addAll(Observables.of(one)));
    return new Program(vcpus, all, sizes.allocationFailures());
  }

  /** Nothing that the mediator allocates is left at the end. */
  private Property noLeak() {
    StructPools structs = mediator.structs();
    return Property.noLeak(
        observed().machine().heap().slab(), structs.calls(), structs.rpcs(), structs.buffers());
  }
}
