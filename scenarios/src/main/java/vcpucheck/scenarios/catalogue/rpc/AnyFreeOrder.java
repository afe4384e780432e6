package vcpucheck.scenarios.catalogue.rpc;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.tee.RpcDemand;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S19: OP-TEE frees payload buffers in another order than it got them.
 *
 * <p>One would believe, as a warning of 4.14 did, that something is wrong then. Nothing is.
 */
final class AnyFreeOrder {
  private AnyFreeOrder() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S19", "any-free-order")
        .lesson("payload buffers may be freed in any order")
        .source("xen aace546699")
        .vcpus(1)
        .checks(Refusal.NO_SPURIOUS_REFUSAL)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .program(AnyFreeOrder::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    Script script =
        Script.of(
            Script.payload(),
            Script.payload(),
            new RpcDemand.Release(0),
            Script.payload(),
            new RpcDemand.Release(1),
            new RpcDemand.Release(2));
    World world = new World(memory, new WorldSize(1, 4).scripts(script), configuration);
    return world.program(GuestVcpu.linux(world.guest(), 0, Jobs.invoke(0)).program());
  }
}
