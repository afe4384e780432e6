package vcpucheck.scenarios.catalogue;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.property.PinsBalanced;

/**
 * S41: the guest gives a page back to Xen while it is being registered, or is.
 *
 * <p>One would believe that the second-stage map tells who owns a page. The reference does.
 */
final class BallooningWhilePinned {
  private BallooningWhilePinned() {}

  static Scenario scenario() {
    return Entry.draft("S41", "ballooning-while-pinned")
        .lesson("a pinned page stays where it is although the guest gives it back")
        .source("xen 551d3cea0f get_domain_ram_page")
        .vcpus(2)
        .checksOnly(PinSafety.NAME, PinsBalanced.NAME, "memory-safety")
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .caught(Mutant.NO_REF.label(), Revision.XEN_4_22, PinSafety.NAME)
        .program(BallooningWhilePinned::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new Sizes(2, 1).movingPages(), configuration);
    Guest guest = world.guest();
    return world.programWithOnly(
        List.of(
            GuestVcpu.linux(
                    guest, 0, Jobs.register(Refusal.ALLOWED), Jobs.unregister(Refusal.ALLOWED))
                .program(),
            GuestVcpu.linux(guest, 1, HostileJobs.balloonOut(guest.buffer(1).page())).program()),
        PinSafety.of(world.observed()),
        PinsBalanced.of(world.observed()));
  }
}
