package vcpucheck.scenarios.catalogue.buffers;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S14: Xen has no memory for the call that unregisters a buffer.
 *
 * <p>One would believe that a failed end of a registration costs one buffer. Linux frees the buffer
 * all the same and uses its cookie again, which Xen then refuses.
 */
final class FailingUnregister {
  private FailingUnregister() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S14", "failing-unregister")
        .lesson("a buffer that could not be unregistered blocks its cookie forever")
        .source("linux drivers/tee/tee_shm.c release_registered_pages")
        .vcpus(1)
        .checks(Refusal.NO_SPURIOUS_REFUSAL)
        .violated(Refusal.NO_SPURIOUS_REFUSAL, Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(FailingUnregister::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(1, 2).allocationFailures(1), configuration);
    GuestVcpu.linux(world.guest(), 0, Jobs.register()).runAll();
    return world.programWithOnly(
        List.of(
            GuestVcpu.linux(
                    world.guest(),
                    0,
                    Jobs.unregister(Refusal.ALLOWED),
                    Jobs.register(Refusal.BY_MEMORY))
                .program(1L)));
  }
}
