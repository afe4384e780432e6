package vcpucheck.scenarios.catalogue.linearizability;

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
 * S70: buffers are added, found and removed, all under one cookie.
 *
 * <p>One would believe that a search under the lock is enough. The pointer that it gives outlives
 * the lock, and the buffer need not.
 */
final class LinearizableBuffers {
  private LinearizableBuffers() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S70", "linearizable-buffers")
        .checksOnly(TableWorld.properties())
        .lesson("a buffer that was found is the one with that cookie, and still there")
        .source("facts of the code: free_optee_shm_buf_pg_list uses it outside of the lock")
        .vcpus(3)
        .lowestWithoutLocks(Revision.XEN_4_22, Revision.REPAIRED)
        .violated(
            BuiltInProperty.MEMORY_SAFETY.label(), Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .lockFree()
        .verified(Revision.XEN_4_22, Revision.REPAIRED)
        .verifiedAtLengthUnder(Revision.REPAIRED, MemoryModel.TSO)
        .caught(
            Mutant.SCAN_THEN_INSERT.label(),
            Revision.REPAIRED,
            BuiltInProperty.LINEARIZABLE.label())
        .program(LinearizableBuffers::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    return new TableWorld(memory, configuration)
        .after(new AddBuffer(7, 1))
        .program(
            List.of(
                List.of(new RemoveBuffer(7), new AddBuffer(7, 2)),
                List.of(new AddBuffer(7, 3), new FindBuffer(7)),
                List.of(new FindBuffer(7), new RemoveBuffer(7))));
  }
}
