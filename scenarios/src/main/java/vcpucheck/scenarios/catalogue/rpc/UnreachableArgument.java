package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.property.Resumability;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S21: the guest gives its argument page back to Xen, and OP-TEE sends a command.
 *
 * <p>One would believe that OP-TEE learns of a request that cannot be delivered. Xen calls it with
 * the request's own code as function id, which OP-TEE does not know.
 */
final class UnreachableArgument {
  private UnreachableArgument() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S21", "unreachable-argument")
        .lesson("a request that cannot be delivered goes back under a wrong function id")
        .source("facts of the code: the restart in do_call_with_arg")
        .vcpus(2)
        .checks("faithfulness")
        .violated("faithfulness", Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(UnreachableArgument::program);
  }

  static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 1).scripts(Script.of(Script.time())).movingPages();
    World world = new World(memory, sizes, configuration);
    Guest guest = world.guest();
    world.cacheArgumentPages(1, 0);
    return world.programWithOnly(
        List.of(
            GuestVcpu.linux(guest, 0, Jobs.invoke(0, Refusal.ALLOWED)).program(),
            GuestVcpu.linux(guest, 1, HostileJobs.balloonOut(guest.buffer(1).page())).program()),
        Resumability.of(world.observed()));
  }
}
