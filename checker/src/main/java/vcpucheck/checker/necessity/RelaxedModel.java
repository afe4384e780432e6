package vcpucheck.checker.necessity;

import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.ordering.Weakening;

/**
 * A model of which linearizability is not asked.
 *
 * @param model the model
 */
record RelaxedModel(Model model) implements Model {
  @Override
  public Program build(Memory memory) {
    Program program = model.build(memory);
    return new Program(
        program.vcpus(),
        program.properties().stream()
            .filter(property -> !property.name().equals(BuiltInProperty.LINEARIZABLE.label()))
            .toList(),
        program.allocationFailures());
  }

  @Override
  public Weakening weakening() {
    return model.weakening();
  }
}
