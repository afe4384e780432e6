package vcpucheck.scenarios.catalogue.buffers;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.Destruction;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S15: one allocation of Xen's fails, anywhere, and then the domain ends.
 *
 * <p>One would believe that an error path gives back what was taken. Before 664cc3c3d3 a refused
 * registration left its page list behind.
 */
final class AllocationFailures {
  private AllocationFailures() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S15", "allocation-failures")
        .lesson("whatever allocation fails, nothing is left behind")
        .source("xen 664cc3c3d3")
        .vcpus(1)
        .checks(Refusal.NO_SPURIOUS_REFUSAL, BuiltInProperty.NO_LEAK.label())
        .violated(BuiltInProperty.NO_LEAK.label(), Revision.XEN_4_13, Revision.XEN_4_15)
        .verified(Revision.XEN_4_16, Revision.REPAIRED)
        .program(AllocationFailures::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes =
        new WorldSize(1, 3).withoutCache().scripts(Script.borrowPayload()).allocationFailures(1);
    World world = new World(memory, sizes, configuration);
    Destruction destruction = new Destruction(world, 1);
    GuestVcpu vcpu =
        GuestVcpu.linux(
            world.guest(),
            0,
            Jobs.register(Refusal.BY_MEMORY),
            Jobs.invoke(0, Refusal.BY_MEMORY),
            Jobs.unregister(Refusal.BY_MEMORY),
            destruction.paused());
    return world.programWithDestruction(List.of(vcpu.program(), destruction.program()));
  }
}
