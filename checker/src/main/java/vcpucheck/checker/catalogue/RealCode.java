package vcpucheck.checker.catalogue;

import java.util.List;
import java.util.Optional;

/** Where functions of the real code are that code under test models. */
@FunctionalInterface
public interface RealCode {
  /**
   * A function in a revision; empty if that revision has none of the name.
   *
   * @param revision as the catalogue names it; one that the real code does not have stands for the
   *     newest before it that it has
   */
  Optional<Function> function(String revision, String name);

  /**
   * A function.
   *
   * @param revision the revision of the real code
   * @param name its name
   * @param file its file
   * @param first its first line
   * @param last its last line
   * @param calls what it calls of what code under test models, in the order of lines
   */
  record Function(
      String revision, String name, String file, int first, int last, List<Call> calls) {
    public Function {
      calls = List.copyOf(calls);
    }

    /** Whether it calls a function. */
    public boolean calls(String called) {
      return calls.stream().anyMatch(call -> call.function().equals(called));
    }
  }

  /** A call of a function on a line. */
  record Call(int line, String function) {}
}
