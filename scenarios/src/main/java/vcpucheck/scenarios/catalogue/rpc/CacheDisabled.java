package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S12: one vCPU empties OP-TEE's cache of argument pages while another starts a call.
 *
 * <p>One would believe that a driver which asks until there is nothing left comes to an end. Before
 * 1c3ed9c908 Xen forwarded the id that turns the cache on.
 */
final class CacheDisabled {
  private CacheDisabled() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S12", "cache-disabled")
        .lesson("the cache of argument pages can be emptied while calls start")
        .source("xen 1c3ed9c908")
        .vcpus(2)
        .checks(Refusal.NO_SPURIOUS_REFUSAL, BuiltInProperty.NO_LIVELOCK.label())
        .violated(BuiltInProperty.NO_LIVELOCK.label(), Revision.XEN_4_13, Revision.XEN_4_15)
        .verified(Revision.XEN_4_16, Revision.REPAIRED)
        .verifiedUnder(Revision.XEN_4_22, MemoryModel.TSO, MemoryModel.ARM64)
        .program(CacheDisabled::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 3).scripts(Script.of(Script.time()));
    World world = new World(memory, sizes, configuration);
    world.cacheArgumentPages(1, 0);
    return world.program(
        List.of(
            GuestVcpu.linux(world.guest(), 0, Jobs.disableCache()).program(),
            GuestVcpu.linux(world.guest(), 1, Jobs.invoke(0)).program()),
        Property.noLivelock());
  }
}
