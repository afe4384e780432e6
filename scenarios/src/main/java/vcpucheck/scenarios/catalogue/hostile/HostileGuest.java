package vcpucheck.scenarios.catalogue.hostile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Buffer;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.LinuxRpcHandler;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.guest.RpcHandler;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.property.PinsBalanced;
import vcpucheck.scenarios.property.Resumability;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S58: each vCPU does any one thing of a small alphabet: calls with good, bad and foreign
 * references, resumes of a thread and of none, answers that are right, wrong or foreign.
 *
 * <p>One would believe that the defects above are all there are. With their repairs, no sequence of
 * these calls violates a property.
 */
final class HostileGuest {
  private HostileGuest() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S58", "hostile-guest")
        .lesson("no behaviour of a hostile guest harms Xen, OP-TEE or another guest")
        .source("the alphabet of the defects S20 to S37")
        .vcpus(2, 3)
        .checksOnly(
            BuiltInProperty.MEMORY_SAFETY.label(),
            BuiltInProperty.DEBUG_ASSERTION.label(),
            "single-driver",
            PinSafety.NAME,
            PinsBalanced.NAME,
            Resumability.NAME)
        .violated(Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .largeWithoutLocks(Revision.XEN_4_22)
        .program(HostileGuest::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes =
        new WorldSize(configuration.vcpus(), 2)
            .scripts(Script.borrowPayload())
            .buffers(configuration.vcpus());
    World world = new World(memory, sizes, configuration);
    Guest guest = world.guest();
    List<Vcpu<?>> vcpus = new ArrayList<>();
    for (int vcpu = 0; vcpu < configuration.vcpus(); vcpu++) {
      vcpus.add(vcpu(guest, vcpu, 1).program());
    }
    return world.programWithOnly(
        vcpus,
        PinSafety.of(world.observed()),
        PinsBalanced.of(world.observed()),
        Resumability.of(world.observed()));
  }

  /** A vCPU that makes a number of calls out of the alphabet, and answers out of it. */
  static GuestVcpu vcpu(Guest guest, int number, int calls) {
    Job job = HostileJobs.any(jobs(guest.buffer(1)));
    RpcHandler answers = HostileJobs.anyAnswer(answers());
    return new GuestVcpu(guest, number, answers, Collections.nCopies(calls, job));
  }

  private static List<Job> jobs(Buffer buffer) {
    Message register = Messages.register(buffer);
    Registers resume = Registers.of(SmcFunction.CALL_RETURN_FROM_RPC.id());
    return List.of(
        HostileJobs.call(register),
        HostileJobs.call(register.withParams(0)),
        HostileJobs.call(Messages.unregister(buffer.cookie())),
        HostileJobs.call(Messages.invoke(0)),
        HostileJobs.call(
            Messages.invoke(1)
                .withParams(1)
                .withParam(0, ParamType.TMEM_INPUT, 0, 0, buffer.cookie())),
        HostileJobs.raw(resume.withPair12(2)),
        HostileJobs.raw(resume.with3(0xFFFF_FFFFL)));
  }

  /* An argument page is always buffer 2, and an offer always buffer 1. */
  private static List<RpcHandler> answers() {
    return List.of(
        (guest, request) -> offer(guest, request, 1),
        (guest, request) -> offer(guest, request, 0),
        (guest, request) -> LinuxRpcHandler.resume(request).withPair12(1));
  }

  private static Registers offer(Guest guest, Registers request, long scale) {
    Registers resume = LinuxRpcHandler.resume(request);
    int function = SmcReturn.rpcFunction(request.r0());
    if (function == SmcReturn.RPC_FUNC_ALLOC) {
      return resume.withPair12(guest.buffer(2).page()).withPair45(2);
    }
    if (function == SmcReturn.RPC_FUNC_CMD) {
      Message message = guest.argument(request);
      boolean isAllocation = message.command() == RpcCommand.SHM_ALLOC;
      Message offer = LinuxRpcHandler.allocation(message, guest.buffer(1));
      guest.setArgument(request, isAllocation ? offer.withA(0, scale * offer.a(0)) : message);
    }
    return resume;
  }
}
