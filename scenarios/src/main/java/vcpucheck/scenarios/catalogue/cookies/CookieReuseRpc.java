package vcpucheck.scenarios.catalogue.cookies;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S02, the seed race through an RPC: the cookie of a freed payload buffer is in use again, for
 * another call's payload buffer, before Xen has forgotten it.
 *
 * <p>One would believe that OP-TEE gets the memory that the guest offers.
 *
 * <pre>
 * vCPU 0                                     vCPU 1
 * OP-TEE asks to free C; frees C
 *                                            OP-TEE asks for a payload buffer
 *                                            answers with cookie C: refused, "same cookie"
 *                                            Xen asks to free C, OP-TEE is out of memory
 * resumes: only now Xen drops C
 * </pre>
 *
 * <p>With two vCPUs, both calls from their beginnings. With three, from the moment on at which
 * OP-TEE has asked vCPU 0 to free its buffer and vCPU 1 for another one, while vCPU 2 registers a
 * buffer.
 */
final class CookieReuseRpc {
  private CookieReuseRpc() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S02", "cookie-reuse-rpc")
        .lesson("a call fails because its payload buffer has a cookie that Xen still knows")
        .source("xen 5b13eb1d97, c2c141f0f4")
        .vcpus(2, 3)
        .checks(Refusal.NO_SPURIOUS_REFUSAL)
        .violated(Refusal.NO_SPURIOUS_REFUSAL, Revision.XEN_4_13, Revision.XEN_4_13)
        .verified(Revision.COMMIT_5B13EB1D97, Revision.REPAIRED)
        .withVcpus(
            3, Revision.XEN_4_13, form -> Expectation.violated(form, Refusal.NO_SPURIOUS_REFUSAL))
        .withVcpus(3, Revision.XEN_4_14, Expectation::verified)
        .largeWithoutLocks(Revision.XEN_4_22)
        .program(CookieReuseRpc::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    int count = configuration.vcpus();
    WorldSize sizes =
        new WorldSize(count, count + 2).scripts(Script.borrowPayload(), Script.of(Script.time()));
    World world = new World(memory, sizes, configuration);
    world.cacheArgumentPages(2, 1);
    GuestVcpu frees = GuestVcpu.linux(world.guest(), 0, Jobs.invoke(0));
    GuestVcpu borrows = GuestVcpu.linux(world.guest(), 1, Jobs.invoke(0));
    return count == 2
        ? world.program(frees.program(), borrows.program())
        : world.program(
            frees.programAfter(2),
            borrows.programAfter(1),
            GuestVcpu.linux(world.guest(), 2, Jobs.register()).program());
  }
}
