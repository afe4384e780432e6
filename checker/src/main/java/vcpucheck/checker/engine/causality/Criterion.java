package vcpucheck.checker.engine.causality;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.model.ModelException;

/** What a violation depends on: operations that vCPUs want to do, and variables. */
final class Criterion {
  private final Recording recording;
  private final Failure failure;

  Criterion(Recording recording, Failure failure) {
    this.recording = recording;
    this.failure = failure;
  }

  /** The vCPUs whose next operations are what is wrong, or part of it. */
  Set<Integer> vcpus() {
    Set<Integer> failing = vcpusThat(vcpu -> isFailing(next(vcpu)));
    if (!failing.isEmpty() || !variables().isEmpty()) {
      return failing;
    }
    Set<Integer> waiting = vcpusThat(recording::waitsAtEnd);
    return waiting.isEmpty() ? vcpusThat(vcpu -> !next(vcpu).equals(Op.END)) : waiting;
  }

  private boolean isFailing(Op op) {
    return op.kind() == Op.Kind.FAIL
        && recording.variables().values().object(op.a()) instanceof Failure other
        && other.equals(failure);
  }

  private Op next(int vcpu) {
    List<Op> ops = recording.runs().get(vcpu).ops();
    int last = ops.size() - 1;
    return last >= 0 && recording.runs().get(vcpu).steps().get(last) == recording.steps()
        ? ops.get(last)
        : Op.END;
  }

  private Set<Integer> vcpusThat(IntPredicate condition) {
    Set<Integer> vcpus = new LinkedHashSet<>();
    IntStream.range(0, recording.runs().size()).filter(condition).forEach(vcpus::add);
    return vcpus;
  }

  /**
   * The variables whose values make a predicate wrong: of those that it reads, each that could be
   * such that it holds; all, if none can by itself.
   */
  Set<Integer> variables() {
    PropertyChecker properties = recording.system().properties();
    IntUnaryOperator codes =
        variable ->
            recording.variables().encode(variable, recording.value(recording.steps(), variable));
    Optional<Set<Integer>> read = properties.wrongReads(failure.property(), codes);
    Set<Integer> decisive = new LinkedHashSet<>();
    for (int variable : read.orElse(Set.of())) {
      if (isDecisive(variable, codes)) {
        decisive.add(variable);
      }
    }
    return decisive.isEmpty() ? read.orElse(Set.of()) : decisive;
  }

  private boolean isDecisive(int variable, IntUnaryOperator codes) {
    return recording.domain(variable).stream()
        .map(value -> recording.variables().encode(variable, value))
        .anyMatch(code -> holds(one -> one == variable ? code : codes.applyAsInt(one)));
  }

  /** Whether the predicate holds; not so if it finds out that such values cannot be. */
  private boolean holds(IntUnaryOperator codes) {
    try {
      return recording.system().properties().wrongReads(failure.property(), codes).isEmpty();
    } catch (ModelException e) {
      return false;
    }
  }
}
