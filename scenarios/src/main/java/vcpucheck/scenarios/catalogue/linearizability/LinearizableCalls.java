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
import vcpucheck.scenarios.spec.TableOperation.Begin;
import vcpucheck.scenarios.spec.TableOperation.End;
import vcpucheck.scenarios.spec.TableOperation.Resume;
import vcpucheck.scenarios.spec.TableOperation.Suspend;
import vcpucheck.scenarios.world.TableWorld;

/**
 * S69: calls that begin, wait, are resumed and end, with as many threads as there are calls.
 *
 * <p>One would believe that a call which leaves the count in one step and the list in another shows
 * both. It does not: a call in flight cannot be found.
 */
final class LinearizableCalls {
  private LinearizableCalls() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S69", "linearizable-calls")
        .checksOnly(TableWorld.properties())
        .lesson("a call is begun, resumed, suspended and ended as if in one step")
        .source("xen c688a8afb2 get_std_call, put_std_call")
        .vcpus(3)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .caught(
            Mutant.UNLOCKED_FLAG.label(), Revision.XEN_4_22, BuiltInProperty.LINEARIZABLE.label())
        .verifiedUnder(Revision.REPAIRED, MemoryModel.TSO)
        .lockFree()
        .verified(Revision.XEN_4_22, Revision.REPAIRED)
        .verifiedUnder(Revision.REPAIRED, MemoryModel.TSO, MemoryModel.RC11, MemoryModel.ARM64)
        .program(LinearizableCalls::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    return new TableWorld(memory, configuration)
        .after(new Begin(0), new Suspend(0, 1))
        .program(
            List.of(
                List.of(new Resume(0, 1), new Suspend(0, 2)),
                List.of(new Resume(1, 1), new End(1)),
                List.of(new Resume(2, 2), new Begin(2))));
  }
}
