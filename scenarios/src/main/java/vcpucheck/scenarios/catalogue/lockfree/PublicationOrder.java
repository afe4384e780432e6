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
import vcpucheck.scenarios.world.TableWorld;

/**
 * S49: a buffer is filled, then made known; another vCPU finds it and looks into it.
 *
 * <p>One would believe that a buffer which can be found is filled, for that comes first in the
 * code. On Arm stores to different places are seen in any order, and so they are by a compiler; on
 * x86 they are seen in order, and the mistake does not show.
 *
 * <pre>
 * vCPU 0                          vCPU 1
 * fills the buffer
 * makes it known
 *                                 finds it, and reads what was in it before
 * </pre>
 */
final class PublicationOrder {
  private PublicationOrder() {}

  static Scenario scenario() {
    String mutant = Mutant.RELAXED_PUBLICATION.label();
    String safety = BuiltInProperty.MEMORY_SAFETY.label();
    return ScenarioBuilder.of("S49", "publication-order")
        .checksOnly(safety, BuiltInProperty.NO_DATA_RACE.label())
        .lesson("a buffer that can be found is filled")
        .source("lock-free design")
        .vcpus(2)
        .lockFree()
        .verified(Revision.XEN_4_22, Revision.REPAIRED)
        .verifiedUnder(Revision.REPAIRED, MemoryModel.TSO, MemoryModel.RC11, MemoryModel.ARM64)
        .harmlessUnder(mutant, Revision.REPAIRED, MemoryModel.SC, MemoryModel.TSO)
        .caughtUnder(mutant, Revision.REPAIRED, safety, MemoryModel.RC11, MemoryModel.ARM64)
        .program(PublicationOrder::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    return new TableWorld(memory, configuration)
        .unrecorded(List.of(List.of(new AddBuffer(7, 1)), List.of(new FindBuffer(7))));
  }
}
