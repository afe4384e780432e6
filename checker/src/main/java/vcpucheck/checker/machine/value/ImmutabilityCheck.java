package vcpucheck.checker.machine.value;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.ImmutableValue;
import vcpucheck.checker.model.ModelException;

/** Tells whether an object can be remembered across executions: whether nothing can change it. */
final class ImmutabilityCheck {
  private static final Set<Class<?>> IMMUTABLE =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigInteger.class);

  /**
   * Checks an object.
   *
   * @param slots contains the slots of all slabs, which are known by identity
   * @throws ModelException if it is not immutable
   */
  void require(Object object, Set<Object> slots) {
    @Nullable Object culprit = culprit(object, slots);
    if (culprit != null) {
      throw new ModelException(
          "what leaves a scope, a step or a cell must be immutable and comparable by equals: value="
              + object
              + ", of "
              + object.getClass().getName()
              + ", has a part of "
              + culprit.getClass().getName()
              + "; use a record, an enum, a boxed primitive, a string, a slab's slot, an immutable"
              + " list, or a class marked @ImmutableValue");
    }
  }

  private @Nullable Object culprit(@Nullable Object object, Set<Object> slots) {
    if (object == null
        || slots.contains(object)
        || IMMUTABLE.contains(object.getClass())
        || object instanceof Enum<?>
        || object.getClass().isAnnotationPresent(ImmutableValue.class)) {
      return null;
    }
    if (object instanceof Record value) {
      return culpritOfRecord(value, slots);
    }
    if (object instanceof Optional<?> optional) {
      return optional.isPresent() ? culprit(optional.get(), slots) : null;
    }
    if (isImmutableCollection(object)) {
      return object instanceof Map<?, ?> map
          ? culpritAmong(
              map.entrySet().stream()
                  .flatMap(e -> List.of(e.getKey(), e.getValue()).stream())
                  .toList(),
              slots)
          : culpritAmong((Collection<?>) object, slots);
    }
    return object;
  }

  private @Nullable Object culpritAmong(Collection<?> parts, Set<Object> slots) {
    for (Object part : parts) {
      @Nullable Object culprit = culprit(part, slots);
      if (culprit != null) {
        return culprit;
      }
    }
    return null;
  }

  private @Nullable Object culpritOfRecord(Record value, Set<Object> slots) {
    for (@Nullable Object part : RecordParts.of(value.getClass()).get(value)) {
      @Nullable Object culprit = culprit(part, slots);
      if (culprit != null) {
        return culprit;
      }
    }
    return null;
  }

  private static boolean isImmutableCollection(Object object) {
    return object instanceof ImmutableCollection<?>
        || object instanceof ImmutableMap<?, ?>
        || object.getClass().getName().startsWith("java.util.ImmutableCollections$");
  }
}
