package vcpucheck.checker.model;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import vcpucheck.checker.memory.BuiltInProperty;
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

  /**
   * A check of what has happened, and not of memory: it waits until memory has nothing that the
   * code has not stored yet.
   */
  @FunctionalInterface
  interface Settled extends Check {}

  /**
   * A check that is a condition: a report says what the condition read when it did not hold.
   *
   * @param holds the condition; reads cells as a {@link Check} does
   */
  record Condition(BooleanSupplier holds) implements Check {
    public Condition {
      requireGiven("condition", holds);
    }

    @Override
    public Optional<String> problem() {
      return holds.getAsBoolean() ? Optional.empty() : Optional.of("the condition does not hold");
    }
  }

  /** Holds in every reachable state. An assertion that fails in the check is a violation too. */
  static Property always(String name, Check check) {
    return new Always(name, check);
  }

  /** Holds in every reachable state. */
  static Property always(String name, BooleanSupplier condition) {
    return always(name, new Condition(condition));
  }

  /**
   * Holds whenever every vCPU has ended; see {@link Vcpu#daemon} for those that need not. An
   * assertion that fails in the check is a violation.
   */
  static Property atEnd(String name, Check check) {
    return new AtEnd(name, check);
  }

  /** Holds whenever every vCPU has ended. */
  static Property atEnd(String name, BooleanSupplier condition) {
    return atEnd(name, new Condition(condition));
  }

  /**
   * A condition holds in at least one reachable state: guards against a model in which what should
   * be checked never happens. If a finished search has met no such state, the property is violated,
   * and there is no interleaving to show for it; an unfinished search then says nothing of it.
   */
  static Property sometimes(String name, BooleanSupplier condition) {
    return new Sometimes(name, condition);
  }

  /** From every reachable state one can be reached in which every vCPU but daemons has ended. */
  static Property noLivelock() {
    return new NoLivelock();
  }

  /**
   * No vCPU waits for ever: as long as it waits, the others can still go on to where it need not. A
   * daemon may wait for a value for ever. Stores of fingerprints do not decide it.
   */
  static Property noStuckVcpu() {
    return new NoStuckVcpu();
  }

  /**
   * Some vCPU always gets on: none waits for another, and they do not go round for ever. In a
   * program whose vCPUs do finitely many operations on an object, that is what makes the object
   * lock-free: going round for ever, none finishes an operation. A daemon gets on if it comes back
   * to the start of its program, and may wait for a value.
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
  record Observable(String name, Supplier<String> value) implements Property {
    public Observable {
      requireName(name);
      requireGiven("value", value);
    }
  }

  /** See {@link Property#always(String, Check)}. */
  record Always(String name, Check check) implements Property {
    public Always {
      requireName(name);
      requireGiven("check", check);
    }
  }

  /** See {@link Property#atEnd(String, Check)}. */
  record AtEnd(String name, Check check) implements Property {
    public AtEnd {
      requireName(name);
      requireGiven("check", check);
    }
  }

  /** See {@link Property#sometimes}. */
  record Sometimes(String name, BooleanSupplier condition) implements Property {
    public Sometimes {
      requireName(name);
      requireGiven("condition", condition);
    }
  }

  /** See {@link Property#noLivelock}. */
  record NoLivelock() implements Property {
    @Override
    public String name() {
      return BuiltInProperty.NO_LIVELOCK.label();
    }
  }

  /** See {@link Property#noStuckVcpu}. */
  record NoStuckVcpu() implements Property {
    @Override
    public String name() {
      return BuiltInProperty.NO_STUCK_VCPU.label();
    }
  }

  /** See {@link Property#lockFree}. */
  record LockFree() implements Property {
    @Override
    public String name() {
      return BuiltInProperty.LOCK_FREE.label();
    }
  }

  /** See {@link Property#noDataRace}. */
  record NoDataRace() implements Property {
    @Override
    public String name() {
      return BuiltInProperty.NO_DATA_RACE.label();
    }
  }

  /** See {@link Property#noLeak}. */
  record NoLeak(List<Slab<?>> slabs) implements Property {
    public NoLeak {
      slabs = List.copyOf(slabs);
    }

    @Override
    public String name() {
      return BuiltInProperty.NO_LEAK.label();
    }
  }

  private static void requireName(String name) {
    if (name == null || name.isBlank()) {
      throw new ModelException("a property has a name: name=" + name);
    }
  }

  private static void requireGiven(String what, Object given) {
    if (given == null) {
      throw new ModelException("a property has a " + what + ": " + what + "=null");
    }
  }
}
