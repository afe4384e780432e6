package vcpucheck.scenarios.catalogue.buffers;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S66: as S46, with an OP-TEE that has memory enough to map a buffer as large as it is told.
 *
 * <p>One would believe that the page list which Xen makes is as long as the buffer that Xen tells
 * OP-TEE of. Behind its one entry stands what Xen never wrote: 0 if freed pages are scrubbed, and
 * otherwise whatever was there before.
 */
final class ShortPageList {
  private static final long CUT_TO_ONE_PAGE = (1L << 44) + 4096;

  private ShortPageList() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S66", "short-page-list")
        .lesson("OP-TEE reads behind the end of a page list because its size was cut")
        .source("facts of the code: translate_noncontig; only OP-TEE's own limits stop it")
        .vcpus(1)
        .checksOnly(PinSafety.NAME, "translation", BuiltInProperty.MEMORY_SAFETY.label())
        .violated("translation", Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(ShortPageList::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(1, 1).anyLegal(0), configuration);
    Guest guest = world.guest();
    Message message = Messages.register(guest.buffer(1)).withB(0, CUT_TO_ONE_PAGE);
    return world.programWithOnly(
        List.of(GuestVcpu.linux(guest, 0, HostileJobs.call(message)).program()),
        PinSafety.of(world.observed()));
  }
}
