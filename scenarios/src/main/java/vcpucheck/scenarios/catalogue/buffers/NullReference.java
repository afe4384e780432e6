package vcpucheck.scenarios.catalogue.buffers;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.ParamType;
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
 * S30: a command has a NULL memory reference with the cookie of a registered buffer.
 *
 * <p>One would believe that a reference to nothing names nothing. When the call ends, Xen frees the
 * buffer with that cookie, while OP-TEE still has it.
 */
final class NullReference {
  private NullReference() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S30", "null-reference")
        .lesson("a NULL reference unpins the buffer that its cookie names")
        .source("xen 0dbed3ad33")
        .vcpus(1)
        .verified(Revision.COMMIT_551D3CEA0F, Revision.COMMIT_5B13EB1D97)
        .violated(PinSafety.NAME, Revision.XEN_4_14, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(NullReference::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(1, 1), configuration);
    Guest guest = world.guest();
    GuestVcpu.linux(guest, 0, Jobs.register()).runAll();
    Message message =
        Messages.invoke(0)
            .withParams(1)
            .withParam(0, ParamType.TMEM_INPUT, 0, 0, guest.buffer(1).cookie());
    return world.program(GuestVcpu.linux(guest, 0, HostileJobs.call(message)).program());
  }
}
