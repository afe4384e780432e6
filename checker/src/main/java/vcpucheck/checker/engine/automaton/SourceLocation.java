package vcpucheck.checker.engine.automaton;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.model.Linearizability;

/**
 * Where code under test asks for an operation.
 *
 * @param source "File.java:12"
 * @param function the C function modelled by the innermost annotated method; empty if there is none
 */
public record SourceLocation(String source, String function) {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final Set<String> CHECKER =
      Set.of(
          SourceLocation.class.getPackageName(),
          Op.class.getPackageName(),
          CFunction.class.getPackageName(),
          Linearizability.class.getPackageName());

  /** In place of a method's name, what is said of the class. */
  private static final String WHOLE_CLASS = "";

  /** For each class, the C functions that its methods model. */
  private static final ClassValue<Map<String, String>> FUNCTIONS =
      new ClassValue<>() {
        @Override
        protected Map<String, String> computeValue(Class<?> type) {
          return functions(type);
        }
      };

  /** Libraries whose methods throw a failed assertion for their caller. */
  private static final List<String> ASSERTIONS =
      List.of(
          "org.junit.",
          "org.opentest4j.",
          "org.assertj.",
          "org.hamcrest.",
          "com.google.common.truth.");

  /** The innermost frame outside of the checker. */
  static SourceLocation ofCaller() {
    List<StackFrame> frames =
        WALKER.walk(all -> all.filter(frame -> !isChecker(frame)).limit(64).toList());
    String source =
        frames.isEmpty() ? "" : frames.get(0).getFileName() + ":" + frames.get(0).getLineNumber();
    String function =
        frames.stream()
            .map(SourceLocation::function)
            .flatMap(Optional::stream)
            .findFirst()
            .orElse("");
    return new SourceLocation(source, function);
  }

  /** " at File.java:12"; empty if the line is not known. */
  String suffix() {
    return source.isEmpty() ? "" : " at " + source;
  }

  /** Where the code of the model threw something: " at File.java:12", or empty. */
  static String suffix(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .filter(frame -> frame.getClassLoaderName() != null)
        .filter(frame -> ASSERTIONS.stream().noneMatch(frame.getClassName()::startsWith))
        .findFirst()
        .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
        .orElse("");
  }

  /** Whether an exception says that the checker was used wrongly. */
  static boolean isThrownByChecker(Throwable thrown) {
    StackTraceElement[] stack = thrown.getStackTrace();
    return stack.length > 0
        && CHECKER.stream().anyMatch(name -> stack[0].getClassName().startsWith(name + "."));
  }

  private static boolean isChecker(StackFrame frame) {
    return isChecker(frame.getDeclaringClass());
  }

  /** Whether a class is the checker's or Java's own, and not the model's. */
  static boolean isChecker(Class<?> type) {
    return type.getClassLoader() == null || CHECKER.contains(type.getPackageName());
  }

  private static Optional<String> function(StackFrame frame) {
    return function(frame.getDeclaringClass(), frame.getMethodName());
  }

  /** The C function that a method models, or the method that a lambda stands in. */
  static Optional<String> function(Class<?> type, String method) {
    Map<String, String> functions = FUNCTIONS.get(type);
    if (functions.isEmpty()) {
      return Optional.empty();
    }
    @Nullable String own = functions.get(methodName(method));
    return Optional.ofNullable(own == null ? functions.get(WHOLE_CLASS) : own);
  }

  private static Map<String, String> functions(Class<?> type) {
    Map<String, String> functions = new HashMap<>();
    for (Method method : type.getDeclaredMethods()) {
      Optional.ofNullable(method.getAnnotation(CFunction.class))
          .ifPresent(function -> functions.putIfAbsent(method.getName(), function.value()));
    }
    Optional.ofNullable(type.getAnnotation(CFunction.class))
        .ifPresent(function -> functions.put(WHOLE_CLASS, function.value()));
    return functions;
  }

  /** The method that a lambda stands in. */
  private static String methodName(String frameMethod) {
    if (!frameMethod.startsWith("lambda$")) {
      return frameMethod;
    }
    return frameMethod.substring("lambda$".length(), frameMethod.lastIndexOf('$'));
  }
}
