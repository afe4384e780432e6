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
import vcpucheck.scenarios.property.Agreement;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S17: the second memory parameter of a message cannot be translated.
 *
 * <p>One would believe that a refused message is refused as a whole. The buffers of its earlier
 * parameters stay, with their cookies.
 */
final class SecondParameter {
  private SecondParameter() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S17", "second-parameter")
        .lesson("when a second parameter is refused, the first stays pinned")
        .source("facts of the code: translate_params releases nothing")
        .vcpus(1)
        .violated(Agreement.NAME, Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(SecondParameter::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(1, 1), configuration);
    Guest guest = world.guest();
    Message twice =
        Messages.withTemporary(
            Messages.withTemporary(Messages.invoke(0), guest.buffer(1)), guest.buffer(1));
    return world.program(GuestVcpu.linux(guest, 0, HostileJobs.call(twice)).program());
  }
}
