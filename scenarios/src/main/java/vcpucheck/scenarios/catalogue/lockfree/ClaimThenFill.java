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
 * S52: two vCPUs add a buffer under one cookie, in different slots.
 *
 * <p>One would believe that it is enough to claim a slot, fill it, and look first whether the
 * cookie is taken. A slot that is claimed is seen with the cookie that was in it before; and both
 * vCPUs look before either has published.
 *
 * <pre>
 * vCPU 0                        vCPU 1
 * cookie 8 is not taken
 *                               cookie 8 is not taken
 * publishes slot 0
 *                               publishes slot 1
 * </pre>
 */
final class ClaimThenFill {
  private ClaimThenFill() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S52", "claim-then-fill")
        .checksOnly(TableWorld.properties())
        .lesson("of two buffers with one cookie, one is added, and is seen only when it is filled")
        .source("lock-free design")
        .vcpus(3)
        .lowestWithoutLocks(Revision.XEN_4_22, Revision.REPAIRED)
        .lockFree()
        .verified(Revision.XEN_4_22, Revision.REPAIRED)
        .verifiedUnder(Revision.REPAIRED, MemoryModel.TSO)
        .verifiedAtLengthUnder(Revision.REPAIRED, MemoryModel.ARM64)
        .caught(
            Mutant.CLAIM_THEN_FILL.label(), Revision.REPAIRED, BuiltInProperty.LINEARIZABLE.label())
        .caught(
            Mutant.SCAN_THEN_INSERT.label(),
            Revision.REPAIRED,
            BuiltInProperty.LINEARIZABLE.label())
        .program(ClaimThenFill::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    return new TableWorld(memory, configuration)
        .after(new AddBuffer(7, 1))
        .program(
            List.of(
                List.of(new RemoveBuffer(7), new AddBuffer(8, 2)),
                List.of(new AddBuffer(8, 3)),
                List.of(new FindBuffer(7))));
  }
}
