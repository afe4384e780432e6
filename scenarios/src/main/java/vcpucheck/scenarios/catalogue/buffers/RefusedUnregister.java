package vcpucheck.scenarios.catalogue.buffers;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S65: OP-TEE does not unregister a buffer, and Linux frees it all the same.
 *
 * <p>One would believe that a buffer which stays registered keeps its cookie. Linux uses the cookie
 * for the next buffer, which Xen then refuses. What has to stay are the pages, as long as OP-TEE
 * may use them.
 */
final class RefusedUnregister {
  private RefusedUnregister() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S65", "refused-unregister")
        .lesson("a buffer that OP-TEE does not unregister blocks its cookie forever")
        .source("linux drivers/tee/tee_shm.c release_registered_pages")
        .vcpus(1)
        .checksOnly(
            Refusal.NO_SPURIOUS_REFUSAL, PinSafety.NAME, BuiltInProperty.MEMORY_SAFETY.label())
        .violated(Refusal.NO_SPURIOUS_REFUSAL, Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(RefusedUnregister::program);
  }

  /* For want of memory OP-TEE may refuse whatever it likes. */
  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(1, 2).anyLegal(0), configuration);
    return world.programWithOnly(
        List.of(
            GuestVcpu.linux(
                    world.guest(),
                    0,
                    Jobs.register(Refusal.BY_MEMORY),
                    Jobs.unregister(Refusal.BY_MEMORY),
                    Jobs.register(Refusal.BY_MEMORY),
                    Jobs.unregister(Refusal.BY_MEMORY))
                .program()),
        PinSafety.of(world.observed()));
  }
}
