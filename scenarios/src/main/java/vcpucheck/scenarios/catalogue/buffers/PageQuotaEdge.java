package vcpucheck.scenarios.catalogue.buffers;

import java.util.List;
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
import vcpucheck.scenarios.property.LimitMet;
import vcpucheck.scenarios.property.QuotaBounded;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S11: two registrations for the last two pages of the page quota, and one too many.
 *
 * <p>One would believe that a compare-and-exchange which fails may give up. Then a registration is
 * refused that would have fitted.
 */
final class PageQuotaEdge {
  private PageQuotaEdge() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S11", "page-quota-edge")
        .lesson(
            "two buffers that fit in the page quota both get in, a third that does not is refused")
        .source("xen 551d3cea0f")
        .vcpus(2)
        .lowestWithoutLocks(Revision.XEN_4_22)
        .checks(Refusal.NO_SPURIOUS_REFUSAL, LimitMet.PAGES)
        .verified(Revision.COMMIT_551D3CEA0F, Revision.REPAIRED)
        .caught(Mutant.NO_RETRY.label(), Revision.XEN_4_22, Refusal.NO_SPURIOUS_REFUSAL)
        .caught(Mutant.ADD_THEN_CHECK.label(), Revision.XEN_4_22, QuotaBounded.NAME)
        .largeWithoutLocks(Revision.REPAIRED)
        .program(PageQuotaEdge::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(2, 3).pages(2).pageQuota(3), configuration);
    Guest guest = world.guest();
    return world.program(
        List.of(
            GuestVcpu.linux(guest, 0, Jobs.call(onePage(guest, 1), Refusal.NEVER)).program(),
            GuestVcpu.linux(
                    guest,
                    1,
                    Jobs.call(onePage(guest, 2), Refusal.NEVER),
                    Jobs.call(Messages.register(guest.buffer(3)), Refusal.ALLOWED))
                .program()),
        LimitMet.pages(world.observed()));
  }

  private static Message onePage(Guest guest, long cookie) {
    return Messages.register(guest.buffer(cookie)).withB(0, PageContent.PAGE_SIZE);
  }
}
