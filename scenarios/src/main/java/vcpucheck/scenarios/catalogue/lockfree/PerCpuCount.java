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
import vcpucheck.scenarios.spec.TableOperation.GiveBack;
import vcpucheck.scenarios.spec.TableOperation.Reserve;
import vcpucheck.scenarios.world.TableWorld;

/**
 * S55: buffers are reserved and given back by vCPUs that move from processor to processor.
 *
 * <p>One would believe that each processor can count for itself. What is reserved on one and given
 * back on another makes one count too high forever, and the other too low: the sum is right,
 * neither part is.
 */
final class PerCpuCount {
  private PerCpuCount() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S55", "per-cpu-count")
        .checksOnly(TableWorld.properties())
        .lesson("what is given back can be reserved again, on whatever processor")
        .source("lock-free design")
        .vcpus(2)
        .lockFree()
        .verified(Revision.XEN_4_22, Revision.REPAIRED)
        .verifiedUnder(Revision.REPAIRED, MemoryModel.TSO, MemoryModel.ARM64)
        .caught(
            Mutant.PER_CPU_COUNT.label(), Revision.REPAIRED, BuiltInProperty.LINEARIZABLE.label())
        .program(PerCpuCount::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    return new TableWorld(memory, configuration)
        .program(
            List.of(
                List.of(new Reserve(0, 1), new GiveBack(0), new Reserve(0, 1)),
                List.of(new Reserve(1, 1), new GiveBack(1))));
  }
}
