package vcpucheck.checker.trace;

/**
 * One operation of a counterexample, for people.
 *
 * @param vcpu the vCPU's index
 * @param label the vCPU step in progress: its local state as text
 * @param operation what was done: "load optee_domain.call_count"
 * @param value what came of it: the value read, or written; empty if there is none
 * @param source where in the Java code, as "File.java:12"; empty if unknown
 * @param function the C function modelled there, empty if none is named
 */
public record Step(
    int vcpu, String label, String operation, String value, String source, String function) {
  /** The same step with other texts for what was done and what came of it. */
  public Step with(String otherOperation, String otherValue) {
    return new Step(vcpu, label, otherOperation, otherValue, source, function);
  }
}
