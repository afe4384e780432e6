package vcpucheck.scenarios.catalogue.cookies;

import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S01, the seed race: a freed payload buffer's cookie is in use again before Xen has forgotten it.
 *
 * <p>One would believe that a guest which registers a new buffer, inside all limits, is never
 * refused.
 *
 * <pre>
 * vCPU 0                                     vCPU 1
 * INVOKE; OP-TEE asks for a payload buffer
 * answers with cookie C
 * OP-TEE asks to free C
 * frees C
 *                                            a new buffer gets cookie C
 *                                            REGISTER_SHM of C: refused, "same cookie"
 * resumes: only now Xen drops C
 * </pre>
 *
 * <p>With two vCPUs, the whole life of both buffers. With three, two vCPUs register from the moment
 * on at which OP-TEE has asked to free the payload buffer.
 *
 * <p>Since 5b13eb1d97 Xen drops the buffer before it hands the request to free it to the guest.
 */
final class CookieReuse {
  private CookieReuse() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S01", "cookie-reuse")
        .lesson("a cookie that the guest may use again is refused while Xen still knows it")
        .source("xen 5b13eb1d97; seen on i.MX")
        .vcpus(2, 3)
        .checks(Refusal.NO_SPURIOUS_REFUSAL)
        .violated(Refusal.NO_SPURIOUS_REFUSAL, Revision.XEN_4_13, Revision.XEN_4_13)
        .verified(Revision.COMMIT_5B13EB1D97, Revision.REPAIRED)
        .violatedUnder(Refusal.NO_SPURIOUS_REFUSAL, Revision.XEN_4_13, MemoryModel.TSO)
        .verifiedUnder(Revision.XEN_4_22, MemoryModel.TSO)
        .withVcpus(
            3, Revision.XEN_4_13, form -> Expectation.violated(form, Refusal.NO_SPURIOUS_REFUSAL))
        .withVcpus(3, Revision.XEN_4_14, Expectation::verified)
        .largeWithoutLocks(Revision.XEN_4_22)
        .withVcpus(3, Revision.XEN_4_22, form -> Expectation.verified(form).asLarge())
        .program(CookieReuse::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes =
        new WorldSize(configuration.vcpus(), configuration.vcpus() + 1)
            .scripts(Script.borrowPayload(), Script.of(Script.time()));
    World world = new World(memory, sizes, configuration);
    GuestVcpu.linux(world.guest(), 0, Jobs.invoke(1)).runAll();
    List<Vcpu<?>> vcpus = new ArrayList<>();
    GuestVcpu borrower = GuestVcpu.linux(world.guest(), 0, Jobs.invoke(0));
    if (configuration.vcpus() == 2) {
      vcpus.add(borrower.program());
      vcpus.add(GuestVcpu.linux(world.guest(), 1, Jobs.register(), Jobs.unregister()).program());
    } else {
      vcpus.add(borrower.programAfter(2));
      for (int vcpu = 1; vcpu < configuration.vcpus(); vcpu++) {
        vcpus.add(GuestVcpu.linux(world.guest(), vcpu, Jobs.register()).program());
      }
    }
    return world.program(vcpus);
  }
}
