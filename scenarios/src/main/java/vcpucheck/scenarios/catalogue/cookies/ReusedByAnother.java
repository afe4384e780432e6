package vcpucheck.scenarios.catalogue.cookies;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
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
import vcpucheck.scenarios.property.Isolation;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S76, what S30 leads to: the page of an unpinned buffer is given back to Xen, which gives it to
 * another domain.
 *
 * <p>One would believe, after S45, that domains do not meet. OP-TEE still has the page for the
 * first one, and now it is the other's.
 */
final class ReusedByAnother {
  private ReusedByAnother() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S76", "reused-by-another")
        .lesson("a guest keeps a page in OP-TEE that is another domain's by now")
        .source("xen 0dbed3ad33")
        .vcpus(1)
        .checksOnly(Isolation.NAME, BuiltInProperty.MEMORY_SAFETY.label())
        .verified(Revision.COMMIT_551D3CEA0F, Revision.COMMIT_5B13EB1D97)
        .violated(Isolation.NAME, Revision.XEN_4_14, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(ReusedByAnother::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(1, 1).domains(2).movingPages(), configuration);
    Guest guest = world.guest();
    Guest other = world.guest(1);
    GuestVcpu.linux(guest, 0, Jobs.register()).runAll();
    long address = guest.buffer(1).page();
    other.domain().balloonOut(address);
    Message message =
        Messages.invoke(0)
            .withParams(1)
            .withParam(0, ParamType.TMEM_INPUT, 0, 0, guest.buffer(1).cookie());
    return world.programWithOnly(
        List.of(
            GuestVcpu.linux(
                    guest,
                    0,
                    HostileJobs.call(message),
                    HostileJobs.balloonOut(address),
                    HostileJobs.balloonIn(
                        other.domain(), address, guest.guestPage(address).number()))
                .program()),
        Isolation.of(world.observed()),
        Isolation.of(world.observed(1)));
  }
}
