package vcpucheck.checker.memory;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The shared memory of a model: the only thing through which vCPUs see each other.
 *
 * <p>While a model is built, a memory makes cells, locks and slabs. While a vCPU runs, each
 * operation on them, {@link #choose} and {@link #fence} is one indivisible step, and other vCPUs
 * may run between any two. The code between two steps must be deterministic, and what it remembers
 * across steps must be immutable.
 *
 * <p>{@link #call} and {@link #loop} say what may be forgotten, so that executions which differ
 * only in forgotten facts become one. A value that leaves a scope must be immutable and comparable
 * by {@code equals}: null, a boxed primitive, a string, an enum constant, a slab's slot, or a
 * record or immutable list of such.
 */
public interface Memory extends Cells {
  /**
   * Makes a heap of equal structs, of which allocations take the free one that {@link #reuse} says.
   *
   * @param name the C struct's name
   * @param capacity how many can be allocated at once, at least 1
   * @param constructor makes one struct handle, its fields from the {@link Cells} given
   */
  default <T> Slab<T> slab(String name, int capacity, Function<Cells, T> constructor) {
    return slab(name, capacity, reuse(), constructor);
  }

  /**
   * Which free slot allocations take from a slab whose model does not say: any, as C's allocators
   * may, or one of them where all of them cannot be tried.
   */
  default Slab.Reuse reuse() {
    return Slab.Reuse.ANY;
  }

  /** As {@link #slab(String, int, Function)}, with a choice of which free slot is taken. */
  <T> Slab<T> slab(String name, int capacity, Slab.Reuse reuse, Function<Cells, T> constructor);

  /**
   * Makes a heap of equal structs that stay structs of this type when they are freed, as a cache of
   * Linux's with SLAB_TYPESAFE_BY_RCU. A field may be accessed before its slot is allocated and
   * after it was freed, and then has what the slot's last user left in it, or its next one stores:
   * a reader that got at a slot without owning it has to look again whether it is still the one
   * that it wanted. Initial values are given once, not by allocations; a slot that is freed twice
   * is a violation as in any other slab.
   */
  default <T> Slab<T> typeStableSlab(String name, int capacity, Function<Cells, T> constructor) {
    List<T> slots =
        IntStream.range(0, capacity)
            .mapToObj(index -> new CellArray.Struct(this, name + "#" + index + "."))
            .<T>map(constructor)
            .toList();
    Iterator<T> next = slots.iterator();
    return slab(name, capacity, none -> next.next());
  }

  /**
   * Chooses one of several alternatives: nondeterminism that is not a race.
   *
   * @param what what is decided, for reports
   * @param alternatives how many there are, at least 1
   * @return the choice, from 0; every one is explored
   */
  int choose(String what, int alternatives);

  /**
   * Leaves out the interleavings in which something does not hold: nothing is looked at that
   * follows. Where an interleaving is cut off is no end, no deadlock and no livelock, but a
   * reachable state; if none ends otherwise, the model is not verified.
   *
   * @param holds deterministic, as all code of a vCPU
   */
  void assume(boolean holds);

  /**
   * Notes which way the code goes at a point where its forms differ: with a fix or without. No
   * operation; coverage says which ways are gone.
   *
   * @param decision what decides
   * @param way what is decided
   * @return which way to go: the same, unless it is asked what comes of going the other way here
   */
  default boolean decide(String decision, boolean way) {
    return way;
  }

  /**
   * Makes an output: what code shows to the outside beside the memory, such as what a call returns
   * in registers. Only searches for outcomes look at outputs, which are among their observables
   * then; to any other search they are nothing, not even an operation. vCPUs with one output show
   * in which order they use it, too.
   *
   * @param name the observable's name
   */
  default Output output(String name) {
    return Output.NONE;
  }

  /** Orders the executing vCPU's accesses. */
  void fence(Fence fence);

  /**
   * Runs the body of a C function and forgets everything that it observed but for its result.
   *
   * @param body deterministic; changes no Java object that was made outside of it
   * @return the body's result
   */
  <R extends @Nullable Object> R call(Supplier<R> body);

  /** As {@link #call} for a function without a result. */
  default void run(Runnable body) {
    this.<@Nullable Object>call(
        () -> {
          body.run();
          return null;
        });
  }

  /**
   * Runs a retry loop. Each iteration forgets everything that earlier ones observed but for the
   * loop state; the end forgets everything but the result. Coming back to the same loop state is
   * coming back to the same point, so that an endless retry is a cycle that a search can see.
   *
   * @param initial the loop state of the first iteration
   * @param body one iteration
   */
  <S, R extends @Nullable Object> R loop(S initial, Function<S, Iteration<S, R>> body);

  /**
   * Retries until a condition holds. The condition may read cells; what failed attempts observed is
   * forgotten, so that waiting for ever is a cycle that a search can see.
   */
  default void spinUntil(BooleanSupplier condition) {
    retry(() -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /**
   * Retries until an attempt has a result; what failed attempts observed is forgotten.
   *
   * @param attempt deterministic; changes no Java object that was made outside of it
   */
  default <R> R retry(Supplier<Optional<R>> attempt) {
    return this.<Boolean, R>loop(
        true,
        same ->
            attempt
                .get()
                .<Iteration<Boolean, R>>map(Iteration::done)
                .orElseGet(() -> Iteration.again(same)));
  }

  /**
   * An {@code ASSERT} of the C code: stops a debug build, does nothing in a release build.
   *
   * @param holds what the C code asserts
   * @param text the assertion as the C code has it
   */
  void debugAssert(boolean holds, String text);
}
