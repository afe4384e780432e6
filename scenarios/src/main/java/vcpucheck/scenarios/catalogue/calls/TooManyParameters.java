package vcpucheck.scenarios.catalogue.calls;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S80, as S25: a message has more parameters than fit in its page.
 *
 * <p>One would believe that a call which is refused says so. Xen returns without a word: in the
 * register for the status stands what the guest put there, the number of the function.
 */
final class TooManyParameters {
  private static final int PARAMETERS = 200;

  private TooManyParameters() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S80", "too-many-parameters")
        .lesson("a message that is too long is refused without a status")
        .source("facts of the code: copy_std_request")
        .vcpus(1)
        .checks("faithfulness")
        .violated("faithfulness", Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .caught(Mutant.NO_STATUS.label(), Revision.REPAIRED, "faithfulness")
        .program(TooManyParameters::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(1, 1), configuration);
    return world.program(GuestVcpu.linux(world.guest(), 0, new TooLong()).program());
  }

  /** A call with such a message, after which a status is expected. */
  private record TooLong() implements Job {
    @Override
    public Prepared prepare(Guest guest, int vcpu, List<Long> held) {
      Message message = Messages.invoke(0).withParams(PARAMETERS);
      return new Prepared(Optional.of(Jobs.callWith(guest, vcpu, message)), held);
    }

    @Override
    public Outcome conclude(Guest guest, int vcpu, List<Long> held, Registers result) {
      guest
          .memory()
          .expect(
              result.r0() != SmcFunction.CALL_WITH_ARG.id(),
              "faithfulness",
              "a call has ended, and the guest is told no status");
      return new Outcome(true, held);
    }
  }
}
