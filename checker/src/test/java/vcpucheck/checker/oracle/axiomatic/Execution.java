package vcpucheck.checker.oracle.axiomatic;

import java.util.List;
import java.util.function.Predicate;

/**
 * One candidate execution. Relations are over the indexes of the events; initial writes come first.
 *
 * @param events all events
 * @param po program order: transitive; initial writes come before all
 * @param rf from each write to the reads that read it
 * @param mo modification order: transitive, total on the writes of a location
 * @param rmw from the read of each successful read-modify-write to its write
 * @param data from each read to the writes whose values come from it
 * @param control from each read to the events behind a branch on it
 */
record Execution(
    List<Event> events,
    Relation po,
    Relation rf,
    Relation mo,
    Relation rmw,
    Relation data,
    Relation control) {

  int size() {
    return events.size();
  }

  /** From each read to the writes after the one it reads. */
  Relation fr() {
    return rf.inverse().then(mo).minus(Relation.on(size(), event -> true));
  }

  Relation on(Predicate<Event> set) {
    return Relation.on(size(), event -> set.test(events.get(event)));
  }

  /** The pairs of a relation whose events have one location. */
  Relation sameLocation(Relation pairs) {
    Relation same = new Relation(size());
    for (int a = 0; a < size(); a++) {
      for (int b = 0; b < size(); b++) {
        int location = events.get(a).location();
        if (pairs.has(a, b) && location >= 0 && location == events.get(b).location()) {
          same.add(a, b);
        }
      }
    }
    return same;
  }

  /** The pairs of a relation whose events are of different threads. */
  Relation external(Relation pairs) {
    Relation external = new Relation(size());
    for (int a = 0; a < size(); a++) {
      for (int b = 0; b < size(); b++) {
        if (pairs.has(a, b) && events.get(a).thread() != events.get(b).thread()) {
          external.add(a, b);
        }
      }
    }
    return external;
  }

  /** Whether each location alone is sequentially consistent. */
  boolean isCoherent() {
    return sameLocation(po).or(rf, mo, fr()).isAcyclic();
  }

  /** Whether nothing comes between the halves of a read-modify-write. */
  boolean isAtomic() {
    return rmw.and(fr().then(mo)).isEmpty();
  }
}
