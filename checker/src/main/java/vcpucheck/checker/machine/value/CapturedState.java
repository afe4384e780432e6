package vcpucheck.checker.machine.value;

import com.google.common.collect.ImmutableList;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
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

  /** Stands for the order of a collection that has another one in each JVM. */
  private static final Object SALTED = Object.class;

  private static final Set<String> SALTED_TYPES =
      Set.of(
          "java.util.ImmutableCollections$Set12",
          "java.util.ImmutableCollections$SetN",
          "java.util.ImmutableCollections$MapN");

  /** Those whose order is that of the hash codes of what is in them. */
  private static final Set<String> HASHED_TYPES =
      Set.of("java.util.HashMap", "java.util.HashSet", "java.util.concurrent.ConcurrentHashMap");

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

  /** The classes of what was reached and is of no library. */
  private final Set<Class<?>> types;

  /** Remembers what can be reached from some objects now. */
  public CapturedState(Collection<?> roots) {
    this.roots = List.copyOf(roots);
    Walk walk = new Walk(this.roots);
    parts = walk.parts;
    types = walk.types;
  }

  public Set<Class<?>> types() {
    return types;
  }

  /** Whether there is a set or map among it whose order is another one in each JVM. */
  public boolean isSalted() {
    return parts.stream().anyMatch(part -> part.content() == SALTED);
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
    return object instanceof Number
        || object instanceof Boolean
        || object instanceof Character
        || object instanceof LibraryState;
  }

  /** Goes through objects, each once, breadth first. */
  private static final class Walk {
    private final List<Part> parts = new ArrayList<>();
    private final Set<Class<?>> types = new LinkedHashSet<>();
    private final List<Object> open = new ArrayList<>();
    private final IdentityHashMap<Object, Boolean> seen = new IdentityHashMap<>();

    Walk(List<?> roots) {
      for (Object root : roots) {
        if (isValue(root)) {
          add(name(root.getClass()), "value", root);
        } else {
          reach(root);
        }
      }
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
      if (isSalted(object)) {
        add(owner, "order", SALTED);
      }
      if (object.getClass().isArray()) {
        takeElements(owner, object);
      } else if (object instanceof Collection<?> collection) {
        takeAll(owner, collection);
      } else if (object instanceof Map<?, ?> map) {
        takeAll(owner, map.keySet());
        takeAll(owner, map.values());
      } else if (object instanceof AtomicReference<?> reference) {
        add(owner, "value", reference.get());
      } else if (object instanceof AtomicReferenceArray<?> array) {
        for (int at = 0; at < array.length(); at++) {
          add(owner, "[" + at + "]", array.get(at));
        }
      } else if (object instanceof AtomicBoolean flag) {
        add(owner, "value", flag.get());
      } else if (object instanceof CharSequence text) {
        add(owner, "text", text.toString().hashCode());
      } else if (object instanceof Optional<?> optional) {
        add(owner, "value", optional.orElse(null));
      } else if (isUsers(object.getClass())) {
        takeFields(object);
      } else {
        LibraryState.of(object).ifPresent(state -> add(owner, "state", state));
      }
    }

    /** Whether the order of a collection is that of salted hash codes, or of those of identity. */
    private static boolean isSalted(Object object) {
      String type = object.getClass().getName();
      return SALTED_TYPES.contains(type) || (HASHED_TYPES.contains(type) && hasIdentity(object));
    }

    private static boolean hasIdentity(Object collection) {
      Collection<?> keys =
          collection instanceof Map<?, ?> map ? map.keySet() : (Collection<?>) collection;
      return keys.size() > 1 && copy(keys).stream().anyMatch(key -> key instanceof Enum);
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
      types.add(object.getClass());
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
          : (Number) number.doubleValue();
    }
  }
}
