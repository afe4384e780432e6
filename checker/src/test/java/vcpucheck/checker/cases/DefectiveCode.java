package vcpucheck.checker.cases;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;

/**
 * Code with a defect, and the same code with its fix.
 *
 * @param name what goes wrong, as CASES.md has it
 * @param property what is violated before the fix
 * @param message what the violation says, a regular expression
 * @param code the code
 */
record DefectiveCode(String name, String property, String message, Code code) {
  /** Builds the code, with its fix or without. */
  @FunctionalInterface
  interface Code {
    Program build(Memory memory, boolean isFixed);
  }

  /** The code; besides its own properties, no vCPU may wait for ever. */
  Model model(boolean isFixed) {
    return memory -> {
      Program program = code.build(memory, isFixed);
      List<Property> properties =
          Stream.concat(program.properties().stream(), Stream.of(Property.noStuckVcpu())).toList();
      return new Program(program.vcpus(), properties, program.allocationFailures());
    };
  }

  /** What a property's check says: a sentence unless a condition holds. */
  static Property.Check unless(BooleanSupplier holds, Supplier<String> problem) {
    return () -> holds.getAsBoolean() ? Optional.empty() : Optional.of(problem.get());
  }

  @Override
  public String toString() {
    return name;
  }
}
