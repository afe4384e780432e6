package vcpucheck.scenarios.catalogue.hostile;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.tee.RpcDemand;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S38: a command is given registered memory with cookie 0, which is how OP-TEE lists its own
 * message pages, and an ordinary application writes its output there.
 *
 * <p>One would believe that memory which was not registered cannot be named. The page is Xen's
 * shadow, and Xen then trusts the number of parameters in it.
 *
 * <p>With two vCPUs, the cookie is that of the other's argument page, and the application writes
 * between OP-TEE's request in that page and Xen's copy of it.
 */
final class ShadowAsMemory {
  private static final Script SCRIBBLE = Script.of(new RpcDemand.Scribble(0xFFFF));

  private ShadowAsMemory() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S38", "shadow-as-memory")
        .lesson("a trusted application writes into Xen's copy of the message")
        .source("facts of the code: OP-TEE lists message pages with cookie 0")
        .vcpus(1, 2)
        .violated(
            BuiltInProperty.MEMORY_SAFETY.label(), Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .withVcpus(
            2,
            Revision.XEN_4_22,
            form -> Expectation.violated(form, BuiltInProperty.MEMORY_SAFETY.label()))
        .withVcpus(2, Revision.REPAIRED, Expectation::verified)
        .program(ShadowAsMemory::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    return configuration.vcpus() == 1
        ? messagePage(memory, configuration)
        : argumentPage(memory, configuration);
  }

  private static Program messagePage(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(1, 1).scripts(SCRIBBLE), configuration);
    return world.program(GuestVcpu.linux(world.guest(), 0, HostileJobs.call(naming(0))).program());
  }

  private static Program argumentPage(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 1).scripts(SCRIBBLE, Script.of(Script.time()));
    World world = new World(memory, sizes, configuration);
    world.cacheArgumentPages(1, 1);
    return world.program(
        GuestVcpu.linux(world.guest(), 0, Jobs.invoke(1, Refusal.ALLOWED)).program(),
        GuestVcpu.linux(world.guest(), 1, HostileJobs.call(naming(1))).program());
  }

  private static Message naming(long cookie) {
    return Messages.invoke(0)
        .withParams(1)
        .withParam(0, ParamType.RMEM_INOUT, 0, PageContent.PAGE_SIZE, cookie);
  }
}
