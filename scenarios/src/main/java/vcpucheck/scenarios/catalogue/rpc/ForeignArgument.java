package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Registers;
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
 * S37: the guest resumes one call with the argument page of another.
 *
 * <p>One would believe that a call's argument page is its own. Any will do, and nothing keeps it
 * while it is used.
 *
 * <pre>
 * vCPU 0                                     vCPU 1
 * resumes with vCPU 1's page: Xen looks it up
 *                                            OP-TEE asks to free the page: Xen frees it
 * copies the answer into the freed page
 * </pre>
 *
 * <p>Without locks a vCPU that finds an argument page counts as its user, whatever the revision.
 */
final class ForeignArgument {
  private ForeignArgument() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S37", "foreign-argument")
        .lesson("a call is resumed in the argument page of another, which then is freed")
        .source("facts of the code: find_shm_rpc takes no reference")
        .vcpus(2)
        .violated(BuiltInProperty.MEMORY_SAFETY.label(), Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .largeWithoutLocks(Revision.XEN_4_22)
        .lockFree()
        .verified(Revision.XEN_4_22, Revision.REPAIRED)
        .program(ForeignArgument::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 2).withoutCache().scripts(Script.of(Script.time()));
    World world = new World(memory, sizes, configuration);
    RpcHandler foreign =
        (guest, request) -> {
          Registers resume = LinuxRpcHandler.INSTANCE.answer(guest, request);
          boolean isCommand = SmcReturn.rpcFunction(request.r0()) == SmcReturn.RPC_FUNC_CMD;
          return isCommand
              ? resume.withPair12(3 - Registers.pair(request.r1(), request.r2()))
              : resume;
        };
    Job call = Jobs.invoke(0, Refusal.ALLOWED);
    return world.programWithOnly(
        List.of(
            new GuestVcpu(world.guest(), 0, foreign, List.of(call)).program(),
            GuestVcpu.linux(world.guest(), 1, call).program()));
  }
}
