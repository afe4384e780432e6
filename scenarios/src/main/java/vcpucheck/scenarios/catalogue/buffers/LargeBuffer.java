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
 * S62: a guest registers one buffer that is three times as large as allowed.
 *
 * <p>One would believe that the page quota bounds what a guest costs. The page list costs pages of
 * Xen's, in a block of the next power of two, before any quota is looked at.
 */
final class LargeBuffer {
  private LargeBuffer() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S62", "large-buffer")
        .lesson("the pages that a guest makes Xen hold for one buffer have a bound")
        .source("xen 847c18e681")
        .vcpus(1)
        .checksOnly(BoundedCost.NAME, BuiltInProperty.MEMORY_SAFETY.label())
        .violated(BoundedCost.NAME, Revision.COMMIT_551D3CEA0F, Revision.COMMIT_551D3CEA0F)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .program(LargeBuffer::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(1, 2).buffers(1).pages(6).pagesAllowed(2);
    return ManyBuffers.registering(new World(memory, sizes, configuration), 1);
  }
}
