package vcpucheck.mediator.lockfree;

import java.util.Set;
import vcpucheck.mediator.policy.Behaviour;

/**
 * How the tables of a domain are built.
 *
 * @param behaviour limits and revision
 * @param naive what is built wrongly on purpose; nothing but in tests
 */
record Design(Behaviour behaviour, Set<Naive> naive) {
  Design {
    naive = Set.copyOf(naive);
  }

  boolean has(Naive weakness) {
    return naive.contains(weakness);
  }
}
