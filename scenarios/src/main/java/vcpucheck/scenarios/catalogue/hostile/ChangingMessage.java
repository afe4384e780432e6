package vcpucheck.scenarios.catalogue.hostile;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S39: another vCPU rewrites the message page during the call and its copy.
 *
 * <p>One would believe that checked and used values may differ. Xen copies the page once, and
 * OP-TEE sees the copy.
 */
final class ChangingMessage {
  private ChangingMessage() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S39", "changing-message")
        .lesson("the guest may rewrite its message while Xen copies it")
        .source("xen c688a8afb2 copy_std_request")
        .vcpus(2)
        .checksOnly(PinSafety.NAME, BuiltInProperty.MEMORY_SAFETY.label())
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .caught(Mutant.NO_SHADOW.label(), Revision.XEN_4_22, PinSafety.NAME)
        .program(ChangingMessage::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(2, 1).tornCopies(), configuration);
    Guest guest = world.guest();
    Machine machine = world.observed().machine();
    long victim = machine.address(guest.guestPage(guest.message(0)));
    guest.page(guest.message(1)).set(PageContent.ZERO.with(0, victim));
    long list = machine.address(guest.guestPage(guest.message(1)));
    Message message = Messages.register(guest.buffer(1));
    Message other = message.withA(0, list);
    return world.programWithOnly(
        List.of(
            GuestVcpu.linux(guest, 0, HostileJobs.call(message)).program(),
            GuestVcpu.linux(guest, 1, HostileJobs.write(guest.message(0), other.content()))
                .program()),
        PinSafety.of(world.observed()));
  }
}
