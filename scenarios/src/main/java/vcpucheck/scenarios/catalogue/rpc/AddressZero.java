package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.LinuxRpcHandler;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.guest.RpcHandler;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S26: Linux is out of memory and answers a request for an argument page with address 0, in a guest
 * that has RAM there.
 *
 * <p>One would believe that OP-TEE is informed of the failure. Xen pins the page at 0, OP-TEE uses
 * it, and Linux gets a command in a page that it never gave.
 */
final class AddressZero {
  private AddressZero() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S26", "address-zero")
        .lesson("address 0 means no page to OP-TEE and a page to Xen")
        .source("xen 0dbed3ad33, its comment in the code")
        .vcpus(1)
        .checks("agreement-with-guest")
        .violated("agreement-with-guest", Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(AddressZero::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(1, 1).scripts(Script.of(Script.time())).ramBase(0);
    World world = new World(memory, sizes, configuration);
    RpcHandler outOfMemory =
        (guest, request) ->
            SmcReturn.rpcFunction(request.r0()) == SmcReturn.RPC_FUNC_ALLOC
                ? LinuxRpcHandler.resume(request).withPair12(0)
                : LinuxRpcHandler.INSTANCE.answer(guest, request);
    Job call = Jobs.invoke(0, Refusal.ALLOWED);
    return world.program(new GuestVcpu(world.guest(), 0, outOfMemory, List.of(call)).program());
  }
}
