package vcpucheck.checker.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vcpucheck.checker.memory.Slab;

/**
 * What must hold, beyond what every model must satisfy anyway: memory safety (no use after free, no
 * double free), lock discipline, freedom from deadlock (of all vCPUs, and of some that wait for one
 * another's locks), and the assertions of the code under test.
 */
public sealed interface Property {
  /** The property's name in verdicts and reports. */
  String name();

  /**
   * A predicate over shared state: reads cells through their handles, plain, and changes nothing.
   */
  @FunctionalInterface
  interface Check {
    /**
     * Evaluates the predicate.
     *
     * @return one sentence saying what is wrong, or empty if the predicate holds
     */
    Optional<String> problem();
  }

  /** Holds in every reachable state. */
  static Property always(String name, Check check) {
    return new Always(name, check);
  }

  /** Holds whenever every vCPU has ended. */
  static Property atEnd(String name, Check check) {
    return new AtEnd(name, check);
  }

  /** From every reachable state the end can still be reached. */
  static Property noLivelock() {
    return new NoLivelock();
  }

  /**
   * Some vCPU always gets on: none waits for another, and they do not go round for ever. In a
   * program whose vCPUs do finitely many operations on an object, that is what makes the object
   * lock-free: going round for ever, none finishes an operation.
   */
  static Property lockFree() {
    return new LockFree();
  }

  /** No two conflicting accesses, one of them plain, can run at the same time. */
  static Property noDataRace() {
    return new NoDataRace();
  }

  /** When every vCPU has ended, no slot of these slabs is allocated. */
  static Property noLeak(Slab<?>... slabs) {
    return new NoLeak(List.of(slabs));
  }

  /**
   * Not a condition: what an execution shows at its end, for comparisons of what two programs can
   * show. Never violated, and read only where outcomes are asked for.
   *
   * @param value reads cells through their handles, plain, and changes nothing; a text without what
   *     cannot be seen, like the place of a struct in its slab
   */
  static Property observable(String name, Supplier<String> value) {
    return new Observable(name, value);
  }

  /** See {@link Property#observable}. */
  record Observable(String name, Supplier<String> value) implements Property {}

  /** See {@link Property#always}. */
  record Always(String name, Check check) implements Property {}

  /** See {@link Property#atEnd}. */
  record AtEnd(String name, Check check) implements Property {}

  /** See {@link Property#noLivelock}. */
  record NoLivelock() implements Property {
    @Override
    public String name() {
      return "no-livelock";
    }
  }

  /** See {@link Property#lockFree}. */
  record LockFree() implements Property {
    @Override
    public String name() {
      return "lock-free";
    }
  }

  /** See {@link Property#noDataRace}. */
  record NoDataRace() implements Property {
    @Override
    public String name() {
      return "no-data-race";
    }
  }

  /** See {@link Property#noLeak}. */
  record NoLeak(List<Slab<?>> slabs) implements Property {
    public NoLeak {
      slabs = List.copyOf(slabs);
    }

    @Override
    public String name() {
      return "no-leak";
    }
  }
}
