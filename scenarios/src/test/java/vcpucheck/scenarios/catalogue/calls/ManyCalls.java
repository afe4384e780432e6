package vcpucheck.scenarios.catalogue.calls;

import java.util.Optional;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Revision;

/**
 * S72 in other sizes than the catalogue's.
 *
 * @param vcpus how many vCPUs
 * @param calls how many calls each makes
 */
public record ManyCalls(int vcpus, int calls) implements Model {
  @Override
  public Program build(Memory memory) {
    Configuration configuration =
        new Configuration(
            Revision.XEN_4_22.label(), Variant.LOCKED.label(), Optional.empty(), vcpus);
    return ConcurrentCalls.program(memory, configuration, calls);
  }
}
