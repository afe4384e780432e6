package vcpucheck.scenarios.catalogue.lifecycle;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.form.Form;
import vcpucheck.scenarios.form.WorldMutant;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.Destruction;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S43: a domain with two vCPUs in calls is destroyed.
 *
 * <p>One would believe that destruction walks lists which others change. Every vCPU is paused
 * first, so the handlers have ended.
 */
final class DestructionAfterCalls {
  private DestructionAfterCalls() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S43", "destruction-after-calls")
        .lesson("a domain ends when its vCPUs have left the mediator, and leaves nothing")
        .source("xen domain_kill, domain_pause")
        .vcpus(2)
        .checks(BuiltInProperty.NO_LEAK.label())
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .caught(
            WorldMutant.NO_SYNC_PAUSE.label(),
            Revision.XEN_4_22,
            BuiltInProperty.DEBUG_ASSERTION.label())
        .largeWithoutLocks(Revision.REPAIRED)
        .program(DestructionAfterCalls::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world =
        new World(memory, new WorldSize(2, 3).scripts(Script.of(Script.time())), configuration);
    boolean waits = !Form.of(configuration).has(WorldMutant.NO_SYNC_PAUSE);
    memory.decide(WorldMutant.NO_SYNC_PAUSE.label(), !waits);
    Destruction destruction = new Destruction(world, 2, waits);
    return world.programWithDestruction(
        List.of(
            GuestVcpu.linux(world.guest(), 0, Jobs.register(), destruction.paused()).program(),
            GuestVcpu.linux(world.guest(), 1, Jobs.invoke(0), destruction.paused()).program(),
            destruction.program()));
  }
}
