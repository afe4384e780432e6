package vcpucheck.checker.machine.value;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.model.ModelException;

/**
 * Tells whether objects that are equal are alike in every part: the one that is remembered stands
 * for all that equal it, so an {@code equals} that ignores a part would lose it.
 */
final class EqualityCheck {
  private EqualityCheck() {}

  /**
   * Checks two objects that are equal.
   *
   * @throws ModelException if they differ in a part
   */
  static void require(Object known, Object other) {
    if (known != other && !isAlike(known, other)) {
      throw new ModelException(
          "equal values must be alike in every part, for one stands for the other: of "
              + known.getClass().getName()
              + ", one="
              + known
              + ", other="
              + other
              + "; let equals and hashCode of the class compare all its components");
    }
  }

  /** Whether two objects have the same parts. */
  private static boolean isAlike(@Nullable Object one, @Nullable Object other) {
    if (one == other) {
      return true;
    }
    if (one == null || other == null || !one.equals(other)) {
      return false;
    }
    if (one instanceof Record first && other instanceof Record second) {
      return one.getClass() == other.getClass() && isAlikeRecord(first, second);
    }
    if (one instanceof Optional<?> first && other instanceof Optional<?> second) {
      return isAlike(first.orElse(null), second.orElse(null));
    }
    return !(one instanceof List<?> first && other instanceof List<?> second)
        || isAlikeList(first, second);
  }

  private static boolean isAlikeRecord(Record one, Record other) {
    RecordParts parts = RecordParts.of(one.getClass());
    return isAlikeList(Arrays.asList(parts.get(one)), Arrays.asList(parts.get(other)));
  }

  private static boolean isAlikeList(List<?> one, List<?> other) {
    Iterator<?> others = other.iterator();
    for (Object element : one) {
      if (!isAlike(element, others.next())) {
        return false;
      }
    }
    return true;
  }
}
