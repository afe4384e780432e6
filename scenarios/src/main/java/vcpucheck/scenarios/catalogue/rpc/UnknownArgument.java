package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.LinuxRpcHandler;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.guest.RpcHandler;
import vcpucheck.scenarios.property.Resumability;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S20: the guest answers a command with a cookie that names no argument page.
 *
 * <p>One would believe that a wrong answer harms only the call. The call stays in flight, so that
 * it cannot be resumed, and OP-TEE's thread is lost.
 */
final class UnknownArgument {
  private UnknownArgument() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S20", "unknown-argument")
        .lesson("an answer with an unknown cookie leaves the call in flight forever")
        .source("facts of the code: handle_rpc returns without put_std_call")
        .vcpus(1)
        .violated(Resumability.NAME, Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .caught(Mutant.THREAD_ID_LOST.label(), Revision.REPAIRED, Resumability.NAME)
        .program(UnknownArgument::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world =
        new World(memory, new WorldSize(1, 1).scripts(Script.of(Script.time())), configuration);
    RpcHandler wrong =
        (guest, request) -> {
          Registers resume = LinuxRpcHandler.INSTANCE.answer(guest, request);
          boolean isCommand = SmcReturn.rpcFunction(request.r0()) == SmcReturn.RPC_FUNC_CMD;
          return isCommand ? resume.withPair12(UNKNOWN) : resume;
        };
    Job call = Jobs.invoke(0, Refusal.ALLOWED);
    return world.program(new GuestVcpu(world.guest(), 0, wrong, List.of(call)).program());
  }

  private static final long UNKNOWN = 9;
}
