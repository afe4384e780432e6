package vcpucheck.scenarios.lincheck;

import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.checker.model.Specification.Next;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.spec.Answer;
import vcpucheck.scenarios.spec.MediatorState;
import vcpucheck.scenarios.spec.MediatorTables;
import vcpucheck.scenarios.spec.TableSpecification;

/** What does operations on tables: forms of the mediator, and the specification. */
final class Subjects {
  /** As many pages as all buffers together must not have. */
  static final int TOO_MANY_PAGES = 4;

  /** A vCPU, and the thread id of its call, that none of Lincheck's threads has. */
  static final int NO_THREAD = 2;

  /** What is in a buffer or page. */
  static final int CONTENT = 5;

  private static final int VCPUS = 3;
  private static final int COOKIES = 2;
  private static final Limits LIMITS = new Limits(2, 1, 1, TOO_MANY_PAGES, 1);

  private Subjects() {}

  /** The tables under a lock. */
  static Subject locked(Revision revision) {
    return tables(Behaviour.of(revision, LIMITS), Variant.LOCKED);
  }

  /** The tables without a lock. */
  static Subject lockFree() {
    return tables(Behaviour.of(Revision.XEN_4_22, LIMITS), Variant.LOCK_FREE);
  }

  /** The tables without a lock, weakened. */
  static Subject lockFree(Mutant mutant) {
    return tables(Behaviour.of(Revision.XEN_4_22, LIMITS).with(mutant), Variant.LOCK_FREE);
  }

  private static Subject tables(Behaviour behaviour, Variant variant) {
    return new MediatorTables(NativeMemory.create(), variant, behaviour, VCPUS, COOKIES)::perform;
  }

  /** The specification. */
  static Subject specification() {
    TableSpecification specification = new TableSpecification(LIMITS);
    MediatorState[] state = {specification.initial()};
    return operation -> {
      Next<MediatorState, Answer> next = specification.apply(state[0], operation);
      state[0] = next.state();
      return next.answer();
    };
  }
}
