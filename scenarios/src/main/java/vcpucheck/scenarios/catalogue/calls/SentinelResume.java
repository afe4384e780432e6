package vcpucheck.scenarios.catalogue.calls;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S28: between the end of a call and its removal from the list it is idle, with thread id -1.
 *
 * <p>One would believe that -1 stands for "no thread". A guest can name it, and takes over a call
 * that its owner is about to free. A debug build of Xen stops then; a release build goes on and
 * enters OP-TEE for no thread, or uses the call after it was freed.
 *
 * <pre>
 * vCPU 0                                     vCPU 1
 * a call ends; not in flight, still listed
 *                                            RETURN_FROM_RPC of thread -1: takes the call
 * frees the call
 *                                            uses and frees it
 * </pre>
 *
 * <p>Without locks a call cannot be claimed by no thread id.
 */
final class SentinelResume {
  private SentinelResume() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S28", "sentinel-resume")
        .lesson(
            "a guest can resume with the 'no thread' sentinel and reaches a call that is being freed")
        .source("facts of the code: handle_rpc cuts x3 to 32 bits")
        .vcpus(2)
        .violated(Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .inRelease()
        .violated(Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .lockFree()
        .verified(Revision.XEN_4_22, Revision.REPAIRED)
        .program(SentinelResume::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(2, 1), configuration);
    Registers resume = Registers.of(SmcFunction.CALL_RETURN_FROM_RPC.id()).with3(0xFFFF_FFFFL);
    return world.program(
        GuestVcpu.linux(world.guest(), 0, HostileJobs.call(Message.EMPTY.withCommand(9))).program(),
        GuestVcpu.linux(world.guest(), 1, HostileJobs.raw(resume)).program());
  }
}
