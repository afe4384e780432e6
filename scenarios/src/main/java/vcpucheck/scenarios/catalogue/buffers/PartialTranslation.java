package vcpucheck.scenarios.catalogue.buffers;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Buffer;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.property.QuotaExact;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S16: one page of a buffer cannot be pinned.
 *
 * <p>One would believe that a refused buffer is forgotten. Xen reserves as many pages as the buffer
 * has and gives back as many as it pinned; the difference is lost until every registration is
 * refused.
 */
final class PartialTranslation {
  private PartialTranslation() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S16", "partial-translation")
        .lesson("a registration that fails half-way costs part of the page quota forever")
        .source("facts of the code: reserves n, gives back what is pinned")
        .vcpus(1)
        .violated(QuotaExact.NAME, Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(PartialTranslation::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(1, 1).pages(2);
    World world = new World(memory, sizes, configuration);
    Guest guest = world.guest();
    Buffer buffer = guest.buffer(1);
    guest.page(buffer.list()).set(PageContent.ZERO.with(0, buffer.page()));
    return world.program(
        GuestVcpu.linux(guest, 0, Jobs.call(Messages.register(buffer), Refusal.ALLOWED)).program());
  }
}
