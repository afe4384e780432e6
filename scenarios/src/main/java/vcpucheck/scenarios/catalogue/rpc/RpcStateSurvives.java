package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Buffer;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.LinuxRpcHandler;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.guest.RpcHandler;
import vcpucheck.scenarios.tee.RpcDemand;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S23: the guest offers a buffer that cannot be translated, so that Xen asks it to free the buffer;
 * what it answers cannot be copied.
 *
 * <p>One would believe that Xen's own request is over then. Xen still waits for its answer, takes
 * the next one for it, and tells OP-TEE that a good offer has failed.
 */
final class RpcStateSurvives {
  private static final long LARGE = 2 * PageContent.PAGE_SIZE;

  private RpcStateSurvives() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S23", "xen-rpc-state-survives")
        .lesson("an unreadable answer to Xen's own request lets Xen discard the next answer")
        .source("facts of the code: handle_rpc_cmd returns before the state is reset")
        .vcpus(1)
        .checks(Refusal.NO_SPURIOUS_REFUSAL)
        .violated(Refusal.NO_SPURIOUS_REFUSAL, Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(RpcStateSurvives::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    Script twoOffers =
        Script.of(new RpcDemand.Allocate(RpcCommand.SHM_TYPE_APPL, LARGE, false), Script.payload());
    World world = new World(memory, new WorldSize(1, 3).scripts(twoOffers), configuration);
    return world.program(
        new GuestVcpu(world.guest(), 0, RpcStateSurvives::answer, List.of(Jobs.invoke(0)))
            .program());
  }

  /* As Linux does, but for the large buffer: a page list nowhere, then more parameters than fit. */
  private static Registers answer(Guest guest, Registers request) {
    RpcHandler linux = LinuxRpcHandler.INSTANCE;
    if (SmcReturn.rpcFunction(request.r0()) != SmcReturn.RPC_FUNC_CMD) {
      return linux.answer(guest, request);
    }
    Buffer bad = guest.buffer(guest.cookies().count());
    Message message = guest.argument(request);
    if (message.command() == RpcCommand.SHM_ALLOC && message.b(0) == LARGE) {
      guest.setArgument(request, LinuxRpcHandler.allocation(message, bad).withA(0, NOWHERE));
    } else if (message.command() == RpcCommand.SHM_FREE && message.b(0) == bad.cookie()) {
      guest.setArgument(request, message.withParams(TOO_MANY));
    } else {
      return linux.answer(guest, request);
    }
    return LinuxRpcHandler.resume(request);
  }

  private static final long NOWHERE = 0x1000;
  private static final int TOO_MANY = 200;
}
