package vcpucheck.scenarios.catalogue.buffers;

import java.util.Collections;
import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.LinuxRpcHandler;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.property.BoundedCost;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S61: a guest registers one small buffer after the other.
 *
 * <p>One would believe that the page quota bounds what a guest costs. Each buffer costs a struct,
 * however small it is.
 */
final class ManyBuffers {
  private ManyBuffers() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S61", "many-buffers")
        .lesson("the number of buffers that a guest makes Xen hold has a bound")
        .source("xen 96383955f6")
        .vcpus(1)
        .checksOnly(BoundedCost.NAME, BuiltInProperty.MEMORY_SAFETY.label())
        .violated(BoundedCost.NAME, Revision.COMMIT_551D3CEA0F, Revision.COMMIT_551D3CEA0F)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .program(ManyBuffers::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    return registering(new World(memory, new WorldSize(1, 3).buffers(1), configuration), 3);
  }

  /** A guest that registers a number of buffers, whatever is refused. */
  static Program registering(World world, int count) {
    Guest guest = world.guest();
    List<Job> jobs = Collections.nCopies(count, Jobs.register(Refusal.ALLOWED));
    return world.programWithOnly(
        List.of(new GuestVcpu(guest, 0, LinuxRpcHandler.INSTANCE, jobs).program()),
        world.boundedCost());
  }
}
