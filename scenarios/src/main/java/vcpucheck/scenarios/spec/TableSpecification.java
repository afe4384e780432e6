package vcpucheck.scenarios.spec;

import vcpucheck.checker.model.Specification;
import vcpucheck.mediator.policy.Limits;

/**
 * The tables of one domain, one operation after another; strict: what fits is never refused.
 *
 * @param limits of the domain
 * @param initial what the tables hold at first
 */
public record TableSpecification(Limits limits, MediatorState initial)
    implements Specification<MediatorState, TableOperation, Answer> {
  /** Of tables that are empty at first. */
  public TableSpecification(Limits limits) {
    this(limits, MediatorState.EMPTY);
  }

  @Override
  public Next<MediatorState, Answer> apply(MediatorState state, TableOperation operation) {
    return operation.apply(state, limits);
  }
}
