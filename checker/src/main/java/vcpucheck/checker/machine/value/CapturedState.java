package vcpucheck.checker.machine.value;

import com.google.common.collect.ImmutableList;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the programs of vCPUs can reach beside the memory: the fields, arrays and collections that
 * they have captured, or that a static field refers to. Code under test must not change it, for it
 * runs in an order of its own and again and again; and what one vCPU tells another in this way no
 * search knows of.
 */
public final class CapturedState {
  /** Objects beyond these are not looked at. */
  private static final int MOST = 100_000;

  /** Where the memory begins, and with it what code under test may change. */
  private static final List<String> MEMORY =
      List.of(
          "vcpucheck.checker.memory.", "vcpucheck.checker.engine.", "vcpucheck.checker.machine.");

  private final List<?> roots;
  private final List<Part> parts;

  /**
   * A part of an object.
   *
   * @param owner the object's class
   * @param name the field's name, or what stands for one
   * @param content what it holds: compared by identity, or by equals if it is a value
   */
  private record Part(String owner, String name, @Nullable Object content) {
    boolean isLike(Part other) {
      boolean isEqual = content != null && isValue(content) && content.equals(other.content);
      boolean isSame = isEqual || content == other.content;
      return isSame && name.equals(other.name) && owner.equals(other.owner);
    }

    String text() {
      return owner + "." + name;
    }
  }

  /** Remembers what can be reached from some objects now. */
  public CapturedState(Collection<?> roots) {
    this.roots = List.copyOf(roots);
    parts = new Walk(this.roots).parts;
  }

  /** What has changed since: "Counter.value"; empty if nothing has. */
  public Optional<String> change() {
    List<Part> now = new Walk(roots).parts;
    for (int at = 0; at < Math.min(parts.size(), now.size()); at++) {
      if (!parts.get(at).isLike(now.get(at))) {
        return Optional.of(parts.get(at).text());
      }
    }
    if (parts.size() == now.size()) {
      return Optional.empty();
    }
    List<Part> longer = parts.size() < now.size() ? now : parts;
    return Optional.of(longer.get(Math.min(parts.size(), now.size())).text());
  }

  private static boolean isValue(@Nullable Object object) {
    return object instanceof Number || object instanceof Boolean || object instanceof Character;
  }

  /** Goes through objects, each once, breadth first. */
  private static final class Walk {
    private final List<Part> parts = new ArrayList<>();
    private final List<Object> open = new ArrayList<>();
    private final IdentityHashMap<Object, Boolean> seen = new IdentityHashMap<>();

    Walk(List<?> roots) {
      roots.forEach(this::reach);
      for (int at = 0; at < open.size(); at++) {
        take(open.get(at));
      }
    }

    private void reach(@Nullable Object object) {
      if (object != null
          && !isValue(object)
          && !isOpaque(object.getClass())
          && open.size() < MOST
          && seen.put(object, true) == null) {
        open.add(object);
      }
    }

    /** Whether there is nothing in an object that code under test could have changed. */
    private static boolean isOpaque(Class<?> type) {
      String name = type.getName();
      return type == String.class
          || type == Class.class
          || MEMORY.stream().anyMatch(name::startsWith);
    }

    /** The name of a class in messages: a lambda has one that differs from run to run. */
    private static String name(Class<?> type) {
      String name = type.getSimpleName();
      int lambda = name.indexOf("$$Lambda");
      return lambda < 0 ? name : name.substring(0, lambda);
    }

    private void take(Object object) {
      String owner = name(object.getClass());
      if (object.getClass().isArray()) {
        takeElements(owner, object);
      } else if (object instanceof Collection<?> collection) {
        takeAll(owner, collection);
      } else if (object instanceof Map<?, ?> map) {
        takeAll(owner, map.keySet());
        takeAll(owner, map.values());
      } else if (object instanceof AtomicReference<?> reference) {
        add(owner, "value", reference.get());
      } else if (object instanceof AtomicBoolean flag) {
        add(owner, "value", flag.get());
      } else if (object instanceof CharSequence text) {
        add(owner, "text", text.toString().hashCode());
      } else if (object instanceof Optional<?> optional) {
        add(owner, "value", optional.orElse(null));
      } else if (isUsers(object.getClass())) {
        takeFields(object);
      }
    }

    /** Whether a class is none of a library that keeps what it has to itself. */
    private static boolean isUsers(Class<?> type) {
      String name = type.getName();
      return type.getClassLoader() != null
          && !name.startsWith("com.google.common.")
          && !name.startsWith("java.");
    }

    private void takeElements(String owner, Object array) {
      for (int at = 0; at < Array.getLength(array); at++) {
        add(owner, "[" + at + "]", Array.get(array, at));
      }
    }

    private void takeAll(String owner, Collection<?> elements) {
      List<?> all = copy(elements);
      add(owner, "size()", all.size());
      for (Object element : all) {
        add(owner, "element", element);
      }
    }

    private static List<?> copy(Collection<?> elements) {
      return elements instanceof ImmutableList<?> list ? list : Arrays.asList(elements.toArray());
    }

    private void takeFields(Object object) {
      for (Class<?> type = object.getClass();
          type != null && isUsers(type);
          type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
            String name = type.isHidden() ? "(captured variable)" : field.getName();
            add(name(type), name, get(field, object));
          }
        }
      }
    }

    private static @Nullable Object get(Field field, Object of) {
      try {
        return field.get(of);
      } catch (IllegalAccessException e) {
        throw new AssertionError("checker bug: a field that is accessible is not", e);
      }
    }

    private void add(String owner, String name, @Nullable Object content) {
      parts.add(new Part(owner, name, content instanceof Number number ? plain(number) : content));
      reach(content);
    }

    /** What a number is now, for some can change. */
    private static Number plain(Number number) {
      return number.getClass().getName().startsWith("java.lang.")
          ? number
          : (Number) number.longValue();
    }
  }
}
