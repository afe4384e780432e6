package vcpucheck.scenarios.catalogue.hostile;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Buffer;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S40: another vCPU rewrites an entry of a page list during a registration.
 *
 * <p>One would believe that the page which is pinned and the page which OP-TEE gets may differ. Xen
 * reads each entry once.
 */
final class ChangingPageList {
  private ChangingPageList() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S40", "changing-page-list")
        .lesson("the guest may rewrite a page list while Xen reads it")
        .source("xen 551d3cea0f translate_noncontig")
        .vcpus(2)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .caught(Mutant.REFETCH.label(), Revision.XEN_4_22, PinSafety.NAME)
        .program(ChangingPageList::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(2, 1), configuration);
    Guest guest = world.guest();
    Buffer buffer = guest.buffer(1);
    PageContent other = PageContent.ZERO.with(0, guest.message(0));
    return world.program(
        GuestVcpu.linux(guest, 0, HostileJobs.call(Messages.register(buffer))).program(),
        GuestVcpu.linux(guest, 1, HostileJobs.write(buffer.list(), other)).program());
  }
}
