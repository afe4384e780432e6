package vcpucheck.scenarios.catalogue.calls;

import java.util.List;
import vcpucheck.checker.MemoryModel;
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
import vcpucheck.scenarios.property.LimitMet;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S07: as many calls as OP-TEE has threads, one ends, and a newcomer comes.
 *
 * <p>One would believe that Xen's count and OP-TEE's threads may differ for a moment. They may, but
 * only so that Xen refuses too much: it drops its count after OP-TEE's thread is free.
 */
final class ThreadLimit {
  private ThreadLimit() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S07", "thread-limit")
        .lesson("Xen never lets more calls in than OP-TEE has threads")
        .source("xen c688a8afb2 free_std_call")
        .vcpus(2)
        .checks(Refusal.NO_SPURIOUS_REFUSAL, "thread-limit", LimitMet.CALLS)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .verifiedUnder(Revision.XEN_4_22, MemoryModel.TSO)
        .verifiedAtLengthUnder(Revision.XEN_4_22, MemoryModel.ARM64)
        .caught(Mutant.COUNT_FIRST.label(), Revision.XEN_4_22, "thread-limit")
        .program(ThreadLimit::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(2, 2).threads(1).waiting(), configuration);
    return world.program(
        List.of(
            GuestVcpu.linux(world.guest(), 0, Jobs.register(), Jobs.unregister()).program(),
            GuestVcpu.linux(world.guest(), 1, Jobs.register()).program()),
        LimitMet.calls(world.observed()));
  }
}
