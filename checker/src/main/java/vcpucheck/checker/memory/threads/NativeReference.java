package vcpucheck.checker.memory.threads;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.ObjectBackend;

/**
 * A reference over a variable handle, compared by identity: the word behind pointers and values.
 *
 * @param <T> what it refers to
 */
final class NativeReference<T> implements ObjectBackend<T> {
  /* OPAQUE read-modify-writes are loops, for the reason that NativeNumber gives. */

  private static final VarHandle VALUE =
      NativeFields.handle(MethodHandles.lookup(), NativeReference.class, "value", Object.class);

  private final NativePlace place;

  @SuppressWarnings("UnusedVariable") // through VALUE
  private @Nullable Object value;

  NativeReference(NativePlace place, @Nullable T initial) {
    this.place = place;
    this.value = initial;
  }

  /** Stores the initial value, plain: the reference's slot is being allocated. */
  void reset(@Nullable T initial) {
    VALUE.set(this, initial);
  }

  @Override
  public @Nullable T load(Access access) {
    place.requireAlive();
    return typed(
        switch (access.forLoad()) {
          case PLAIN -> VALUE.get(this);
          case OPAQUE -> VALUE.getOpaque(this);
          case ACQUIRE -> VALUE.getAcquire(this);
          default -> VALUE.getVolatile(this);
        });
  }

  @Override
  public void store(@Nullable T newValue, Access access) {
    place.requireAlive();
    switch (access.forStore()) {
      case PLAIN -> VALUE.set(this, newValue);
      case OPAQUE -> VALUE.setOpaque(this, newValue);
      case RELEASE -> VALUE.setRelease(this, newValue);
      default -> VALUE.setVolatile(this, newValue);
    }
  }

  @Override
  public @Nullable T compareAndExchange(@Nullable T expected, @Nullable T desired, Access access) {
    place.requireAlive();
    return typed(
        switch (access.forUpdate()) {
          case OPAQUE -> relaxedCompareAndExchange(expected, desired);
          case ACQUIRE -> VALUE.compareAndExchangeAcquire(this, expected, desired);
          case RELEASE -> VALUE.compareAndExchangeRelease(this, expected, desired);
          default -> VALUE.compareAndExchange(this, expected, desired);
        });
  }

  @Override
  public @Nullable T getAndSet(@Nullable T newValue, Access access) {
    place.requireAlive();
    return typed(
        switch (access.forUpdate()) {
          case OPAQUE -> relaxedGetAndSet(newValue);
          case ACQUIRE -> VALUE.getAndSetAcquire(this, newValue);
          case RELEASE -> VALUE.getAndSetRelease(this, newValue);
          default -> VALUE.getAndSet(this, newValue);
        });
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // pointers
  public boolean compareAndSet(@Nullable T expected, @Nullable T desired, Access access) {
    return compareAndExchange(expected, desired, access) == expected;
  }

  @Override
  public <R> R project(Function<? super T, ? extends R> part, Access access) {
    return part.apply(Objects.requireNonNull(load(access)));
  }

  /** Replaces the reference by a function of it, atomically, ordered as a store is. */
  @Override
  public void update(UnaryOperator<T> change, Access access) {
    place.requireAlive();
    Access order = access.forStore();
    boolean stored = false;
    while (!stored) {
      T before = Objects.requireNonNull(typed(VALUE.getOpaque(this)));
      T after = change.apply(before);
      stored =
          switch (order) {
            case PLAIN, OPAQUE -> VALUE.weakCompareAndSetPlain(this, before, after);
            case RELEASE -> VALUE.weakCompareAndSetRelease(this, before, after);
            default -> VALUE.weakCompareAndSet(this, before, after);
          };
    }
  }

  private @Nullable Object relaxedCompareAndExchange(@Nullable T expected, @Nullable T desired) {
    while (true) {
      Object witness = VALUE.getOpaque(this);
      if (witness != expected || VALUE.weakCompareAndSetPlain(this, expected, desired)) {
        return witness;
      }
    }
  }

  private @Nullable Object relaxedGetAndSet(@Nullable T newValue) {
    while (true) {
      Object before = VALUE.getOpaque(this);
      if (VALUE.weakCompareAndSetPlain(this, before, newValue)) {
        return before;
      }
    }
  }

  @SuppressWarnings("unchecked") // only a T is ever stored
  private @Nullable T typed(@Nullable Object stored) {
    return (T) stored;
  }
}
