package vcpucheck.checker.machine.value;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.random.RandomGenerator;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * What an object of a library holds, as far as it tells: what it says when asked, or what it would
 * be written as. One that keeps to itself what each use changes is like none before.
 *
 * @param parts equal if the object is as it was
 */
record LibraryState(List<?> parts) {

  /** An object that only itself is equal to. */
  private record Same(@Nullable Object object) {
    @Override
    @SuppressWarnings("ReferenceEquality") // that is what it is for
    public boolean equals(@Nullable Object other) {
      return other instanceof Same same && same.object == object;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  /** Empty if there is nothing in it that could be told to change. */
  static Optional<LibraryState> of(Object object) {
    Optional<LibraryState> told = told(object);
    if (told.isPresent()) {
      return told;
    }
    if (hidesState(object)) {
      return Optional.of(new LibraryState(List.of(new Object())));
    }
    return object instanceof Serializable
        ? written(object).map(bytes -> new LibraryState(List.of(bytes)))
        : Optional.empty();
  }

  private static Optional<LibraryState> told(Object object) {
    Optional<List<?>> parts = Optional.empty();
    if (object instanceof Buffer buffer) {
      Buffer whole = buffer.duplicate();
      parts = Optional.of(List.of(buffer.position(), buffer.limit(), whole.clear().hashCode()));
    } else if (object instanceof AtomicStampedReference<?> reference) {
      parts = Optional.of(List.of(reference.getStamp(), new Same(reference.getReference())));
    } else if (object instanceof AtomicMarkableReference<?> reference) {
      parts = Optional.of(List.of(reference.isMarked(), new Same(reference.getReference())));
    } else if (object instanceof CountDownLatch latch) {
      parts = Optional.of(List.of(latch.getCount()));
    } else if (object instanceof CompletableFuture || object instanceof StringJoiner) {
      parts = Optional.of(List.of(object.toString()));
    }
    return parts.map(LibraryState::new);
  }

  private static boolean hidesState(Object object) {
    return object instanceof Iterator
        || object instanceof Enumeration
        || object instanceof BaseStream
        || (object instanceof RandomGenerator && !(object instanceof Serializable))
        || (object instanceof InstantSource source && !isFixed(source));
  }

  private static boolean isFixed(InstantSource source) {
    return source instanceof Clock clock
        && clock.equals(Clock.fixed(clock.instant(), clock.getZone()));
  }

  private static Optional<ByteBuffer> written(Object object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); /* it refers to what is not written, or writes nothing at all */
    }
    return Optional.of(ByteBuffer.wrap(bytes.toByteArray()));
  }
}
