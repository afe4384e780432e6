package vcpucheck.checker.engine.classfile;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.value.CapturedState;

/**
 * What code under test has around it: what it has captured, and what it reaches through static
 * fields, as that was before any of it ran.
 *
 * <p>Which fields it reads is only known when it has been seen. So what it might read is remembered
 * first: what all lambdas read that are written beside those that vCPUs have captured.
 */
public final class Surroundings {
  /** The lambdas that are written in a class. */
  private static final ClassValue<List<Lambda>> LAMBDAS =
      new ClassValue<>() {
        @Override
        protected List<Lambda> computeValue(Class<?> type) {
          return ModelMethod.all(type).stream()
              .flatMap(method -> method.lambdas().stream())
              .toList();
        }
      };

  /** What these might read. */
  private static final ClassValue<Set<Field>> READ_BY_LAMBDAS =
      new ClassValue<>() {
        @Override
        protected Set<Field> computeValue(Class<?> type) {
          return statics(
              LAMBDAS.get(type).stream().flatMap(lambda -> lambda.method().stream()).toList());
        }
      };

  /** What the methods of a class might read. */
  private static final ClassValue<Set<Field>> READ_BY_METHODS =
      new ClassValue<>() {
        @Override
        protected Set<Field> computeValue(Class<?> type) {
          return statics(ModelMethod.all(type));
        }
      };

  /** The lambdas of which a class may be one, as far as they ask for no operation. */
  private static final ClassValue<List<Lambda>> QUIET =
      new ClassValue<>() {
        @Override
        protected List<Lambda> computeValue(Class<?> type) {
          return LAMBDAS.get(type.getNestHost()).stream()
              .filter(lambda -> lambda.isLike(type))
              .filter(lambda -> lambda.method().stream().noneMatch(ModelMethod::mayOperate))
              .toList();
        }
      };

  /** The classes of lambdas among what is captured. */
  private final List<Class<?>> lambdas;

  /** The other classes. */
  private final List<Class<?>> classes;

  private final boolean isWatched;
  private final Map<Field, CapturedState> before = new HashMap<>();
  private final Map<Field, CapturedState> read = new LinkedHashMap<>();

  /**
   * Remembers what fields refer to.
   *
   * @param types the classes of what vCPUs have captured
   * @param isWatched whether it will be asked what has changed
   */
  public Surroundings(Collection<Class<?>> types, boolean isWatched) {
    this.isWatched = isWatched;
    lambdas =
        types.stream()
            .filter(type -> type.isHidden() && ModelMethod.isOfModel(type.getNestHost()))
            .toList();
    classes = types.stream().filter(type -> !type.isHidden()).toList();
    if (isWatched) {
      Stream.concat(
              lambdas.stream().map(Class::getNestHost).distinct().map(READ_BY_LAMBDAS::get),
              classes.stream().filter(ModelMethod::isOfModel).map(READ_BY_METHODS::get))
          .flatMap(Set::stream)
          .distinct()
          .forEach(field -> content(field).ifPresent(state -> before.put(field, state)));
    }
  }

  /**
   * The lambdas that may be among what was captured and do not ask for an operation, so that they
   * are never seen at work. A lambda does not tell what it does: they are those of its interface
   * that are written in its class and capture the like.
   */
  public Stream<Lambda> quietLambdas() {
    return lambdas.stream().flatMap(type -> QUIET.get(type).stream());
  }

  /**
   * What is called where the class of an object is not known, of the classes of what is captured.
   */
  public List<ModelMethod> implementations(Call call) {
    @Nullable Class<?> open = call.open();
    return open == null || classes.isEmpty()
        ? List.of()
        : classes.stream()
            .filter(open::isAssignableFrom)
            .flatMap(type -> ModelMethod.declared(type, call.signature()).stream())
            .toList();
  }

  /** Code under test reads a field. */
  public void addRead(Field field) {
    if (isWatched && !read.containsKey(field)) {
      Optional.ofNullable(before.get(field))
          .or(() -> content(field))
          .ifPresent(state -> read.put(field, state));
    }
  }

  /**
   * What has changed of what the code reaches through fields that it reads: "ArrayList.size()";
   * empty if nothing has.
   */
  public Optional<String> change() {
    return read.values().stream().map(CapturedState::change).flatMap(Optional::stream).findFirst();
  }

  /** Whether a set or map that code reads has another order in each JVM. */
  public boolean isSalted() {
    return read.values().stream().anyMatch(CapturedState::isSalted);
  }

  private static Optional<CapturedState> content(Field field) {
    return field.trySetAccessible()
        ? Optional.ofNullable(get(field)).map(object -> new CapturedState(List.of(object)))
        : Optional.empty();
  }

  /** Null also if the class cannot be initialised, which the code itself will come to. */
  private static @Nullable Object get(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError("checker bug: a field that is accessible is not", e);
    } catch (LinkageError e) {
      return null;
    }
  }

  private static Set<Field> statics(Collection<ModelMethod> starts) {
    Set<Field> fields = new LinkedHashSet<>();
    ModelMethod.reachable(starts).forEach(method -> fields.addAll(method.statics()));
    return fields;
  }
}
