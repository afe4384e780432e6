package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.LinuxRpcHandler;
import vcpucheck.scenarios.guest.Offer;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S57: another vCPU makes the number of parameters grow between the copy of the answer's header and
 * the copy of the whole.
 *
 * <p>One would believe that the second copy has the length that the header says. It has, but it
 * brings a header of its own. Xen acts on exactly one parameter, which saves it.
 */
final class GrowingAnswer {
  private GrowingAnswer() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S57", "growing-answer")
        .lesson("the guest may rewrite its answer between the two copies of it")
        .source("xen 1c9460595c handle_rpc_cmd: the header is copied, then the whole")
        .vcpus(2)
        .checksOnly(BuiltInProperty.MEMORY_SAFETY.label(), PinSafety.NAME)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .caught(
            Mutant.LOOP_OVER_PARAMS.label(),
            Revision.XEN_4_22,
            BuiltInProperty.MEMORY_SAFETY.label())
        .program(GrowingAnswer::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 2).scripts(Script.borrowPayload(), Script.of(Script.time()));
    World world = new World(memory, sizes, configuration);
    Guest guest = world.guest();
    world.cacheArgumentPages(1, 1);
    Message grown =
        LinuxRpcHandler.allocation(
            Message.EMPTY.withCommand(RpcCommand.SHM_ALLOC).withParams(200), guest.buffer(2));
    Job call = Jobs.invoke(0, Refusal.ALLOWED);
    return world.programWithOnly(
        List.of(
            new GuestVcpu(guest, 0, new Offer(offer -> offer), List.of(call)).program(),
            GuestVcpu.linux(guest, 1, HostileJobs.write(guest.buffer(1).page(), grown.content()))
                .program()),
        PinSafety.of(world.observed()));
  }
}
