package vcpucheck.checker.oracle;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.ViolationException;

/**
 * One operation of a vCPU: one indivisible step.
 *
 * @param name what it is, for failure output
 * @param target what it touches
 * @param effect whether it can write and whether it is plain, for data races
 * @param enabled whether it can run now
 * @param alternatives which outcomes it can have now, by their numbers
 * @param action does it
 * @param role how it keeps vCPUs in step
 */
record Operation(
    String name,
    Target target,
    Effect effect,
    Predicate<Store> enabled,
    Function<Store, List<Integer>> alternatives,
    Action action,
    Role role)
    implements Pending {

  Operation(
      String name,
      Target target,
      Effect effect,
      Predicate<Store> enabled,
      ToIntFunction<Store> alternatives,
      Action action) {
    this(
        name,
        target,
        effect,
        enabled,
        store -> IntStream.range(0, alternatives.applyAsInt(store)).boxed().toList(),
        action,
        Role.OTHER);
  }

  /**
   * What an operation touches.
   *
   * @param word the cell's word, or {@link #NONE}
   * @param guard the word that says whether its slot is allocated, or {@link #NONE} for a global
   */
  record Target(int word, int guard) {
    static final int NONE = -1;
    static final Target NOTHING = new Target(NONE, NONE);
  }

  /**
   * Whether an operation can write, and whether it is plain. A refused update counts as a write.
   */
  record Effect(boolean writes, boolean plain) {
    static final Effect SYNCHRONISING = new Effect(true, false);
  }

  /** How an operation keeps vCPUs in step. */
  enum Role {
    OTHER,
    /** Waits until a cell has a value. */
    AWAITS,
    /** Waits until the lock is free and takes it. */
    LOCKS,
    /** Releases the lock: only its holder may ask for that. */
    UNLOCKS
  }

  /** Changes a store and returns what the operation observes. */
  @FunctionalInterface
  interface Action {
    @Nullable Object run(Store store, int vcpu, int alternative);
  }

  /** Whether the operation can run; touching a freed slot always can, and is a violation. */
  boolean isEnabled(Store store) {
    return isDead(store) || enabled.test(store);
  }

  List<Integer> alternativesIn(Store store) {
    return isDead(store) ? List.of(0) : alternatives.apply(store);
  }

  /**
   * Runs the operation.
   *
   * @throws ViolationException if it violates a property; the store is then of no use
   */
  @Nullable Object run(Store store, int vcpu, int alternative) {
    if (isDead(store)) {
      throw new ViolationException(BuiltInProperty.MEMORY_SAFETY, "use after free: " + name);
    }
    return action.run(store, vcpu, alternative);
  }

  /** Whether it releases a lock that a vCPU does not hold: wrong as soon as it is asked for. */
  boolean releasesInVain(Store store, int vcpu) {
    return role == Role.UNLOCKS && !isDead(store) && store.number(target.word()) != vcpu;
  }

  /** The vCPU that holds the lock that it waits for; empty if it does not wait for a lock. */
  OptionalInt holder(Store store) {
    return role == Role.LOCKS && !isEnabled(store)
        ? OptionalInt.of(store.number(target.word()))
        : OptionalInt.empty();
  }

  /** Whether this and another vCPU's operation, both next, are a data race. */
  boolean races(Operation other) {
    return target.word() != Target.NONE
        && target.word() == other.target.word()
        && (effect.writes() || other.effect.writes())
        && (effect.plain() || other.effect.plain());
  }

  /** Whether it touches a slot that is not allocated. */
  boolean isDead(Store store) {
    return target.guard() != Target.NONE && !store.isTrue(target.guard());
  }
}
