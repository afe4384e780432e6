package vcpucheck.scenarios.catalogue.lockfree;

import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.spec.TableOperation;
import vcpucheck.scenarios.spec.TableOperation.AddBuffer;
import vcpucheck.scenarios.spec.TableOperation.FindBuffer;
import vcpucheck.scenarios.spec.TableOperation.RemoveBuffer;
import vcpucheck.scenarios.world.TableWorld;

/**
 * S50: a buffer is taken out and freed while another vCPU looks it up and uses it.
 *
 * <p>One would believe that a reference count settles it. Only if the reference is not taken to
 * what is gone already: the increment must fail when the slot is not the one that was seen.
 *
 * <pre>
 * vCPU 0                          vCPU 1
 * finds the buffer's slot
 *                                 takes the buffer out: no references, so it frees it
 * adds a reference (0 to 1)
 * looks into the buffer
 * </pre>
 */
final class RetireVersusLookup {
  private RetireVersusLookup() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S50", "retire-versus-lookup")
        .checksOnly(TableWorld.properties())
        .lesson("what is looked up is not freed under its user")
        .source("lock-free design; the same shape: xen 7c04952c7")
        .vcpus(2, 3)
        .checks(BuiltInProperty.NO_LEAK.label())
        .lockFree()
        .verified(Revision.XEN_4_22, Revision.REPAIRED)
        .verifiedUnder(Revision.REPAIRED, MemoryModel.TSO, MemoryModel.ARM64)
        .withVcpus(3, Revision.REPAIRED, Expectation::verified)
        .caught(
            Mutant.FREE_UNDER_READERS.label(),
            Revision.REPAIRED,
            BuiltInProperty.MEMORY_SAFETY.label())
        .caught(
            Mutant.NO_REFERENCE.label(), Revision.REPAIRED, BuiltInProperty.MEMORY_SAFETY.label())
        .caught(
            Mutant.PLAIN_INCREMENT.label(),
            Revision.REPAIRED,
            BuiltInProperty.MEMORY_SAFETY.label())
        .program(RetireVersusLookup::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    TableWorld world = new TableWorld(memory, configuration).after(new AddBuffer(7, 1));
    List<List<TableOperation>> asked = new ArrayList<>();
    asked.add(List.of(new FindBuffer(7)));
    asked.add(List.of(new RemoveBuffer(7)));
    if (configuration.vcpus() == 3) {
      asked.add(List.of(new FindBuffer(7)));
    }
    return world.program(asked, world.noBufferIsLeft());
  }
}
