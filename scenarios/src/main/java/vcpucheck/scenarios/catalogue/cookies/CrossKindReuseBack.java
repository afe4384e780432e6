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
 * S73, S05 the other way round: a cookie that was an argument page's becomes a buffer's.
 *
 * <p>One would believe that S03, which Xen has until 4.16, also refuses buffers. It does not: Xen
 * has a list for each kind. It would with one list for both, even after 5b13eb1d97, which forgets
 * payload buffers early and argument pages late; S05 does not show that.
 */
final class CrossKindReuseBack {
  private CrossKindReuseBack() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S73", "cross-kind-reuse-back")
        .lesson("a buffer may have the cookie of an argument page that Xen has not forgotten yet")
        .source("xen 5b13eb1d97, 5d2d5365ff")
        .vcpus(2)
        .lowestWithoutLocks(Revision.XEN_4_22)
        .checks(Refusal.NO_SPURIOUS_REFUSAL)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .caught(Mutant.ONE_LIST.label(), Revision.COMMIT_5B13EB1D97, Refusal.NO_SPURIOUS_REFUSAL)
        .largeWithoutLocks(Revision.REPAIRED)
        .program(CrossKindReuseBack::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 2).withoutCache().scripts(Script.of(Script.time()));
    World world = new World(memory, sizes, configuration);
    return world.program(
        GuestVcpu.linux(world.guest(), 0, Jobs.invoke(0)).program(),
        GuestVcpu.linux(world.guest(), 1, Jobs.register()).program());
  }
}
