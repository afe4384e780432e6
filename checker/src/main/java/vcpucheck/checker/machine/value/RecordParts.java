package vcpucheck.checker.machine.value;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.model.ModelException;

/** The components of a record class: what its values consist of and are made of. */
public final class RecordParts {
  private static final ClassValue<RecordParts> OF =
      new ClassValue<>() {
        @Override
        protected RecordParts computeValue(Class<?> type) {
          return new RecordParts(type);
        }
      };

  private final Method[] accessors;
  private final Optional<Constructor<?>> constructor;

  private RecordParts(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    accessors =
        Arrays.stream(components)
            .map(RecordComponent::getAccessor)
            .peek(Method::trySetAccessible)
            .toArray(Method[]::new);
    constructor =
        constructor(
            type, Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
  }

  /** The components of a record class. */
  public static RecordParts of(Class<? extends Record> type) {
    return OF.get(type);
  }

  /** The names of the parts, in order. */
  public List<String> names() {
    return Arrays.stream(accessors).map(Method::getName).toList();
  }

  private static Optional<Constructor<?>> constructor(Class<?> type, Class<?>[] parts) {
    try {
      Constructor<?> canonical = type.getDeclaredConstructor(parts);
      canonical.setAccessible(true);
      return Optional.of(canonical);
    } catch (NoSuchMethodException | InaccessibleObjectException e) {
      return Optional.empty();
    }
  }

  /**
   * The parts of a value, in order.
   *
   * @throws ModelException if one cannot be read
   */
  public @Nullable Object[] get(Record value) {
    @Nullable Object[] parts = new @Nullable Object[accessors.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = get(accessors[i], value);
    }
    return parts;
  }

  private static @Nullable Object get(Method part, Object of) {
    try {
      return part.invoke(of);
    } catch (IllegalAccessException e) {
      throw new ModelException(
          "a record that is remembered must let its parts be read: " + part, e);
    } catch (InvocationTargetException e) {
      throw new ModelException(
          "a part of a value must be readable: part="
              + part.getName()
              + ", thrown="
              + Objects.requireNonNull(e.getCause()),
          e);
    }
  }

  /** The value with some parts; empty if there can be none, or not be made. */
  public Optional<Object> with(@Nullable Object[] parts) {
    if (constructor.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(constructor.get().newInstance(parts));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
