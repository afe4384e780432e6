package vcpucheck.checker.machine.state;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Finds the struct handles that Java objects hold, following their fields: what a program has
 * captured while its model was built.
 *
 * <p>It does not follow the checker's own objects, for a slab holds all of its handles and a cell
 * none; and not into the Java library's objects but for collections, arrays and the like, for they
 * are not open.
 */
public final class HandleSearch {
  private static final String CHECKER = "vcpucheck.checker.engine.automaton.";

  private final Slots slots;

  /** Searches for the handles of some slots. */
  public HandleSearch(Slots slots) {
    this.slots = slots;
  }

  /** The slots whose handles an object holds, the object itself included. */
  public BitSet in(@Nullable Object root) {
    BitSet found = new BitSet();
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> waiting = new ArrayDeque<>();
    if (root != null) {
      waiting.add(root);
    }
    while (!waiting.isEmpty()) {
      Object object = waiting.remove();
      if (seen.add(object)) {
        int slot = slots.ofHandle(object);
        if (slot != Slots.NONE) {
          found.set(slot);
        } else {
          addParts(object, waiting);
        }
      }
    }
    return found;
  }

  private static void addParts(Object object, Deque<Object> parts) {
    if (object instanceof Collection<?> collection) {
      addAll(collection, parts);
    } else if (object instanceof Map<?, ?> map) {
      addAll(map.keySet(), parts);
      addAll(map.values(), parts);
    } else if (object instanceof Object[] array) {
      addAll(Arrays.asList(array), parts);
    } else if (object instanceof Optional<?> optional) {
      optional.ifPresent(parts::add);
    } else if (object instanceof AtomicReference<?> reference) {
      add(reference.get(), parts);
    } else if (isFollowed(object.getClass())) {
      addFields(object, parts);
    }
  }

  private static boolean isFollowed(Class<?> type) {
    return type.getClassLoader() != null && !type.isEnum() && !type.getName().startsWith(CHECKER);
  }

  private static void addAll(Collection<?> some, Deque<Object> parts) {
    for (@Nullable Object part : some) {
      add(part, parts);
    }
  }

  private static void add(@Nullable Object part, Deque<Object> parts) {
    if (part != null) {
      parts.add(part);
    }
  }

  private static void addFields(Object object, Deque<Object> parts) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        boolean isFollowed =
            !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive();
        if (isFollowed && isOpened(field)) {
          add(value(object, field), parts);
        }
      }
    }
  }

  private static boolean isOpened(Field field) {
    return field.trySetAccessible();
  }

  private static @Nullable Object value(Object object, Field field) {
    try {
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new AssertionError("checker bug: a field that was opened is closed", e);
    }
  }
}
