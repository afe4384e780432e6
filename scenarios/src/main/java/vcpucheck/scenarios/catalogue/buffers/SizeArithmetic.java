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
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S46: a buffer of 2^44 + 4096 bytes, whose page count Xen cuts to one; and buffers whose end
 * wraps, to no page or to one.
 *
 * <p>One would believe that OP-TEE then reads beyond the page list. It does, finds no address there
 * and refuses; what wraps it refuses for that. No page is no buffer for Xen.
 */
final class SizeArithmetic {
  private SizeArithmetic() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S46", "size-arithmetic")
        .lesson("a size that is cut to few pages is told to OP-TEE in full")
        .source("facts of the code: translate_noncontig")
        .vcpus(1)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .program(SizeArithmetic::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(1, 1), configuration);
    Guest guest = world.guest();
    Message message = Messages.register(guest.buffer(1));
    long offset = 4095;
    Message shifted = message.withA(0, message.a(0) + offset);
    return world.program(
        GuestVcpu.linux(
                guest,
                0,
                HostileJobs.call(message.withB(0, (1L << 44) + 4096)),
                HostileJobs.call(message.withB(0, -1)),
                HostileJobs.call(shifted.withB(0, -1)))
            .program());
  }
}
