package vcpucheck.checker.model;

/**
 * What an object does when its operations come one after another: what linearizability is measured
 * against.
 *
 * <p>Deterministic and total: every operation has one answer in every state. What an operation
 * depends on besides the state, such as who asks, is part of the operation.
 *
 * @param <S> a state: immutable, comparable by {@code equals}
 * @param <O> an operation with its arguments: immutable; its {@code toString} names it in reports
 * @param <R> an answer: immutable, comparable by {@code equals}
 */
public interface Specification<S, O, R> {
  /**
   * What an operation leads to.
   *
   * @param state the state after it
   * @param answer what it answers
   */
  record Next<S, R>(S state, R answer) {}

  /** The state before the first operation. */
  S initial();

  /** Does one operation. */
  Next<S, R> apply(S state, O operation);
}
