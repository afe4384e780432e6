package vcpucheck.scenarios.catalogue.buffers;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S31: a registration without parameters, with the cookie of a registered buffer where the first
 * would stand.
 *
 * <p>One would believe that Xen undoes what it did. OP-TEE refuses, and Xen frees the buffer that
 * the parameter names, though the call did not make it.
 */
final class FailingRegister {
  private FailingRegister() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S31", "failing-register")
        .lesson("a refused registration unpins whatever buffer it names")
        .source("facts of the code: do_call_with_arg checks no parameter")
        .vcpus(1)
        .violated(PinSafety.NAME, Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(FailingRegister::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(1, 1), configuration);
    Guest guest = world.guest();
    GuestVcpu.linux(guest, 0, Jobs.register()).runAll();
    Message message = Messages.register(guest.buffer(1)).withParams(0);
    return world.program(GuestVcpu.linux(guest, 0, HostileJobs.call(message)).program());
  }
}
