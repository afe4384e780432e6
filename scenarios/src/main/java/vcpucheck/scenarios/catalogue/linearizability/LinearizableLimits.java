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
import vcpucheck.scenarios.spec.TableOperation.GiveBack;
import vcpucheck.scenarios.spec.TableOperation.Reserve;
import vcpucheck.scenarios.world.TableWorld;

/**
 * S68: reservations of buffers and their pages, up to and beyond both limits.
 *
 * <p>One would believe that two counters, each changed atomically, are as good as one. They are
 * not: a request for too many pages counts as a buffer while it is being refused. The repair, and
 * the mediator without locks, reserve both in one step.
 *
 * <pre>
 * vCPU 0                  vCPU 1                      vCPU 2
 *                                                     Reserve 4 pages: counts as a buffer
 * Reserve 2 pages: yes
 *                         Reserve 2 pages: no, the
 *                         buffers are two already
 *                                                     too many pages: no
 * </pre>
 */
final class LinearizableLimits {
  private static final String LINEARIZABLE = BuiltInProperty.LINEARIZABLE.label();

  private static final MemoryModel[] WEAK = {MemoryModel.TSO, MemoryModel.RC11, MemoryModel.ARM64};

  private LinearizableLimits() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S68", "linearizable-limits")
        .checksOnly(TableWorld.properties())
        .lesson("a reservation that fits is admitted, also while another is being refused")
        .source("observed on the unmodified mediator: transient over-reservation")
        .vcpus(3)
        .violated(LINEARIZABLE, Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .violatedUnder(LINEARIZABLE, Revision.XEN_4_22, WEAK)
        .verifiedUnder(Revision.REPAIRED, WEAK)
        .lockFree()
        .verified(Revision.XEN_4_22, Revision.REPAIRED)
        .verifiedUnder(Revision.REPAIRED, WEAK)
        .caughtUnder(Mutant.TWO_STEP_RESERVE.label(), Revision.REPAIRED, LINEARIZABLE, WEAK)
        .caughtUnder(Mutant.CHECK_THEN_INC.label(), Revision.REPAIRED, LINEARIZABLE, WEAK)
        .caught(Mutant.TWO_STEP_RESERVE.label(), Revision.REPAIRED, LINEARIZABLE)
        .caught(Mutant.CHECK_THEN_INC.label(), Revision.REPAIRED, LINEARIZABLE)
        .program(LinearizableLimits::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    return new TableWorld(memory, configuration)
        .program(
            List.of(
                List.of(new Reserve(0, 2), new GiveBack(0)),
                List.of(new Reserve(1, 2), new GiveBack(1)),
                List.of(new Reserve(2, 4), new Reserve(2, 1))));
  }
}
