package vcpucheck.scenarios.catalogue.rpc;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S18: two calls pass the same temporary buffer.
 *
 * <p>One would believe that memory which is only read can be passed twice. The second call is
 * refused while the first runs; Linux avoids it by registering.
 */
final class SharedTemporary {
  private SharedTemporary() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S18", "shared-temporary")
        .lesson("two calls cannot be given the same temporary buffer at once")
        .source("facts of the code: cookies of temporary memory are taken too")
        .vcpus(2)
        .checks(Refusal.NO_SPURIOUS_REFUSAL)
        .violated(Refusal.NO_SPURIOUS_REFUSAL, Revision.COMMIT_551D3CEA0F, Revision.REPAIRED)
        .largeWithoutLocks(Revision.REPAIRED)
        .program(SharedTemporary::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(2, 1), configuration);
    Guest guest = world.guest();
    Message message = Messages.withTemporary(Messages.invoke(0), guest.buffer(1));
    return world.program(
        GuestVcpu.linux(guest, 0, Jobs.call(message, Refusal.NEVER)).program(),
        GuestVcpu.linux(guest, 1, Jobs.call(message, Refusal.NEVER)).program());
  }
}
