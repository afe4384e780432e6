package vcpucheck.checker.engine.classfile;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.classfile.ClassFile.Reference;

/**
 * Whether code may depend on the order of an unmodifiable set or map, which is another one in each
 * JVM: it has one, and iterates over one. That they are the same is not known.
 *
 * @param maker where one is made: "Model.step calls java.util.Set.of"
 * @param iterating the method that iterates
 */
public record SaltedOrder(@Nullable String maker, @Nullable String iterating) {
  /** That of code which does nothing with sets and maps. */
  public static final SaltedOrder NONE = new SaltedOrder(null, null);

  private static final Set<String> MAKERS =
      Set.of(
          "java/util/Set.of",
          "java/util/Set.copyOf",
          "java/util/Map.of",
          "java/util/Map.ofEntries",
          "java/util/Map.copyOf",
          "java/util/stream/Collectors.toUnmodifiableSet",
          "java/util/stream/Collectors.toUnmodifiableMap");

  /** What has no order to speak of: none, or one element. */
  private static final Set<String> SMALL =
      Set.of("()", "(Ljava/lang/Object;)", "(Ljava/lang/Object;Ljava/lang/Object;)");

  private static final Set<String> ITERATIONS =
      Set.of(
          "java/lang/Iterable.iterator",
          "java/lang/Iterable.forEach",
          "java/util/Collection.forEach",
          "java/util/Collection.iterator",
          "java/util/Collection.stream",
          "java/util/Collection.toArray",
          "java/util/Set.forEach",
          "java/util/Set.iterator",
          "java/util/Set.stream",
          "java/util/Set.toArray",
          "java/util/Map.entrySet",
          "java/util/Map.forEach",
          "java/util/Map.keySet",
          "java/util/Map.values");

  /** That of code which also calls something. */
  SaltedOrder after(Reference called, ModelMethod caller) {
    if (!called.owner().startsWith("java/")) {
      return this;
    }
    String name = called.owner() + "." + called.name();
    if (MAKERS.contains(name) && !isSmall(called)) {
      return new SaltedOrder(caller.text() + " calls " + name.replace('/', '.'), iterating);
    }
    return ITERATIONS.contains(name) ? new SaltedOrder(maker, caller.text()) : this;
  }

  /** That of code which also runs other code. */
  public SaltedOrder and(SaltedOrder other) {
    return new SaltedOrder(
        other.maker == null ? maker : other.maker,
        other.iterating == null ? iterating : other.iterating);
  }

  private static boolean isSmall(Reference called) {
    String given = called.descriptor().substring(0, called.descriptor().indexOf(')') + 1);
    boolean isPair = given.equals("(Ljava/lang/Object;Ljava/lang/Object;)");
    return called.name().equals("of")
        && SMALL.contains(given)
        && !(isPair && called.owner().equals("java/util/Set"));
  }

  /** One sentence, if code makes what it may iterate over. */
  public Optional<String> problem() {
    return Optional.ofNullable(maker).flatMap(this::problem);
  }

  /**
   * One sentence, if code iterates over sets or maps.
   *
   * @param source where it has one from
   */
  public Optional<String> problem(String source) {
    return Optional.ofNullable(iterating)
        .map(
            caller ->
                "code under test must do the same in every JVM: "
                    + caller
                    + " iterates over a set or map, and "
                    + source
                    + ", whose order is another one in each; iterate over a List, a TreeSet or a"
                    + " LinkedHashMap");
  }
}
