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
import vcpucheck.scenarios.spec.TableOperation.AddPage;
import vcpucheck.scenarios.spec.TableOperation.FindPage;
import vcpucheck.scenarios.spec.TableOperation.RemovePage;
import vcpucheck.scenarios.world.TableWorld;

/**
 * S71: argument pages are added, found and removed, all under one cookie.
 *
 * <p>As S61; of the repairs, one counts the users of an argument page.
 */
final class LinearizablePages {
  private LinearizablePages() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S71", "linearizable-pages")
        .checksOnly(TableWorld.properties())
        .lesson("an argument page that was found is the one with that cookie, and still there")
        .source("facts of the code: find_shm_rpc takes no reference")
        .vcpus(3)
        .lowestWithoutLocks(Revision.XEN_4_22, Revision.REPAIRED)
        .violated(
            BuiltInProperty.MEMORY_SAFETY.label(), Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .caught(
            Mutant.FREE_IN_USE.label(), Revision.REPAIRED, BuiltInProperty.MEMORY_SAFETY.label())
        .caught(
            Mutant.FREE_WHILE_LISTED.label(),
            Revision.REPAIRED,
            BuiltInProperty.MEMORY_SAFETY.label())
        .verifiedUnder(Revision.REPAIRED, MemoryModel.TSO)
        .verifiedAtLengthUnder(Revision.REPAIRED, MemoryModel.RC11, MemoryModel.ARM64)
        .lockFree()
        .verified(Revision.XEN_4_22, Revision.REPAIRED)
        .verifiedAtLengthUnder(Revision.REPAIRED, MemoryModel.TSO)
        .program(LinearizablePages::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    return new TableWorld(memory, configuration)
        .after(new AddPage(7, 1))
        .program(
            List.of(
                List.of(new RemovePage(7), new AddPage(7, 2)),
                List.of(new AddPage(7, 3), new FindPage(7)),
                List.of(new FindPage(7), new RemovePage(7))));
  }
}
