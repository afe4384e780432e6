package vcpucheck.scenarios.catalogue.cookies;

import vcpucheck.checker.catalogue.Configuration;
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
 * S03, the twin race: the cookie of a freed argument page is in use again before Xen has forgotten
 * it.
 *
 * <p>One would believe that the fix of the seed race covers all that the guest frees for OP-TEE.
 *
 * <pre>
 * vCPU 0                                     vCPU 1
 * OP-TEE asks to free argument page C
 * frees C
 *                                            OP-TEE asks for an argument page
 *                                            answers with cookie C: refused, OP-TEE gets address 0
 * resumes: only now Xen drops C
 * </pre>
 */
final class ArgumentReuse {
  private ArgumentReuse() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S03", "argument-reuse")
        .lesson("an argument page is refused because Xen still knows its cookie")
        .source("xen 5d2d5365ff; optee_os 5288")
        .vcpus(2)
        .checks(Refusal.NO_SPURIOUS_REFUSAL)
        .violated(Refusal.NO_SPURIOUS_REFUSAL, Revision.COMMIT_551D3CEA0F, Revision.XEN_4_16)
        .verified(Revision.XEN_4_17, Revision.REPAIRED)
        .largeWithoutLocks(Revision.XEN_4_22)
        .program(ArgumentReuse::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 2).withoutCache().scripts(Script.of(Script.time()));
    World world = new World(memory, sizes, configuration);
    return world.program(
        GuestVcpu.linux(world.guest(), 0, Jobs.invoke(0)).program(),
        GuestVcpu.linux(world.guest(), 1, Jobs.invoke(0)).program());
  }
}
