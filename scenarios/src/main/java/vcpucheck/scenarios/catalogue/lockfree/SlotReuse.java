package vcpucheck.scenarios.catalogue.lockfree;

import java.util.List;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.spec.TableOperation.AddBuffer;
import vcpucheck.scenarios.spec.TableOperation.FindBuffer;
import vcpucheck.scenarios.spec.TableOperation.RemoveBuffer;
import vcpucheck.scenarios.world.TableWorld;

/**
 * S51, ABA: a slot that a search has seen is emptied and filled again before the search takes it.
 *
 * <p>One would believe that an exchange which finds what was read proves that nothing has happened.
 * It proves only that the word is the same again; so the word has a generation, and one bit of it
 * lasts for one reuse.
 *
 * <pre>
 * vCPU 0                       vCPU 1                       vCPU 2
 * sees cookie 7 in slot 0
 *                              removes 7; adds 8: slot 0
 *                                                           removes 8; adds 9: slot 0
 * takes slot 0 for cookie 7
 * </pre>
 */
final class SlotReuse {
  private SlotReuse() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S51", "slot-reuse")
        .checksOnly(TableWorld.properties())
        .lesson("a slot that was reused is not taken for what was in it")
        .source("lock-free design: ABA")
        .vcpus(3)
        .lowestWithoutLocks(Revision.XEN_4_22, Revision.REPAIRED)
        .lockFree()
        .verified(Revision.XEN_4_22, Revision.REPAIRED)
        .verifiedUnder(Revision.REPAIRED, MemoryModel.TSO)
        .verifiedAtLengthUnder(Revision.REPAIRED, MemoryModel.ARM64)
        .caught(Mutant.BARE_INDEX.label(), Revision.REPAIRED, BuiltInProperty.LINEARIZABLE.label())
        .caught(
            Mutant.ONE_BIT_GENERATION.label(),
            Revision.REPAIRED,
            BuiltInProperty.LINEARIZABLE.label())
        .program(SlotReuse::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    return new TableWorld(memory, configuration)
        .after(new AddBuffer(7, 1))
        .program(
            List.of(
                List.of(new FindBuffer(7)),
                List.of(new RemoveBuffer(7), new AddBuffer(8, 2)),
                List.of(new RemoveBuffer(8), new AddBuffer(9, 3))));
  }
}
