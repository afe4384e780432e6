package vcpucheck.scenarios.catalogue.buffers;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S32: a registration is on the list before its pages are pinned, and another vCPU frees it as in
 * S31.
 *
 * <p>One would believe that a call's own buffer is its own until the call ends.
 *
 * <pre>
 * vCPU 0                                     vCPU 1
 * REGISTER_SHM of C: listed, no page yet
 *                                            refused REGISTER_SHM that names C: frees C
 * pins a page and writes it into the freed struct
 * </pre>
 */
final class FreedWhileFilled {
  private FreedWhileFilled() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S32", "freed-while-filled")
        .lesson("a buffer is freed while another vCPU still fills it")
        .source("facts of the code: translate_noncontig lists first, fills later")
        .vcpus(2)
        .lowestWithoutLocks(Revision.REPAIRED)
        .violated(Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .caught(Mutant.ANY_OWNER.label(), Revision.REPAIRED, BuiltInProperty.MEMORY_SAFETY.label())
        .program(FreedWhileFilled::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(2, 1).pages(2), configuration);
    Guest guest = world.guest();
    Message register = Messages.register(guest.buffer(1));
    return world.program(
        GuestVcpu.linux(guest, 0, HostileJobs.call(register)).program(),
        GuestVcpu.linux(guest, 1, HostileJobs.call(register.withParams(0))).program());
  }
}
