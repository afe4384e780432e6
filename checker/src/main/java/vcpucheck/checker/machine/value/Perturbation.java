package vcpucheck.checker.machine.value;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values that differ from an immutable object in one number: what depends on which part of a value
 * shows by what becomes of them.
 */
public final class Perturbation {
  /** Numbers beyond these are not changed. */
  private static final int MOST = 24;

  private final List<Object> found = new ArrayList<>();

  private Perturbation() {}

  /** The objects that differ from one in one number, at most 24. */
  public static List<Object> of(@Nullable Object value) {
    Perturbation perturbation = new Perturbation();
    perturbation.change(value, perturbation.found::add);
    return perturbation.found;
  }

  private void change(@Nullable Object value, Consumer<Object> put) {
    if (found.size() >= MOST) {
      return;
    }
    if (value instanceof Long number) {
      put.accept(number + 1);
    } else if (value instanceof Integer number) {
      put.accept(number + 1);
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(part -> change(part, other -> put.accept(Optional.of(other))));
    } else if (value instanceof List<?> list) {
      changeList(list, put);
    } else if (value instanceof Record parts) {
      changeRecord(parts, put);
    }
  }

  private void changeList(List<?> list, Consumer<Object> put) {
    for (int at = 0; at < list.size(); at++) {
      int place = at;
      change(
          list.get(at),
          other -> {
            List<Object> changed = new ArrayList<>(list);
            changed.set(place, other);
            put.accept(
                list instanceof ImmutableList<?>
                    ? ImmutableList.copyOf(changed)
                    : List.copyOf(changed));
          });
    }
  }

  private void changeRecord(Record value, Consumer<Object> put) {
    RecordParts of = RecordParts.of(value.getClass());
    @Nullable Object[] parts = of.get(value);
    for (int at = 0; at < parts.length; at++) {
      int place = at;
      change(
          parts[at],
          other -> {
            @Nullable Object[] changed = parts.clone();
            changed[place] = other;
            of.with(changed).ifPresent(put);
          });
    }
  }
}
