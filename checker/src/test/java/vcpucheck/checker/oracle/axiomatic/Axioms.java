package vcpucheck.checker.oracle.axiomatic;

import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;

/** The memory models: which executions each allows. */
enum Axioms {
  /** Lamport: How to Make a Multiprocessor Computer, IEEE Trans. Computers 1979. */
  SC,

  /**
   * Owens, Sarkar, Sewell: A Better x86 Memory Model, TPHOLs 2009; a sequentially consistent store
   * is followed by a fence.
   */
  TSO,

  /**
   * Lahav, Vafeiadis, Kang, Hur, Dreyer: Repairing Sequential Consistency in C/C++11, PLDI 2017,
   * with the release sequences of C++20. A store-store fence is no fence.
   */
  RC11,

  /**
   * Pulte, Flur, Deacon, French, Sarkar, Sewell: Simplifying ARM Concurrency, POPL 2018, with LDAPR
   * for acquire loads, single-instruction atomics for read-modify-writes and DMB ISH for release
   * fences.
   */
  AARCH64;

  /** Whether the model allows an execution. */
  boolean allow(Execution execution) {
    return execution.isAtomic() && execution.isCoherent() && isConsistent(execution);
  }

  private boolean isConsistent(Execution x) {
    return switch (this) {
      case SC -> x.po().or(x.rf(), x.mo(), x.fr()).isAcyclic();
      case TSO -> isTso(x);
      case RC11 -> isRc11(x);
      case AARCH64 -> isAarch64(x);
    };
  }

  private static boolean isTso(Execution x) {
    Relation memory = x.on(event -> event.location() >= 0);
    Relation late = x.on(Event::isWrite).then(x.po(), x.on(Event::isRead));
    Relation fences = x.on(event -> event.isFence(Fence.FULL));
    Relation updates = x.on(Event::isOfUpdate);
    Relation fencing = x.on(event -> event.isWrite() && event.access() == Access.VOLATILE);
    return memory
        .then(x.po(), memory)
        .minus(late)
        .or(x.po().then(fences, x.po()), updates.then(x.po()), x.po().then(updates))
        .or(fencing.then(x.po()), x.external(x.rf()), x.mo(), x.fr())
        .isAcyclic();
  }

  private static boolean isRc11(Execution x) {
    Relation hb = happensBefore(x);
    Relation eco = x.rf().or(x.mo(), x.fr()).closure();
    return hb.then(eco.optional()).isIrreflexive()
        && x.po().or(x.rf()).isAcyclic()
        && partialOrder(x, hb, eco).isAcyclic();
  }

  /** Happens-before of RC11. */
  static Relation happensBefore(Execution x) {
    Relation atomicWrites = x.on(event -> event.isWrite() && !event.isPlain());
    Relation atomicReads = x.on(event -> event.isRead() && !event.isPlain());
    Relation releaseFences = x.on(event -> event.isFence(Fence.RELEASE, Fence.FULL));
    Relation acquireFences = x.on(event -> event.isFence(Fence.ACQUIRE, Fence.FULL));
    Relation sequence = atomicWrites.then(x.rf().then(x.rmw()).closure().optional());
    Relation from = x.on(Event::isReleaseWrite).or(releaseFences.then(x.po()));
    Relation to = x.on(Event::isAcquireRead).or(x.po().then(acquireFences));
    return x.po().or(from.then(sequence, x.rf(), atomicReads, to)).closure();
  }

  /** The partial SC order of RC11. */
  private static Relation partialOrder(Execution x, Relation hb, Relation eco) {
    Relation poElsewhere = x.po().minus(x.sameLocation(x.po()));
    Relation scb = x.po().or(poElsewhere.then(hb, poElsewhere), x.sameLocation(hb), x.mo(), x.fr());
    Relation access = x.on(event -> event.isSequential() && event.location() >= 0);
    Relation fence = x.on(event -> event.isFence(Fence.FULL));
    Relation base =
        access.or(fence.then(hb.optional())).then(scb, access.or(hb.optional().then(fence)));
    return base.or(fence.then(hb.or(hb.then(eco, hb)), fence));
  }

  private static boolean isAarch64(Execution x) {
    Relation reads = x.on(Event::isRead);
    Relation writes = x.on(Event::isWrite);
    Relation acquires = x.on(Event::isAcquireRead);
    /* LDAPR does not wait for earlier store-releases; LDAR and the loads of atomics do. */
    Relation strong =
        x.on(
            event ->
                event.isAcquireRead() && (event.isOfUpdate() || event.access() == Access.VOLATILE));
    Relation releases = x.on(Event::isReleaseWrite);
    Relation full = x.on(event -> event.isFence(Fence.FULL, Fence.RELEASE));
    Relation loads = x.on(event -> event.isFence(Fence.ACQUIRE));
    Relation stores = x.on(event -> event.isFence(Fence.STORE_STORE));
    Relation po = x.po();
    Relation both = acquires.then(x.rmw(), releases);
    Relation observed = x.external(x.rf()).or(x.external(x.mo()), x.external(x.fr()));
    Relation internalReads = x.rf().minus(x.external(x.rf()));
    Relation dependency = x.data().or(x.control().then(writes), x.data().then(internalReads));
    Relation updated = x.rmw().inverse().then(x.rmw());
    Relation atomic = x.rmw().or(updated.then(internalReads, acquires));
    Relation barrier =
        po.then(full, po)
            .or(
                releases.then(po, strong),
                reads.then(po, loads, po),
                acquires.then(po),
                writes.then(po, stores, po, writes),
                po.then(releases),
                po.then(both, po));
    return observed.or(dependency, atomic, barrier).isAcyclic();
  }

  /** Whether an execution has two conflicting accesses, one plain, that are not ordered. */
  static boolean isRacy(Execution x) {
    Relation hb = happensBefore(x);
    for (int a = 0; a < x.size(); a++) {
      for (int b = 0; b < a; b++) {
        if (conflict(x.events().get(a), x.events().get(b)) && !hb.has(a, b) && !hb.has(b, a)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean conflict(Event a, Event b) {
    return a.location() >= 0
        && a.location() == b.location()
        && a.thread() != b.thread()
        && (a.isWrite() || b.isWrite())
        && (a.isPlain() || b.isPlain());
  }
}
