package vcpucheck.scenarios.catalogue.calls;

import vcpucheck.checker.MemoryModel;
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
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.tee.RpcDemand;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S06: OP-TEE's thread is free, and taken by another call, while Xen has not yet completed the call
 * that had it.
 *
 * <p>One would believe that a thread id names one call. It does, because Xen forgets the id before
 * it enters OP-TEE.
 *
 * <pre>
 * vCPU 0                                     vCPU 1
 * resumes; OP-TEE ends the call: thread 0 is free
 *                                            starts a call: thread 0; OP-TEE asks for something
 *                                            resumes thread 0
 * Xen completes the call
 * </pre>
 */
final class ThreadIdReuse {
  private ThreadIdReuse() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S06", "thread-id-reuse")
        .lesson("a thread id is in use again while the call that had it is still on the list")
        .source("xen c688a8afb2, its comment in the code")
        .vcpus(2)
        .checks(Refusal.NO_SPURIOUS_REFUSAL, BuiltInProperty.NO_DATA_RACE.label())
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .verifiedUnder(Revision.XEN_4_22, MemoryModel.TSO)
        .violatedUnder(
            BuiltInProperty.NO_DATA_RACE.label(),
            Revision.XEN_4_22,
            MemoryModel.RC11,
            MemoryModel.ARM64)
        .verifiedAtLengthUnder(Revision.REPAIRED, MemoryModel.ARM64)
        .caught(Mutant.NO_RESET.label(), Revision.XEN_4_22, Refusal.NO_SPURIOUS_REFUSAL)
        .caught(Mutant.LATE_RESET.label(), Revision.XEN_4_22, Refusal.NO_SPURIOUS_REFUSAL)
        .program(ThreadIdReuse::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 1).scripts(Script.of(new RpcDemand.Interrupt()));
    World world = new World(memory, sizes, configuration);
    return world.program(
        GuestVcpu.linux(world.guest(), 0, Jobs.invoke(0)).program(),
        GuestVcpu.linux(world.guest(), 1, Jobs.invoke(0)).program());
  }
}
