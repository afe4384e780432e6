package vcpucheck.scenarios.catalogue.lifecycle;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.Destruction;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S44: the destruction of a domain is preempted at any point, several times.
 *
 * <p>One would believe that it has to remember how far it came. It begins again with what is left.
 */
final class PreemptedDestruction {
  private PreemptedDestruction() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S44", "preempted-destruction")
        .lesson("a destruction that is preempted and begins again leaves nothing")
        .source("xen 208bef44c6")
        .vcpus(1)
        .checks(BuiltInProperty.NO_LEAK.label(), "destroyed-once")
        .verified(Revision.COMMIT_551D3CEA0F, Revision.REPAIRED)
        .caught(
            Mutant.CURSOR_KEPT.label(), Revision.XEN_4_22, BuiltInProperty.MEMORY_SAFETY.label())
        .caught(Mutant.EARLY_DESTROY_NOTICE.label(), Revision.XEN_4_22, "destroyed-once")
        .program(PreemptedDestruction::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world =
        new World(
            memory,
            new WorldSize(1, 4).scripts(Script.of(Script.time())).preemptions(3),
            configuration);
    GuestVcpu.linux(world.guest(), 0, Jobs.invoke(0), Jobs.register(), Jobs.register()).runAll();
    Destruction destruction = new Destruction(world, 0);
    return world.programWithDestruction(List.of(destruction.program()));
  }
}
