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
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S09: a registration grows page by page while other calls come and go.
 *
 * <p>One would believe that a half-built buffer on the list does harm. It does none as long as no
 * guest names a cookie that is not its own.
 */
final class GrowingRegistration {
  private GrowingRegistration() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S09", "growing-registration")
        .lesson("a buffer is on the list before its pages are pinned")
        .source("xen 551d3cea0f")
        .vcpus(2)
        .checks(Refusal.NO_SPURIOUS_REFUSAL)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .largeWithoutLocks(Revision.XEN_4_22)
        .program(GrowingRegistration::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 3).pages(2);
    World world = new World(memory, sizes, configuration);
    Guest guest = world.guest();
    GuestVcpu.linux(guest, 0, Jobs.register()).runAll();
    Message use = Messages.withRegistered(Messages.invoke(0), guest.buffer(1));
    return world.program(
        GuestVcpu.linux(guest, 0, Jobs.register()).program(),
        GuestVcpu.linux(guest, 1, Jobs.call(use, Refusal.NEVER), Jobs.register()).program());
  }
}
