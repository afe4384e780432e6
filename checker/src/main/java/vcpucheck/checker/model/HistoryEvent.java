package vcpucheck.checker.model;

/**
 * The beginning or the end of an operation on an object: one step of a vCPU that changes nothing
 * but what {@link Linearizability} remembers.
 */
public sealed interface HistoryEvent permits Explanations.Call, Explanations.Return {
  /** Whether it is a beginning. */
  boolean isCall();

  /** The operation that begins, or the answer with which it ends, for people. */
  String text();
}
