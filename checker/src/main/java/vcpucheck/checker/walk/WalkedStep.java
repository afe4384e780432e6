package vcpucheck.checker.walk;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.trace.Step;

/**
 * One step of a walk, or one that could be taken.
 *
 * @param step what is done; its value is empty if it is not done
 * @param alternative which of the operation's outcomes, from 0
 * @param functions the C functions that it is in, outermost first
 * @param code the class whose code asks for the operation; empty if the memory model does it
 * @param changes the variables that it changes, as they are afterwards
 */
public record WalkedStep(
    Step step,
    int alternative,
    List<String> functions,
    Optional<Class<?>> code,
    List<Cell> changes) {
  public WalkedStep {
    functions = List.copyOf(functions);
    changes = List.copyOf(changes);
  }
}
