package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.LinuxRpcHandler;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S77, S33 before 5b13eb1d97: the guest makes an answer to any command look like one to SHM_FREE.
 *
 * <p>One would believe that Xen knows what OP-TEE asked. It looks at the command that stands in the
 * answer, and unpins the buffer that the guest names there.
 */
final class FreeingAnswer {
  private FreeingAnswer() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S77", "freeing-answer")
        .lesson("an answer whose command the guest rewrote unpins the buffer that it names")
        .source("xen 1c9460595c handle_rpc_cmd; 5b13eb1d97")
        .vcpus(1)
        .violated(PinSafety.NAME, Revision.XEN_4_13, Revision.XEN_4_13)
        .verified(Revision.COMMIT_5B13EB1D97, Revision.REPAIRED)
        .program(FreeingAnswer::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(1, 2).scripts(Script.of(Script.time()));
    World world = new World(memory, sizes, configuration);
    GuestVcpu.linux(world.guest(), 0, Jobs.register()).runAll();
    List<Job> call = List.of(Jobs.invoke(0, Refusal.ALLOWED));
    return world.program(new GuestVcpu(world.guest(), 0, FreeingAnswer::answer, call).program());
  }

  private static Registers answer(Guest guest, Registers request) {
    Registers resume = LinuxRpcHandler.INSTANCE.answer(guest, request);
    if (SmcReturn.rpcFunction(request.r0()) == SmcReturn.RPC_FUNC_CMD) {
      Message answer = guest.argument(request).withCommand(RpcCommand.SHM_FREE).withParams(1);
      guest.setArgument(
          request, answer.withParam(0, ParamType.VALUE_INPUT, RpcCommand.SHM_TYPE_APPL, 1, 0));
    }
    return resume;
  }
}
