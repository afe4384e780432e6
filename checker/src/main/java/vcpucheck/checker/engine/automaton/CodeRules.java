package vcpucheck.checker.engine.automaton;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.classfile.ClassFile;
import vcpucheck.checker.engine.classfile.ClassFile.Code;
import vcpucheck.checker.engine.classfile.ClassFile.Handler;
import vcpucheck.checker.engine.classfile.ClassFile.Reference;
import vcpucheck.checker.engine.classfile.ClassFile.Signature;
import vcpucheck.checker.engine.classfile.Instructions;
import vcpucheck.checker.machine.value.CapturedState;

/**
 * Looks into the class files of code under test for what breaks its rules whatever an execution
 * happens to observe: clocks, randomness, threads, static state, and handlers that would swallow
 * the unwinding.
 *
 * <p>It begins at the methods that are on the stack when an operation is asked for, and follows
 * their calls and the lambdas that they make. Of a call through an interface it knows nothing, so
 * that running code twice is still needed.
 */
final class CodeRules {
  /** Calls that answer differently each time: a class and one of its methods, or a constructor. */
  private static final Set<String> UNPREDICTABLE =
      Set.of(
          "java/lang/Math.random",
          "java/lang/StrictMath.random",
          "java/lang/System.nanoTime",
          "java/lang/System.currentTimeMillis",
          "java/lang/System.identityHashCode",
          "java/lang/Thread.<init>",
          "java/lang/Thread.start",
          "java/lang/Thread.sleep",
          "java/lang/Runtime.freeMemory",
          "java/lang/Runtime.totalMemory",
          "java/util/UUID.randomUUID",
          "java/util/concurrent/ThreadLocalRandom.current",
          "java/security/SecureRandom.<init>",
          "java/time/Instant.now",
          "java/time/LocalDate.now",
          "java/time/LocalTime.now",
          "java/time/LocalDateTime.now",
          "java/time/ZonedDateTime.now",
          "java/time/OffsetDateTime.now",
          "java/time/OffsetTime.now",
          "java/time/Clock.systemUTC",
          "java/time/Clock.systemDefaultZone",
          "java/util/Calendar.getInstance",
          "java/util/Timer.<init>",
          "java/util/random/RandomGenerator.getDefault",
          "java/util/concurrent/ForkJoinPool.<init>",
          "java/util/concurrent/ForkJoinPool.commonPool",
          "java/util/concurrent/Executors.newCachedThreadPool",
          "java/util/concurrent/Executors.newFixedThreadPool",
          "java/util/concurrent/Executors.newScheduledThreadPool",
          "java/util/concurrent/Executors.newSingleThreadExecutor",
          "java/util/concurrent/Executors.newSingleThreadScheduledExecutor",
          "java/util/concurrent/Executors.newWorkStealingPool",
          "java/util/concurrent/CompletableFuture.runAsync",
          "java/util/concurrent/CompletableFuture.supplyAsync");

  /** Calls that do so if nothing is given to them, or nothing but a list. */
  private static final Set<String> UNSEEDED =
      Set.of(
          "java/util/Random.<init>",
          "java/util/SplittableRandom.<init>",
          "java/util/Date.<init>",
          "java/util/Collections.shuffle");

  private static final Set<String> NOTHING = Set.of("()", "(Ljava/util/List;)");

  /** Methods of streams and collections that use threads, whatever the class. */
  private static final Set<String> PARALLEL = Set.of("parallel", "parallelStream");

  /** Calls that are operations: classes of which all are, and single methods. */
  private static final Set<String> OPERATIONS =
      Set.of(
          "vcpucheck/checker/memory/IntCell",
          "vcpucheck/checker/memory/LongCell",
          "vcpucheck/checker/memory/RefCell",
          "vcpucheck/checker/memory/ValueCell",
          "vcpucheck/checker/memory/SpinLock",
          "vcpucheck/checker/memory/Slab.alloc",
          "vcpucheck/checker/memory/Slab.free",
          "vcpucheck/checker/memory/Memory.choose",
          "vcpucheck/checker/memory/Memory.fence");

  private static final Set<String> CATCHES_UNWINDING =
      Set.of("java/lang/Throwable", "java/lang/Error");

  /** A class file is read once, however many searches run its code. */
  private static final ClassValue<Optional<ClassFile>> FILES =
      new ClassValue<>() {
        @Override
        protected Optional<ClassFile> computeValue(Class<?> type) {
          return ClassFile.of(type);
        }
      };

  /** What static fields that the code reads refer to, as it was when they came to be known. */
  private final Map<Field, CapturedState> statics = new LinkedHashMap<>();

  private final Set<Method> seen = new HashSet<>();
  private final Set<Place> places = new HashSet<>();

  /** The numbers of the stacks that have been looked at. */
  private final Set<Long> stacks = new HashSet<>();

  /** What was found: a search may look ahead, and come to the same code again. */
  private Optional<String> problem = Optional.empty();

  private record Method(Class<?> type, Signature signature) {
    String text() {
      return type.getName() + "." + signature.name();
    }
  }

  private record Place(Method method, int instruction) {}

  /**
   * Checks the methods that are being executed.
   *
   * @param stack the {@linkplain CallStacks number} of their calls
   * @return one sentence, if one breaks a rule: what must hold, and what is there
   */
  Optional<String> problem(long stack) {
    if (problem.isEmpty() && stacks.add(stack)) {
      problem = problem();
    }
    return problem;
  }

  /**
   * What has changed of what the code reaches through static fields: "ArrayList.size()"; empty if
   * nothing has.
   */
  Optional<String> staticChange() {
    return statics.values().stream()
        .map(CapturedState::change)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> problem() {
    for (StackFrame frame : CallStacks.frames()) {
      Method method =
          new Method(
              frame.getDeclaringClass(),
              new Signature(frame.getMethodName(), frame.getDescriptor()));
      if (places.add(new Place(method, frame.getByteCodeIndex()))) {
        Optional<String> found = swallowing(method, frame).or(() -> unpredictable(method));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Code> code(Method method) {
    return file(method.type()).map(file -> file.methods().get(method.signature()));
  }

  static Optional<ClassFile> file(Class<?> type) {
    return FILES.get(type);
  }

  /** The source lines with operations of all methods seen: "File.java:12". */
  Stream<String> lines() {
    return seen.stream()
        .flatMap(method -> code(method).stream().flatMap(code -> lines(method.type(), code)));
  }

  private static Stream<String> lines(Class<?> type, Code code) {
    ClassFile file = file(type).orElseThrow();
    Stream.Builder<String> lines = Stream.builder();
    for (Instructions at = code.from(0); !at.hasEnded(); at.advance()) {
      if (at.isCall()
          && at.opcode() != Instructions.INVOKEDYNAMIC
          && isOperation(file.reference(at.constant()))) {
        lines.add(file.source() + ":" + code.line(at.position()));
      }
    }
    return lines.build();
  }

  private static boolean isOperation(Reference called) {
    return OPERATIONS.contains(called.owner())
        || OPERATIONS.contains(called.owner() + "." + called.name());
  }

  /** The C functions that the methods seen stand for. */
  Stream<String> functions() {
    return seen.stream()
        .flatMap(
            method -> SourceLocation.function(method.type(), method.signature().name()).stream());
  }

  // ---- handlers ----

  /** A handler around a place that would catch the unwinding there, and not throw it on. */
  private Optional<String> swallowing(Method method, StackFrame frame) {
    return code(method).stream()
        .flatMap(
            code ->
                code.calls(frame.getByteCodeIndex(), frame.getLineNumber()).stream()
                    .flatMap(place -> catchesUnwinding(code, place))
                    .filter(handler -> swallows(code, handler.handler())))
        .findFirst()
        .map(
            handler ->
                "code under test must let the checker unwind it: "
                    + method.text()
                    + (handler.type() == null
                        ? " returns from finally"
                        : " catches " + handler.type().replace('/', '.') + " and goes on")
                    + " around a memory operation; catch what is expected, such as"
                    + " RuntimeException, and return after finally");
  }

  private static Stream<Handler> catchesUnwinding(Code code, int place) {
    return code.handlers().stream()
        .filter(handler -> handler.from() <= place && place < handler.end())
        .filter(handler -> handler.type() == null || CATCHES_UNWINDING.contains(handler.type()));
  }

  /** Whether a handler, read down to where it leaves, leaves without throwing. */
  private static boolean swallows(Code code, int handler) {
    Instructions at = code.from(handler);
    while (!at.hasEnded()) {
      int opcode = at.opcode();
      if (opcode == Instructions.ATHROW) {
        return false;
      }
      boolean leaves = opcode >= Instructions.FIRST_RETURN && opcode <= Instructions.LAST_RETURN;
      boolean jumps = opcode == Instructions.GOTO;
      if (leaves || (jumps && at.jump() < 0)) {
        return true;
      }
      at = jumps ? code.from(at.position() + at.jump()) : at;
      if (!jumps) {
        at.advance();
      }
    }
    return false;
  }

  // ---- static fields ----

  private void remember(Method reader, Reference read) {
    for (Class<?> type = load(reader, read.owner());
        type != null && CallStacks.isOfModel(type);
        type = type.getSuperclass()) {
      Optional<Field> field =
          Stream.of(type.getDeclaredFields())
              .filter(one -> Modifier.isStatic(one.getModifiers()))
              .filter(one -> one.getName().equals(read.name()))
              .findFirst();
      if (field.isPresent()) {
        remember(field.get());
        return;
      }
    }
  }

  private void remember(Field field) {
    if (!field.getType().isPrimitive() && !statics.containsKey(field) && field.trySetAccessible()) {
      Object content = content(field);
      if (content != null) {
        statics.put(field, new CapturedState(List.of(content)));
      }
    }
  }

  /** Null also if the class cannot be initialised, which the code itself will come to. */
  private static @Nullable Object content(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError("checker bug: a field that is accessible is not", e);
    } catch (LinkageError e) {
      return null;
    }
  }

  // ---- calls ----

  /** What a method does, or one that it calls, that is not a function of what it observes. */
  private Optional<String> unpredictable(Method start) {
    ArrayDeque<Method> open = new ArrayDeque<>();
    if (seen.add(start)) {
      open.add(start);
    }
    while (!open.isEmpty()) {
      Method method = open.remove();
      Optional<Code> code = code(method);
      if (code.isPresent()) {
        Optional<String> problem = scan(method, code.get(), open);
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> scan(Method method, Code code, ArrayDeque<Method> open) {
    ClassFile file = file(method.type()).orElseThrow();
    for (Instructions at = code.from(0); !at.hasEnded(); at.advance()) {
      int opcode = at.opcode();
      if (opcode == Instructions.INVOKEDYNAMIC) {
        file.linked(at.constant()).forEach(body -> follow(method, body, open));
      } else if (at.isCall()) {
        Reference called = file.reference(at.constant());
        if (isUnpredictable(called)) {
          return Optional.of(
              "code under test must do the same when it observes the same: "
                  + method.text()
                  + " calls "
                  + called.owner().replace('/', '.')
                  + "."
                  + called.name().replace("<init>", "new")
                  + "; let Memory.choose decide, or pass the value in when the model is built");
        }
        follow(method, called, open);
      } else if (opcode == Instructions.PUTSTATIC
          && !method.signature().name().equals("<clinit>")) {
        Reference field = file.reference(at.constant());
        return Optional.of(
            "vCPUs share nothing and remember nothing but through the memory: "
                + method.text()
                + " writes the static field "
                + field.owner().replace('/', '.')
                + "."
                + field.name()
                + "; make it a cell");
      } else if (opcode == Instructions.GETSTATIC) {
        remember(method, file.reference(at.constant()));
      }
    }
    return Optional.empty();
  }

  private static boolean isUnpredictable(Reference called) {
    String name = called.owner() + "." + called.name();
    String given = called.descriptor().substring(0, called.descriptor().indexOf(')') + 1);
    return UNPREDICTABLE.contains(name)
        || (UNSEEDED.contains(name) && NOTHING.contains(given))
        || (PARALLEL.contains(called.name()) && called.owner().startsWith("java/util/"));
  }

  /** Goes on to a method that is called, where it is declared. */
  private void follow(Method from, Reference called, ArrayDeque<Method> open) {
    Signature signature = new Signature(called.name(), called.descriptor());
    for (Class<?> type = load(from, called.owner());
        type != null && CallStacks.isOfModel(type);
        type = type.getSuperclass()) {
      Method method = new Method(type, signature);
      if (code(method).isPresent()) {
        if (seen.add(method)) {
          open.add(method);
        }
        return;
      }
    }
  }

  private static @Nullable Class<?> load(Method from, String owner) {
    if (owner.startsWith("[") || owner.startsWith("java/")) {
      return null;
    }
    try {
      return Class.forName(owner.replace('/', '.'), false, from.type().getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
