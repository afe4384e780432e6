package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.LinuxRpcHandler;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.guest.RpcHandler;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S74, S08 after S20: the call that has the only thread stays in flight, and a task waits.
 *
 * <p>One would believe that a task which queues before it asks is woken some time. Whoever ends a
 * call wakes it; this one cannot be ended, not even by the right answer.
 */
final class LeakedThread {
  private static final long UNKNOWN = 9;

  private LeakedThread() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S74", "leaked-thread")
        .lesson("a call that stays in flight makes a well-behaved task wait forever")
        .source("linux drivers/tee/optee/call.c; facts of the code: handle_rpc")
        .vcpus(2)
        .checksOnly(BuiltInProperty.DEADLOCK.label(), BuiltInProperty.MEMORY_SAFETY.label())
        .violated(BuiltInProperty.DEADLOCK.label(), Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(LeakedThread::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes =
        new WorldSize(2, 1).threads(1).waiting().scripts(Script.of(Script.time()), Script.of());
    World world = new World(memory, sizes, configuration);
    RpcHandler wrong =
        (guest, request) -> {
          Registers resume = LinuxRpcHandler.INSTANCE.answer(guest, request);
          boolean isCommand = SmcReturn.rpcFunction(request.r0()) == SmcReturn.RPC_FUNC_CMD;
          return isCommand ? resume.withPair12(UNKNOWN) : resume;
        };
    Registers right = Registers.of(SmcFunction.CALL_RETURN_FROM_RPC.id()).withPair12(1);
    List<Job> jobs = List.of(Jobs.invoke(0, Refusal.ALLOWED), HostileJobs.raw(right));
    return world.programWithOnly(
        List.of(
            new GuestVcpu(world.guest(), 0, wrong, jobs).program(),
            GuestVcpu.linux(world.guest(), 1, Jobs.invoke(1, Refusal.ALLOWED)).program()));
  }
}
