package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.property.ShadowSafety;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S47: at the end of a call OP-TEE asks to free the argument page first and unmaps it after.
 *
 * <p>One would believe that a page which OP-TEE asks to free is not mapped any more. It is, though
 * OP-TEE does not touch it; {@link ShadowSafety} is the strong form of what one may require.
 *
 * <p>5d2d5365ff did not bring this, it made it last longer. Since then the page is free while the
 * guest answers. Before, {@code handle_rpc} freed it when the guest had answered, as the last step
 * before it entered OP-TEE, which unmaps it only then; in between another vCPU could be given it.
 */
final class LateUnmapping {
  private LateUnmapping() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S47", "late-unmapping")
        .lesson("Xen frees an argument page that OP-TEE still maps")
        .source("xen 1c9460595c, 5d2d5365ff; optee_os thread_std_smc_entry")
        .vcpus(1)
        .checks(ShadowSafety.NAME)
        .violated(ShadowSafety.NAME, Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(LateUnmapping::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(1, 1).withoutCache().scripts(Script.of(Script.time()));
    World world = new World(memory, sizes, configuration);
    return world.program(
        List.of(GuestVcpu.linux(world.guest(), 0, Jobs.invoke(0)).program()),
        ShadowSafety.of(world.observed()));
  }
}
