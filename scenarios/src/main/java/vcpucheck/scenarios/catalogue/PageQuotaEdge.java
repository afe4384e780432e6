package vcpucheck.scenarios.catalogue;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.property.Observed;
import vcpucheck.scenarios.property.QuotaBounded;

/**
 * S11: two registrations for the last page of the page quota.
 *
 * <p>One would believe that a compare-and-exchange which fails may give up. Then a registration is
 * refused that would have fitted.
 */
final class PageQuotaEdge {
  private PageQuotaEdge() {}

  static Scenario scenario() {
    return Entry.draft("S11", "page-quota-edge")
        .lesson("of two buffers for the last page of the quota, exactly one gets it")
        .source("xen 551d3cea0f")
        .vcpus(2)
        .checks("one-wins")
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .caught(Mutant.NO_RETRY.label(), Revision.XEN_4_22, "one-wins")
        .caught(Mutant.ADD_THEN_CHECK.label(), Revision.XEN_4_22, QuotaBounded.NAME)
        .program(PageQuotaEdge::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    Sizes sizes = new Sizes(2, 2).pageQuota(2);
    World world = new World(memory, sizes, configuration);
    Job register = Jobs.register(Refusal.ALLOWED);
    return world.program(
        List.of(
            GuestVcpu.linux(world.guest(), 0, register).program(),
            GuestVcpu.linux(world.guest(), 1, register).program()),
        Property.atEnd("one-wins", () -> problem(world.observed())));
  }

  private static Optional<String> problem(Observed observed) {
    int winners = observed.context().buffers().size();
    return winners == 1
        ? Optional.empty()
        : Optional.of("of two buffers " + winners + " are registered, instead of one");
  }
}
