package vcpucheck.scenarios.catalogue.calls;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.property.Secrecy;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S64: a command with a temporary buffer, during which OP-TEE borrows another.
 *
 * <p>One would believe that a message and its copy are one. The copy has machine addresses where
 * the message has the guest's own; only results go back.
 */
final class ResultsOnly {
  private ResultsOnly() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S64", "results-only")
        .lesson("a guest gets results, and no machine address")
        .source("xen c688a8afb2 copy_std_request_back")
        .vcpus(1)
        .checks(Secrecy.NAME)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .caught(Mutant.COPY_ALL.label(), Revision.XEN_4_22, Secrecy.NAME)
        .program(ResultsOnly::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world =
        new World(memory, new WorldSize(1, 3).scripts(Script.borrowPayload()), configuration);
    Guest guest = world.guest();
    long cookie = guest.cookies().allocate();
    return world.program(
        List.of(
            GuestVcpu.linux(
                    guest,
                    0,
                    Jobs.call(
                        Messages.withTemporary(Messages.invoke(0), guest.buffer(cookie)),
                        Refusal.NEVER))
                .program()),
        Secrecy.of(world.observed()));
  }
}
