package vcpucheck.scenarios.catalogue.lifecycle;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S27: the creation of a domain fails after its mediator context was made.
 *
 * <p>One would believe that the hook for the end of a domain undoes it. The hook is empty.
 */
final class FailedCreation {
  private FailedCreation() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S27", "failed-creation")
        .lesson("a domain whose creation fails stays known to OP-TEE")
        .source("xen 12e5c93f9d: optee_domain_teardown is a stub")
        .vcpus(1)
        .checksOnly(BuiltInProperty.NO_LEAK.label(), "destroyed-once")
        .violated(BuiltInProperty.NO_LEAK.label(), Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(FailedCreation::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(1, 1).newDomain(), configuration);
    Domain domain = world.guest().domain();
    Vcpu<?> toolstack =
        Vcpu.of(
            "toolstack",
            () -> {
              if (world.mediator().domainInit(domain) == Errno.OK) {
                world.mediator().domainTeardown(domain);
              }
            });
    return world.programWithOnly(
        List.of(toolstack), Property.noLeak(world.mediator().structs().contexts()));
  }
}
