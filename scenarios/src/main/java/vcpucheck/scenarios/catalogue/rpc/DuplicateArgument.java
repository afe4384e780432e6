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
import vcpucheck.scenarios.property.ShadowSafety;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S36: the guest answers a request for an argument page with the cookie of another thread's.
 *
 * <p>One would believe that a refused page is as if it had not been offered. OP-TEE gives its
 * cookie back, and Xen frees the page of the thread that has it.
 */
final class DuplicateArgument {
  private DuplicateArgument() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S36", "duplicate-argument")
        .lesson("a refused argument page makes Xen free the page of another thread")
        .source("facts of the code: handle_rpc_func_alloc passes the cookie on")
        .vcpus(2)
        .checks(ShadowSafety.NAME)
        .violated(Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .largeWithoutLocks(Revision.REPAIRED)
        .program(DuplicateArgument::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 1).withoutCache().scripts(Script.of(Script.time()));
    World world = new World(memory, sizes, configuration);
    RpcHandler hostile =
        (guest, request) ->
            switch (SmcReturn.rpcFunction(request.r0())) {
              case SmcReturn.RPC_FUNC_ALLOC ->
                  LinuxRpcHandler.resume(request)
                      .withPair12(guest.buffer(1).page())
                      .withPair45(guest.buffer(1).cookie());
              default -> LinuxRpcHandler.resume(request);
            };
    List<Job> call = List.of(Jobs.invoke(0, Refusal.ALLOWED));
    return world.programWithOnly(
        List.of(
            new GuestVcpu(world.guest(), 0, hostile, call).program(),
            new GuestVcpu(world.guest(), 1, hostile, call).program()),
        ShadowSafety.of(world.observed()));
  }
}
