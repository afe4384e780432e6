package vcpucheck.checker.machine.value;

import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Numbers immutable objects: equal objects have one number, and null is 0. */
public final class InternTable {
  /** The number of null. */
  public static final int NULL = 0;

  private final Map<Object, Integer> numbers = new HashMap<>();
  private final ImmutabilityCheck immutability = new ImmutabilityCheck();
  private final List<@Nullable Object> objects = new ArrayList<>();

  public InternTable() {
    objects.add(null);
  }

  /** Numbers a slab's slot: the one kind of object that is known by identity. */
  public int addSlot(Object handle) {
    objects.add(handle);
    numbers.put(handle, objects.size() - 1);
    return objects.size() - 1;
  }

  /**
   * The number of an object; the first call with an object assigns it.
   *
   * @throws vcpucheck.checker.model.ModelException if the object can change, or equals another that
   *     differs in a part
   */
  public int number(@Nullable Object object) {
    if (object == null) {
      return NULL;
    }
    Integer known = numbers.get(object);
    if (known != null) {
      EqualityCheck.require(Objects.requireNonNull(objects.get(known)), object);
      return known;
    }
    immutability.require(object, numbers.keySet());
    objects.add(object);
    numbers.put(object, objects.size() - 1);
    return objects.size() - 1;
  }

  /** Writes how many objects there are, and of constants which. */
  public void describe(DataOutput out) throws IOException {
    out.writeInt(objects.size());
    for (Object object : objects) {
      boolean isConstant =
          object instanceof Enum || object instanceof String || object instanceof Number;
      out.writeChars(isConstant ? object + "\n" : "\n");
    }
  }

  /** The object that has a number. */
  public @Nullable Object object(long number) {
    return objects.get(Math.toIntExact(number));
  }

  /** The object that has a number other than {@link #NULL}. */
  public Object nonNull(long number) {
    return Objects.requireNonNull(object(number));
  }
}
