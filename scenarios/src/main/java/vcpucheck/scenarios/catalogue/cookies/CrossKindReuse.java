package vcpucheck.scenarios.catalogue.cookies;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S05: a cookie that was a payload buffer's becomes an argument page's. The other way round is
 * {@link CrossKindReuseBack}.
 *
 * <p>One would believe that the races of S01 and S03 also mix. They do not: Xen has a list for each
 * kind.
 */
final class CrossKindReuse {
  private CrossKindReuse() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S05", "cross-kind-reuse")
        .lesson(
            "an argument page may have the cookie of a payload buffer that Xen has not forgotten"
                + " yet")
        .source("xen 5b13eb1d97, 5d2d5365ff")
        .vcpus(2)
        .lowestWithoutLocks(Revision.XEN_4_22)
        .checks(Refusal.NO_SPURIOUS_REFUSAL)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .caught(Mutant.ONE_LIST.label(), Revision.XEN_4_13, Refusal.NO_SPURIOUS_REFUSAL)
        .largeWithoutLocks(Revision.REPAIRED)
        .program(CrossKindReuse::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 3).scripts(Script.borrowPayload(), Script.of(Script.time()));
    World world = new World(memory, sizes, configuration);
    world.cacheArgumentPages(1, 1);
    return world.program(
        GuestVcpu.linux(world.guest(), 0, Jobs.invoke(0)).program(),
        GuestVcpu.linux(world.guest(), 1, Jobs.invoke(1)).program());
  }
}
