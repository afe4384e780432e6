package vcpucheck.scenarios.lincheck;

import vcpucheck.scenarios.spec.Answer;
import vcpucheck.scenarios.spec.TableOperation;

/** What does operations: tables, or the specification of them. */
@FunctionalInterface
interface Subject {
  /** Does one. */
  Answer perform(TableOperation operation);
}
