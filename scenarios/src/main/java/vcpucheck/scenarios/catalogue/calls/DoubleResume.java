package vcpucheck.scenarios.catalogue.calls;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.tee.RpcDemand;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S29: two vCPUs resume the same thread at once.
 *
 * <p>One would believe that a flag needs more than a lock around it. It does not: one vCPU wins,
 * the other is told that there is nothing to resume.
 */
final class DoubleResume {
  private DoubleResume() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S29", "double-resume")
        .lesson("of two resumes of one thread, one wins")
        .source("xen c688a8afb2 get_std_call")
        .vcpus(2)
        .verified(Revision.COMMIT_551D3CEA0F, Revision.REPAIRED)
        .caught(Mutant.UNLOCKED_FLAG.label(), Revision.XEN_4_22, "single-driver")
        .program(DoubleResume::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 1).scripts(Script.of(new RpcDemand.Interrupt()));
    World world = new World(memory, sizes, configuration);
    Registers resume = Registers.of(SmcFunction.CALL_RETURN_FROM_RPC.id());
    return world.program(
        GuestVcpu.linux(world.guest(), 0, Jobs.invoke(0, Refusal.ALLOWED)).program(),
        GuestVcpu.linux(world.guest(), 1, HostileJobs.raw(resume)).program());
  }
}
