package vcpucheck.scenarios.catalogue.cookies;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S04, what the twin race leads to: OP-TEE gives the refused page back by cookie, and by then the
 * cookie is a third call's.
 *
 * <p>One would believe that a refused argument page costs one call and nothing more.
 *
 * <pre>
 * vCPU 0                                     vCPU 1
 * as in S03, up to the refusal of C          OP-TEE asks to free C; frees C
 * resumes: Xen drops its own C
 * next call: argument page with cookie C
 *                                            resumes: Xen frees the page of vCPU 0's call
 * OP-TEE uses the page
 * </pre>
 */
final class ArgumentReuseThirdCall {
  private ArgumentReuseThirdCall() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S04", "argument-reuse-third-call")
        .lesson("a refused argument page makes Xen free the page of a third call")
        .source("found by reasoning from xen 5d2d5365ff")
        .vcpus(2)
        .checksOnly(BuiltInProperty.MEMORY_SAFETY.label())
        .violated(BuiltInProperty.MEMORY_SAFETY.label(), Revision.XEN_4_13, Revision.XEN_4_16)
        .verified(Revision.XEN_4_17, Revision.REPAIRED)
        .largeWithoutLocks(Revision.XEN_4_22)
        .program(ArgumentReuseThirdCall::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 2).withoutCache().scripts(Script.of(Script.time()));
    World world = new World(memory, sizes, configuration);
    Job call = Jobs.invoke(0, Refusal.ALLOWED);
    return world.programWithOnly(
        List.of(
            GuestVcpu.linux(world.guest(), 0, call, call).program(),
            GuestVcpu.linux(world.guest(), 1, call).program()));
  }
}
