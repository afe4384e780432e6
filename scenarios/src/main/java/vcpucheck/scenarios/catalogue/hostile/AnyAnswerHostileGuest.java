package vcpucheck.scenarios.catalogue.hostile;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S60: a guest as hostile as that of S58, and an OP-TEE as free as that of S59: two calls of one
 * vCPU.
 *
 * <p>One would believe that a hostile guest needs a certain answer of OP-TEE's to do harm, and that
 * a repair could rely on the answers that OP-TEE gives today. No answer helps the guest.
 */
final class AnyAnswerHostileGuest {
  private AnyAnswerHostileGuest() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S60", "any-answer-hostile-guest")
        .lesson("whatever OP-TEE answers within the protocol, a hostile guest does no harm")
        .source("the alphabet of the defects S20 to S37")
        .vcpus(1)
        .lowestWithoutLocks(Revision.REPAIRED)
        .checksOnly(AnyLegalAnswer.PROPERTIES.toArray(String[]::new))
        .violated(Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(AnyAnswerHostileGuest::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(1, 2).anyLegal(2, SmcReturn.EBADADDR);
    World world = new World(memory, sizes, configuration);
    return world.programWithOnly(
        List.of(HostileGuest.vcpu(world.guest(), 0, 2).program()),
        AnyLegalAnswer.properties(world.observed()).toArray(Property[]::new));
  }
}
