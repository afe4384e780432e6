package vcpucheck.scenarios.stress;

import java.util.List;
import java.util.function.Supplier;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;

/**
 * What two vCPUs do from the moment on at which they can meet. All that comes before was done while
 * it was made.
 *
 * @param first the first vCPU; answers what came of it, in a word
 * @param second the second, likewise
 */
record Race(Supplier<String> first, Supplier<String> second) {
  /** Makes a race. */
  @FunctionalInterface
  interface Setup {
    /** Makes a race on a form of the mediator, while a model is built. */
    Race build(Memory memory, Configuration form);
  }

  /** The name of the cell that gets the first answer. */
  static final String FIRST = "first answer";

  /** The name of the cell that gets the second answer. */
  static final String SECOND = "second answer";

  private static final String NONE = "none";

  /** The race as a program for the explorer: the answers are in two cells at the end. */
  Program program(Memory memory) {
    ValueCell<String> firstAnswer = memory.valueCell(FIRST, NONE);
    ValueCell<String> secondAnswer = memory.valueCell(SECOND, NONE);
    return Program.of(
        List.of(
            Vcpu.of("first", () -> firstAnswer.set(first.get())),
            Vcpu.of("second", () -> secondAnswer.set(second.get()))));
  }
}
