package vcpucheck.scenarios.catalogue.lifecycle;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.LinuxRpcHandler;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.guest.RpcHandler;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.Destruction;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S42: a domain ends that has done S20.
 *
 * <p>One would believe that destruction cleans up. A debug build of Xen stops; a release build does
 * clean up, since no vCPU drives the call any more.
 */
final class StuckAtDestruction {
  private StuckAtDestruction() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S42", "stuck-at-destruction")
        .lesson("a call that stays in flight stops a debug Xen when the domain is destroyed")
        .source("facts of the code: the assertions of free_std_call")
        .vcpus(1)
        .checks(BuiltInProperty.NO_LEAK.label())
        .violated(BuiltInProperty.DEBUG_ASSERTION.label(), Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .inRelease()
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .program(StuckAtDestruction::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world =
        new World(memory, new WorldSize(1, 1).scripts(Script.of(Script.time())), configuration);
    Destruction destruction = new Destruction(world, 1);
    RpcHandler wrong =
        (guest, request) -> {
          Registers resume = LinuxRpcHandler.INSTANCE.answer(guest, request);
          boolean isCommand = SmcReturn.rpcFunction(request.r0()) == SmcReturn.RPC_FUNC_CMD;
          return isCommand ? resume.withPair12(UNKNOWN) : resume;
        };
    List<Job> jobs = List.of(Jobs.invoke(0, Refusal.ALLOWED), destruction.paused());
    return world.programWithDestruction(
        List.of(new GuestVcpu(world.guest(), 0, wrong, jobs).program(), destruction.program()));
  }

  private static final long UNKNOWN = 9;
}
