package vcpucheck.checker.necessity;

import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.ordering.Weakening;

/**
 * A model whose code is ordered otherwise than it says.
 *
 * @param model the model
 * @param weakening what is different
 */
public record WeakenedModel(Model model, Weakening weakening) implements Model {
  @Override
  public Program build(Memory memory) {
    return model.build(memory);
  }
}
