package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.BuiltInProperty;
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
 * S81, S37 with a page that stays: the guest answers one call in the argument page of another, and
 * writes over the request that stands there.
 *
 * <p>One would believe that what Xen reads in its own page is what OP-TEE wrote. Since 5b13eb1d97
 * Xen acts on it, and unpins the buffer that a forged request names.
 *
 * <pre>
 * vCPU 0                                     vCPU 1
 *                                            OP-TEE asks for the time in page 2
 * resumes with page 2: Xen copies "free 3" into it
 *                                            Xen reads "free 3" and unpins buffer 3
 * </pre>
 */
final class ForgedRequest {
  private static final long FOREIGN = 2;
  private static final long REGISTERED = 3;

  private ForgedRequest() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S81", "forged-request")
        .lesson("the guest writes a request of OP-TEE's in the argument page of another call")
        .source("facts of the code: handle_rpc_cmd trusts the cookie, then the page")
        .vcpus(2)
        .checksOnly(PinSafety.NAME, BuiltInProperty.MEMORY_SAFETY.label())
        .violated(PinSafety.NAME, Revision.COMMIT_5B13EB1D97, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(ForgedRequest::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 3).scripts(Script.of(Script.time()));
    World world = new World(memory, sizes, configuration);
    Guest guest = world.guest();
    world.cacheArgumentPages(2, 0);
    GuestVcpu.linux(guest, 0, Jobs.register()).runAll();
    List<Job> call = List.of(Jobs.invoke(0, Refusal.ALLOWED));
    return world.programWithOnly(
        List.of(
            new GuestVcpu(guest, 0, ForgedRequest::answer, call).program(),
            new GuestVcpu(guest, 1, (one, request) -> LinuxRpcHandler.resume(request), call)
                .program()),
        PinSafety.of(world.observed()));
  }

  private static Registers answer(Guest guest, Registers request) {
    Registers resume = LinuxRpcHandler.resume(request);
    if (SmcReturn.rpcFunction(request.r0()) != SmcReturn.RPC_FUNC_CMD) {
      return resume;
    }
    Message forged =
        Message.EMPTY
            .withCommand(RpcCommand.SHM_FREE)
            .withParams(1)
            .withParam(0, ParamType.VALUE_INPUT, RpcCommand.SHM_TYPE_APPL, REGISTERED, 0);
    guest.page(guest.buffer(FOREIGN).page()).set(forged.content(), Access.OPAQUE);
    return resume.withPair12(FOREIGN);
  }
}
