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
 * S54: one vCPU ends its use of a buffer, and another one, which sees that nobody uses it, frees
 * it.
 *
 * <p>One would believe that a count of 0 says that all uses are over. It does if counting down
 * releases what was done before, and who frees acquires it; otherwise an access may still be on its
 * way when the pages go back. Where one vCPU does both, returning from OP-TEE orders them.
 *
 * <pre>
 * vCPU 0                          vCPU 1
 * looks into the buffer
 * gives its reference back
 *                                 takes the buffer out: no references, so it frees it
 * (the look is still to be done)
 * </pre>
 */
final class UnpinOrder {
  private UnpinOrder() {}

  static Scenario scenario() {
    String put = Mutant.RELAXED_PUT.label();
    String take = Mutant.RELAXED_TAKE.label();
    String safety = BuiltInProperty.MEMORY_SAFETY.label();
    return ScenarioBuilder.of("S54", "unpin-order")
        .checksOnly(safety, BuiltInProperty.NO_DATA_RACE.label(), BuiltInProperty.NO_LEAK.label())
        .lesson("a buffer is freed when its last use is over, whoever frees it")
        .source("lock-free design")
        .vcpus(2)
        .lockFree()
        .verified(Revision.XEN_4_22, Revision.REPAIRED)
        .verifiedUnder(Revision.REPAIRED, MemoryModel.TSO, MemoryModel.RC11, MemoryModel.ARM64)
        .harmlessUnder(put, Revision.REPAIRED, MemoryModel.SC, MemoryModel.TSO)
        .caughtUnder(put, Revision.REPAIRED, safety, MemoryModel.RC11, MemoryModel.ARM64)
        .harmlessUnder(take, Revision.REPAIRED, MemoryModel.SC, MemoryModel.TSO)
        .caughtUnder(take, Revision.REPAIRED, safety, MemoryModel.RC11, MemoryModel.ARM64)
        .program(UnpinOrder::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    TableWorld world = new TableWorld(memory, configuration).after(new AddBuffer(7, 1));
    return world.unrecorded(
        List.of(List.of(new FindBuffer(7)), List.of(new RemoveBuffer(7))), world.noBufferIsLeft());
  }
}
