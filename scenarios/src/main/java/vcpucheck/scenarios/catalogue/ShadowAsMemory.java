package vcpucheck.scenarios.catalogue;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.tee.Demand;
import vcpucheck.scenarios.tee.Script;

/**
 * S38: a command is given registered memory with cookie 0, which is how OP-TEE lists its own
 * message pages, and an ordinary application writes its output there.
 *
 * <p>One would believe that memory which was not registered cannot be named. The page is Xen's
 * shadow, and Xen then trusts the number of parameters in it.
 */
final class ShadowAsMemory {
  private ShadowAsMemory() {}

  static Scenario scenario() {
    return Entry.draft("S38", "shadow-as-memory")
        .lesson("a trusted application writes into Xen's copy of the message")
        .source("facts of the code: OP-TEE lists message pages with cookie 0")
        .vcpus(1)
        .violated("memory-safety", Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(ShadowAsMemory::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world =
        new World(memory, new Sizes(1, 1).scripts(Script.of(new Demand.Scribble())), configuration);
    Message message =
        Messages.invoke(0)
            .withParams(1)
            .withParam(0, ParamType.RMEM_INOUT, 0, PageContent.PAGE_SIZE, 0);
    return world.program(GuestVcpu.linux(world.guest(), 0, HostileJobs.call(message)).program());
  }
}
