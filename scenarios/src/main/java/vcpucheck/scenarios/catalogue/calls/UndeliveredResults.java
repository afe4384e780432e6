package vcpucheck.scenarios.catalogue.calls;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.tee.RpcDemand;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S25: the guest gives its message page back to Xen during the call.
 *
 * <p>One would believe that a status of 0 means that the results are there. Xen sets an error
 * status and then overwrites it with OP-TEE's.
 */
final class UndeliveredResults {
  private UndeliveredResults() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S25", "undelivered-results")
        .lesson("results that could not be delivered are reported as delivered")
        .source("facts of the code: do_call_with_arg overwrites EBADADDR")
        .vcpus(2)
        .checks("faithfulness")
        .violated("faithfulness", Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .caught(Mutant.HIDDEN_FAILURE.label(), Revision.REPAIRED, "faithfulness")
        .program(UndeliveredResults::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes =
        new WorldSize(2, 1).scripts(Script.of(new RpcDemand.Interrupt())).movingPages();
    World world = new World(memory, sizes, configuration);
    Guest guest = world.guest();
    return world.programWithOnly(
        List.of(
            GuestVcpu.linux(guest, 0, new Trusting()).program(),
            GuestVcpu.linux(guest, 1, HostileJobs.balloonOut(guest.message(0))).program()));
  }

  /** A command whose message says failure until the results come. */
  private record Trusting() implements Job {
    private static final Message MESSAGE = Messages.invoke(0).withRet(TeecResult.ERROR_GENERIC);

    @Override
    public Prepared prepare(Guest guest, int vcpu, List<Long> held) {
      guest.page(guest.message(vcpu)).set(MESSAGE.content(), Access.OPAQUE);
      Registers call = Registers.of(SmcFunction.CALL_WITH_ARG.id());
      return new Prepared(Optional.of(call.withPair12(guest.message(vcpu))), held);
    }

    @Override
    public Outcome conclude(Guest guest, int vcpu, List<Long> held, Registers result) {
      Message message = new Message(guest.page(guest.message(vcpu)).get(Access.OPAQUE));
      guest
          .memory()
          .expect(
              result.r0() != SmcReturn.OK || message.ret() == TeecResult.SUCCESS,
              "faithfulness",
              "a call has succeeded, but its results are not there");
      return new Outcome(true, held);
    }
  }
}
