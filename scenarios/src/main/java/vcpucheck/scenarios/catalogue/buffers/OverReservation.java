package vcpucheck.scenarios.catalogue.buffers;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S56: two registrations, of which one fits and one is too large for the page quota.
 *
 * <p>One would believe that the one that fits gets in. While the other is being refused it counts
 * as a buffer, and the count is full. The repair counts a buffer and its pages in one step; without
 * locks both limits are one word.
 */
final class OverReservation {
  private OverReservation() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S56", "over-reservation")
        .lesson("a buffer that fits is refused because one that does not fit is being refused")
        .source("observed on the unmodified mediator of 4.13 to 4.22")
        .vcpus(2)
        .checks(Refusal.NO_SPURIOUS_REFUSAL)
        .violated(Refusal.NO_SPURIOUS_REFUSAL, Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .largeWithoutLocks(Revision.REPAIRED)
        .lockFree()
        .verified(Revision.XEN_4_22, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .caught(Mutant.TWO_STEP_RESERVE.label(), Revision.XEN_4_22, Refusal.NO_SPURIOUS_REFUSAL)
        .program(OverReservation::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world =
        new World(memory, new WorldSize(2, 3).pages(2).buffers(2).pageQuota(4), configuration);
    Guest guest = world.guest();
    Message small = Messages.register(guest.buffer(1)).withB(0, PageContent.PAGE_SIZE);
    GuestVcpu.linux(guest, 0, Jobs.call(Messages.register(guest.buffer(3)), Refusal.NEVER))
        .runAll();
    return world.program(
        GuestVcpu.linux(guest, 0, Jobs.call(small, Refusal.NEVER)).program(),
        GuestVcpu.linux(guest, 1, Jobs.call(Messages.register(guest.buffer(2)), Refusal.ALLOWED))
            .program());
  }
}
