package vcpucheck.checker.engine.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.automaton.Automaton;
import vcpucheck.checker.engine.automaton.Reenactment;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.trace.Returned;

/**
 * What C functions return along a walk: the code of a vCPU is run again on the results that its
 * operations had. Nothing is known from where the code asks for something else than was done, as
 * code that was weakened does.
 */
final class ReturnReader implements Reenactment.Script {
  private final ScheduleWalk walk;
  private final Variables variables;

  /** The steps of the vCPU's operations that have results. */
  private final List<Integer> steps;

  /** How many operations had been answered when the calls began that are going on. */
  private final Deque<Integer> begins = new ArrayDeque<>();

  private final Map<Integer, List<Returned>> found = new HashMap<>();
  private int answered;

  private ReturnReader(ScheduleWalk walk, Variables variables, List<Integer> steps) {
    this.walk = walk;
    this.variables = variables;
    this.steps = steps;
  }

  /**
   * Reads what is returned.
   *
   * @param walk one from the start
   * @param steps those of the vCPU's operations that have results
   * @return by step, innermost first
   */
  static Map<Integer, List<Returned>> read(
      ScheduleWalk walk, Variables variables, Automaton automaton, List<Integer> steps) {
    ReturnReader reader = new ReturnReader(walk, variables, steps);
    Reenactment.run(automaton, reader);
    return reader.found;
  }

  @Override
  public OptionalLong answer(Op op) {
    if (answered == steps.size() || !walk.op(steps.get(answered)).is(op)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(walk.result(steps.get(answered++)));
  }

  @Override
  public void begun() {
    begins.push(answered);
  }

  @Override
  public void ended(@Nullable Object result) {
    int begin = begins.pop();
    List<Integer> shown = shown(0);
    Optional<String> function = shown.isEmpty() ? Optional.empty() : Reenactment.returning(result);
    if (function.isPresent()) {
      int last = shown.get(shown.size() - 1);
      int first = shown(begin).stream().findFirst().orElse(last);
      found
          .computeIfAbsent(last, none -> new ArrayList<>())
          .add(new Returned(function.get(), variables.text(result), walk.counted(first)));
    }
  }

  /** The steps of operations so far, without those that only remember what code shows. */
  private List<Integer> shown(int from) {
    return IntStream.range(from, answered)
        .mapToObj(steps::get)
        .filter(step -> !walk.isOutput(step))
        .toList();
  }
}
