package vcpucheck.checker.oracle.axiomatic;

import java.util.List;
import java.util.stream.Stream;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.oracle.axiomatic.LinuxShape.Body;
import vcpucheck.checker.oracle.axiomatic.LinuxShape.Kernel;

/** The shapes, under the names that the kernel's sources have for them. */
final class LinuxShapes {
  private LinuxShapes() {}

  private static Stream<LinuxShape> pair(String never, String sometimes, String end, Order order) {
    return Stream.of(
        new LinuxShape(never, false, end, order.of(true)),
        new LinuxShape(sometimes, true, end, order.of(false)));
  }

  /** Threads with what orders them, and without. */
  @FunctionalInterface
  private interface Order {
    List<Body> of(boolean isOrdered);
  }

  private static LinuxShape never(String name, String end, Body... threads) {
    return new LinuxShape(name, false, end, List.of(threads));
  }

  private static LinuxShape sometimes(String name, String end, Body... threads) {
    return new LinuxShape(name, true, end, List.of(threads));
  }

  /** All of them. */
  static Stream<LinuxShape> all() {
    return Stream.of(coherence(), pairs(), triples(), locks(), updates()).flatMap(all -> all);
  }

  private static Stream<LinuxShape> coherence() {
    return Stream.of(
        never(
            "CoRR+poonceonce+Once",
            "p1=10",
            k -> k.writeOnce(k.x(), 1),
            k -> 10 * k.readOnce(k.x()) + k.readOnce(k.x())),
        never(
            "CoRW+poonceonce+Once",
            "p0=2 x=2",
            k -> k.readOnce(k.x()) + k.writeOnce(k.x(), 1),
            k -> k.writeOnce(k.x(), 2)),
        never(
            "CoWR+poonceonce+Once",
            "p0=2 x=1",
            k -> k.writeOnce(k.x(), 1) + k.readOnce(k.x()),
            k -> k.writeOnce(k.x(), 2)),
        never("CoWW+poonceonce", "x=1", k -> k.writeOnce(k.x(), 1) + k.writeOnce(k.x(), 2)));
  }

  private static Stream<LinuxShape> pairs() {
    return Stream.of(
            pair("R+fencembonceonces", "R+poonceonces", "y=2 p1=0", LinuxShapes::writes),
            pair("SB+fencembonceonces", "SB+poonceonces", "p0=0 p1=0", LinuxShapes::buffers),
            pair(
                "S+fencewmbonceonce+poacquireonce",
                "S+poonceonces",
                "p1=1 x=2",
                isOrdered ->
                    List.of(
                        k -> {
                          k.writeOnce(k.x(), 2);
                          if (isOrdered) {
                            k.wmb();
                          }
                          return k.writeOnce(k.y(), 1);
                        },
                        k ->
                            (isOrdered ? k.acquire(k.y()) : k.readOnce(k.y()))
                                + k.writeOnce(k.x(), 1))),
            pair(
                "LB+poacquireonce+pooncerelease",
                "LB+poonceonces",
                "p0=1 p1=1",
                isOrdered ->
                    List.of(
                        k ->
                            k.readOnce(k.x())
                                + (isOrdered ? k.release(k.y(), 1) : k.writeOnce(k.y(), 1)),
                        k ->
                            (isOrdered ? k.acquire(k.y()) : k.readOnce(k.y()))
                                + k.writeOnce(k.x(), 1))),
            pair(
                "MP+pooncerelease+poacquireonce",
                "MP+poonceonces",
                "p1=10",
                isOrdered ->
                    List.of(
                        k ->
                            k.writeOnce(k.x(), 1)
                                + (isOrdered ? k.release(k.y(), 1) : k.writeOnce(k.y(), 1)),
                        k ->
                            10 * (isOrdered ? k.acquire(k.y()) : k.readOnce(k.y()))
                                + k.readOnce(k.x()))),
            Stream.of(
                never(
                    "MP+fencewmbonceonce+fencermbonceonce",
                    "p1=10",
                    k -> {
                      k.writeOnce(k.x(), 1);
                      k.wmb();
                      return k.writeOnce(k.y(), 1);
                    },
                    LinuxShapes::readsBehindFence),
                never(
                    "LB+fencembonceonce+ctrlonceonce",
                    "p0=1 p1=1",
                    k -> {
                      int read = k.readOnce(k.x());
                      return read == 0 ? 0 : read + k.writeOnce(k.y(), 1);
                    },
                    k -> {
                      int read = k.readOnce(k.y());
                      k.mb();
                      return read + k.writeOnce(k.x(), 1);
                    }),
                sometimes(
                    "SB+rfionceonce-poonceonces",
                    "p0=10 p1=10",
                    k -> k.writeOnce(k.x(), 1) + 10 * k.readOnce(k.x()) + k.readOnce(k.y()),
                    k -> k.writeOnce(k.y(), 1) + 10 * k.readOnce(k.y()) + k.readOnce(k.x()))))
        .flatMap(all -> all);
  }

  private static List<Body> writes(boolean isOrdered) {
    return List.of(
        k -> {
          k.writeOnce(k.x(), 1);
          k.mbIf(isOrdered);
          return k.writeOnce(k.y(), 1);
        },
        k -> {
          k.writeOnce(k.y(), 2);
          k.mbIf(isOrdered);
          return k.readOnce(k.x());
        });
  }

  private static List<Body> buffers(boolean isOrdered) {
    return List.of(
        k -> {
          k.writeOnce(k.x(), 1);
          k.mbIf(isOrdered);
          return k.readOnce(k.y());
        },
        k -> {
          k.writeOnce(k.y(), 1);
          k.mbIf(isOrdered);
          return k.readOnce(k.x());
        });
  }

  private static int readsBehindFence(Kernel k) {
    int first = k.readOnce(k.y());
    k.rmb();
    return 10 * first + k.readOnce(k.x());
  }

  private static Stream<LinuxShape> triples() {
    return Stream.of(
            pair(
                "IRIW+fencembonceonces+OnceOnce",
                "IRIW+poonceonces+OnceOnce",
                "p1=10 p3=10",
                isOrdered ->
                    List.of(
                        k -> k.writeOnce(k.x(), 1),
                        k -> readsTwo(k, k.x(), k.y(), isOrdered),
                        k -> k.writeOnce(k.y(), 1),
                        k -> readsTwo(k, k.y(), k.x(), isOrdered))),
            pair(
                "ISA2+pooncerelease+poacquirerelease+poacquireonce",
                "ISA2+poonceonces",
                "p1=1 p2=10",
                isOrdered ->
                    List.of(
                        k ->
                            k.writeOnce(k.x(), 1)
                                + (isOrdered ? k.release(k.y(), 1) : k.writeOnce(k.y(), 1)),
                        k ->
                            (isOrdered ? k.acquire(k.y()) : k.readOnce(k.y()))
                                + (isOrdered ? k.release(k.z(), 1) : k.writeOnce(k.z(), 1)),
                        k ->
                            10 * (isOrdered ? k.acquire(k.z()) : k.readOnce(k.z()))
                                + k.readOnce(k.x()))),
            pair(
                "WRC+pooncerelease+fencermbonceonce+Once",
                "WRC+poonceonces+Once",
                "p1=1 p2=10",
                isOrdered ->
                    List.of(
                        k -> k.writeOnce(k.x(), 1),
                        k ->
                            k.readOnce(k.x())
                                + (isOrdered ? k.release(k.y(), 1) : k.writeOnce(k.y(), 1)),
                        k ->
                            isOrdered
                                ? readsBehindFence(k)
                                : 10 * k.readOnce(k.y()) + k.readOnce(k.x()))),
            Stream.of(
                sometimes(
                    "Z6.0+pooncerelease+poacquirerelease+fencembonceonce",
                    "p1=1 z=2 p2=0",
                    k -> k.writeOnce(k.x(), 1) + k.release(k.y(), 1),
                    k -> k.acquire(k.y()) + k.release(k.z(), 1),
                    LinuxShapes::writesBeforeRead)))
        .flatMap(all -> all);
  }

  private static int readsTwo(Kernel k, IntCell first, IntCell second, boolean isOrdered) {
    int read = k.readOnce(first);
    k.mbIf(isOrdered);
    return 10 * read + k.readOnce(second);
  }

  private static int writesBeforeRead(Kernel k) {
    k.writeOnce(k.z(), 2);
    k.mb();
    return k.readOnce(k.x());
  }

  private static Stream<LinuxShape> locks() {
    return Stream.concat(orderByLocks(), Stream.concat(twoLocks(), lockSeen()));
  }

  private static Stream<LinuxShape> orderByLocks() {
    Body writesBoth = k -> k.locked(k.lock(), () -> k.writeOnce(k.x(), 1) + k.writeOnce(k.y(), 1));
    return Stream.of(
        never(
            "MP+polocks",
            "p1=10",
            k -> k.writeOnce(k.x(), 1) + k.locked(k.lock(), () -> k.writeOnce(k.y(), 1)),
            k -> 10 * k.locked(k.lock(), () -> k.readOnce(k.y())) + k.readOnce(k.x())),
        never(
            "MP+porevlocks",
            "p0=10",
            k -> 10 * k.readOnce(k.y()) + k.locked(k.lock(), () -> k.readOnce(k.x())),
            k -> k.locked(k.lock(), () -> k.writeOnce(k.x(), 1)) + k.writeOnce(k.y(), 1)),
        never(
            "ISA2+pooncelock+pooncelock+pombonce",
            "p1=1 p2=10",
            writesBoth,
            k -> k.locked(k.lock(), () -> k.readOnce(k.y()) + k.writeOnce(k.z(), 1)),
            k -> readsTwo(k, k.z(), k.x(), true)),
        never(
            "Z6.0+pooncelock+poonceLock+pombonce",
            "p1=1 z=2 p2=0",
            writesBoth,
            k ->
                k.locked(
                    k.lock(),
                    () -> {
                      k.mb();
                      return k.readOnce(k.y()) + k.writeOnce(k.z(), 1);
                    }),
            LinuxShapes::writesBeforeRead),
        sometimes(
            "Z6.0+pooncelock+pooncelock+pombonce",
            "p1=1 z=2 p2=0",
            writesBoth,
            k -> k.locked(k.lock(), () -> k.readOnce(k.y()) + k.writeOnce(k.z(), 1)),
            LinuxShapes::writesBeforeRead));
  }

  private static Stream<LinuxShape> twoLocks() {
    return Stream.of(
        never(
            "LB+unlocklockonceonce+poacquireonce",
            "p0=1 p1=1",
            k ->
                k.locked(k.lock(), () -> k.readOnce(k.x()))
                    + k.locked(k.other(), () -> k.writeOnce(k.y(), 1)),
            k -> k.acquire(k.y()) + k.writeOnce(k.x(), 1)),
        never(
            "MP+unlocklockonceonce+fencermbonceonce",
            "p1=10",
            k ->
                k.locked(k.lock(), () -> k.writeOnce(k.x(), 1))
                    + k.locked(k.other(), () -> k.writeOnce(k.y(), 1)),
            LinuxShapes::readsBehindFence),
        never("DCL-fixed", "p1=10", k -> checksTwice(k, true), k -> checksTwice(k, true)),
        sometimes("DCL-broken", "p1=10", k -> checksTwice(k, false), k -> checksTwice(k, false)));
  }

  /** Double-checked locking: x is the data, y says that it is there. */
  private static int checksTwice(Kernel k, boolean isOrdered) {
    int flag = isOrdered ? k.acquire(k.y()) : k.readOnce(k.y());
    if (flag == 0) {
      k.locked(k.lock(), () -> fills(k, isOrdered));
    }
    return 10 * flag + k.readOnce(k.x());
  }

  private static int fills(Kernel k, boolean isOrdered) {
    if (k.readOnce(k.y()) != 0) {
      return 0;
    }
    k.writeOnce(k.x(), 1);
    return isOrdered ? k.release(k.y(), 1) : k.writeOnce(k.y(), 1);
  }

  private static Stream<LinuxShape> lockSeen() {
    Body looks =
        k ->
            100 * k.acquire(k.x())
                + 10 * (k.lock().isLocked() ? 1 : 0)
                + (k.lock().isLocked() ? 1 : 0);
    return Stream.of(
        never(
            "MP+polockmbonce+poacquiresilsil",
            "p1=101",
            k ->
                k.locked(
                    k.lock(),
                    () -> {
                      k.mb();
                      return k.writeOnce(k.x(), 1);
                    }),
            looks),
        sometimes(
            "MP+polockonce+poacquiresilsil",
            "p1=101",
            k -> k.locked(k.lock(), () -> k.writeOnce(k.x(), 1)),
            looks));
  }

  private static Stream<LinuxShape> updates() {
    return Stream.of(
            pair(
                "cmpxchg-fail-ordered-1",
                "cmpxchg-fail-unordered-1",
                "p0=0 p1=0",
                isOrdered ->
                    List.of(
                        k -> failsBetween(k, k.x(), k.y(), isOrdered),
                        k -> failsBetween(k, k.y(), k.x(), isOrdered))),
            pair(
                "cmpxchg-fail-ordered-2",
                "cmpxchg-fail-unordered-2",
                "p0=0 p1=10",
                isOrdered ->
                    List.of(
                        k -> {
                          k.writeOnce(k.x(), 1);
                          k.mbIf(isOrdered);
                          return k.cmpxchg(k.y(), 0, 1);
                        },
                        k -> {
                          int found = k.cmpxchg(k.y(), 0, 1);
                          k.mbIf(isOrdered);
                          return 10 * found + k.readOnce(k.x());
                        })),
            Stream.of(
                never(
                    "Atomic-RMW-ops-are-atomic-WRT-atomic_set",
                    "p0=1 x=2",
                    k -> k.x().addUnless(1, 0),
                    k -> k.writeOnce(k.x(), 1) + k.writeOnce(k.x(), 0)),
                never(
                    "Atomic-RMW+mb__after_atomic-is-stronger-than-acquire",
                    "p1=10",
                    k -> {
                      k.x().add(1, Access.OPAQUE);
                      k.mb();
                      return k.writeOnce(k.y(), 1);
                    },
                    LinuxShapes::readsBehindFence)))
        .flatMap(all -> all);
  }

  private static int failsBetween(Kernel k, IntCell own, IntCell other, boolean isOrdered) {
    k.writeOnce(own, 1);
    k.cmpxchg(k.z(), 1, 0);
    k.mbIf(isOrdered);
    return k.readOnce(other);
  }
}
