package vcpucheck.scenarios.catalogue.buffers;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.tee.RpcDemand;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S13: a buffer is unregistered while a command that was given it waits for the guest.
 *
 * <p>One would believe that the guest can take the memory away at once. OP-TEE lets the call wait
 * until the last user is gone, and Xen unpins when the call has ended.
 */
final class UnregisterInUse {
  private UnregisterInUse() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S13", "unregister-in-use")
        .lesson("a buffer that OP-TEE uses stays pinned until the use ends")
        .source("optee_os core/mm/mobj_dyn_shm.c mobj_reg_shm_release_by_cookie")
        .vcpus(2)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .caught(Mutant.UNPIN_ON_REQUEST.label(), Revision.XEN_4_22, PinSafety.NAME)
        .largeWithoutLocks(Revision.XEN_4_22)
        .program(UnregisterInUse::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 3).scripts(Script.of(new RpcDemand.Interrupt()));
    World world = new World(memory, sizes, configuration);
    Guest guest = world.guest();
    GuestVcpu.linux(guest, 1, Jobs.register()).runAll();
    Message use = Messages.withRegistered(Messages.invoke(0), guest.buffer(1));
    return world.program(
        GuestVcpu.linux(guest, 0, Jobs.call(use, Refusal.ALLOWED)).program(),
        GuestVcpu.linux(guest, 1, Jobs.unregister()).program(1L));
  }
}
