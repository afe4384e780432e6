package vcpucheck.scenarios.catalogue.buffers;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.property.BoundedCost;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S63: a guest continues to register buffers when the limit is reached.
 *
 * <p>One would believe that a buffer which is refused costs nothing. Before 664cc3c3d3 each leaves
 * its page list behind, so that limits which refuse are what makes the cost unbounded.
 */
final class RefusedBuffers {
  private RefusedBuffers() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S63", "refused-buffers")
        .lesson("buffers that are refused cost nothing")
        .source("xen 664cc3c3d3")
        .vcpus(1)
        .checksOnly(BoundedCost.NAME, BuiltInProperty.MEMORY_SAFETY.label())
        .violated(BoundedCost.NAME, Revision.XEN_4_13, Revision.XEN_4_15)
        .verified(Revision.XEN_4_16, Revision.REPAIRED)
        .program(RefusedBuffers::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    return ManyBuffers.registering(
        new World(memory, new WorldSize(1, 4).buffers(1), configuration), 8);
  }
}
