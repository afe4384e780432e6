package vcpucheck.checker.trace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * One operation of a counterexample, for people.
 *
 * @param vcpu the vCPU's index
 * @param label the vCPU step in progress: its local state as text
 * @param operation what was done: "load optee_domain.call_count"
 * @param value what came of it: the value read, or written; empty if there is none
 * @param source where in the Java code, as "File.java:12"; empty if unknown
 * @param function the C function modelled there, empty if none is named
 * @param returns what C functions return after it and before the vCPU's next operation, where that
 *     is known: the innermost first
 */
public record Step(
    int vcpu,
    String label,
    String operation,
    String value,
    String source,
    String function,
    List<Returned> returns) {
  public Step {
    returns = List.copyOf(returns);
  }

  /** A step after which nothing is known to return. */
  public Step(
      int vcpu, String label, String operation, String value, String source, String function) {
    this(vcpu, label, operation, value, source, function, List.of());
  }

  /** The same step with other texts for what was done and what came of it. */
  public Step with(String otherOperation, String otherValue) {
    return new Step(vcpu, label, otherOperation, otherValue, source, function, returns);
  }

  /**
   * The step after which the innermost call returns in which a step was taken; empty if that is not
   * known.
   *
   * @param steps those of a whole interleaving
   */
  public static OptionalInt returnFrom(List<Step> steps, int at) {
    int vcpu = steps.get(at).vcpu();
    return IntStream.range(at, steps.size())
        .filter(step -> steps.get(step).vcpu() == vcpu && steps.get(step).callFrom(at).isPresent())
        .findFirst();
  }

  /** Of the calls that return after this step, the innermost that had begun before a step. */
  public Optional<Returned> callFrom(int at) {
    return returns.stream().filter(call -> call.from() <= at).findFirst();
  }

  /** The same step with what C functions return after it. */
  public Step with(List<Returned> returned) {
    return new Step(vcpu, label, operation, value, source, function, returned);
  }
}
