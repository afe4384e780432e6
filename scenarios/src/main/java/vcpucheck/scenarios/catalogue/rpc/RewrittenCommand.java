package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Offer;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.guest.RpcHandler;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S78, as S35: the guest offers a payload buffer with a page list at a machine address, under
 * another command word.
 *
 * <p>One would believe that Xen translates every offer. Xen takes it for an answer to something
 * else; OP-TEE does not look at the word and takes the page list as it is.
 */
final class RewrittenCommand {
  private RewrittenCommand() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S78", "rewritten-command")
        .lesson("an offer under another command word reaches OP-TEE untranslated")
        .source("facts of the code: handle_rpc_cmd looks at the guest's command word")
        .vcpus(1)
        .violated(PinSafety.NAME, Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .caught(Mutant.ANSWER_COMMAND.label(), Revision.REPAIRED, PinSafety.NAME)
        .program(RewrittenCommand::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world =
        new World(memory, new WorldSize(1, 2).scripts(Script.borrowPayload()), configuration);
    Guest guest = world.guest();
    Machine machine = world.observed().machine();
    long victim = machine.address(guest.guestPage(guest.message(0)));
    long list = guest.buffer(2).list();
    guest.page(list).set(PageContent.ZERO.with(0, victim));
    long address = machine.address(guest.guestPage(list));
    RpcHandler hostile =
        new Offer(offer -> offer.withCommand(RpcCommand.GET_TIME).withA(0, address));
    List<Job> call = List.of(Jobs.invoke(0, Refusal.ALLOWED));
    return world.program(new GuestVcpu(guest, 0, hostile, call).program());
  }
}
