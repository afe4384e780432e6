package vcpucheck.scenarios.catalogue.hostile;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.property.PinsBalanced;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S41: the guest gives a page back to Xen while it is being registered, or is; if it is free then,
 * Xen gives it to the guest again, or to another one.
 *
 * <p>One would believe that the second-stage map decides who owns a page. The reference does, and
 * when it is taken the map may be out of date: so the owner is compared once more.
 */
final class BallooningWhilePinned {
  private BallooningWhilePinned() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S41", "ballooning-while-pinned")
        .lesson("a pinned page stays where it is although the guest gives it back")
        .source("xen 551d3cea0f get_domain_ram_page")
        .vcpus(2)
        .checksOnly(PinSafety.NAME, PinsBalanced.NAME, BuiltInProperty.MEMORY_SAFETY.label())
        .verified(Revision.COMMIT_551D3CEA0F, Revision.REPAIRED)
        .caught(Mutant.NO_REF.label(), Revision.XEN_4_22, PinSafety.NAME)
        .caught(Mutant.NO_OWNER_CHECK.label(), Revision.XEN_4_22, PinSafety.NAME)
        .program(BallooningWhilePinned::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(2, 1).domains(2).movingPages(), configuration);
    Guest guest = world.guest();
    Guest other = world.guest(1);
    long address = guest.buffer(1).page();
    int page = guest.guestPage(address).number();
    other.domain().balloonOut(address);
    return world.programWithOnly(
        List.of(
            GuestVcpu.linux(
                    guest, 0, Jobs.register(Refusal.ALLOWED), Jobs.unregister(Refusal.ALLOWED))
                .program(),
            GuestVcpu.linux(
                    guest,
                    1,
                    HostileJobs.balloonOut(address),
                    HostileJobs.any(
                        List.of(
                            HostileJobs.balloonIn(guest.domain(), address, page),
                            HostileJobs.balloonIn(other.domain(), address, page))))
                .program()),
        PinSafety.of(world.observed()),
        PinsBalanced.of(world.observed()),
        PinsBalanced.of(world.observed(1)));
  }
}
