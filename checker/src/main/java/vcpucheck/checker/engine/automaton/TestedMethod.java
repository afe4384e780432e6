package vcpucheck.checker.engine.automaton;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.classfile.ClassFile;
import vcpucheck.checker.engine.classfile.ClassFile.Code;
import vcpucheck.checker.engine.classfile.ClassFile.Handler;
import vcpucheck.checker.engine.classfile.ClassFile.Reference;
import vcpucheck.checker.engine.classfile.ClassFile.Signature;
import vcpucheck.checker.engine.classfile.Instructions;

/**
 * A method of code under test, and what its class file says that it does. There is one for each
 * method, whatever searches run it: what it says is the same for all of them, and read once.
 */
final class TestedMethod {
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

  private static final ClassValue<Methods> CLASSES =
      new ClassValue<>() {
        @Override
        protected Methods computeValue(Class<?> type) {
          return new Methods(type, ClassFile.of(type));
        }
      };

  private final Methods owner;
  private final Signature signature;
  private final @Nullable Code code;

  /** Null until they are asked for; two threads may read the same at the same time. */
  private volatile @Nullable Facts facts;

  private TestedMethod(Methods owner, Signature signature, @Nullable Code code) {
    this.owner = owner;
    this.signature = signature;
    this.code = code;
  }

  /**
   * What a method does.
   *
   * @param problem one sentence, if it breaks a rule; what is behind that is not looked at
   * @param statics the static fields that it reads and that refer to something
   * @param calls the methods of code under test that it calls, and the lambdas that it makes
   * @param lines the source lines with operations: "File.java:12"
   * @param handlers those that would catch the unwinding
   */
  private record Facts(
      Optional<String> problem,
      List<Field> statics,
      List<TestedMethod> calls,
      List<String> lines,
      List<Handler> handlers) {
    private static final Facts NONE =
        new Facts(Optional.empty(), List.of(), List.of(), List.of(), List.of());
  }

  /** The methods of a class. */
  private static final class Methods {
    private final Class<?> type;
    private final Optional<ClassFile> file;
    private final Map<Signature, TestedMethod> known = new ConcurrentHashMap<>();

    /** For each name, the method of the file that has it, if it is the only one. */
    private final Map<String, TestedMethod> byName = new HashMap<>();

    private final Set<String> overloaded = new HashSet<>();

    Methods(Class<?> type, Optional<ClassFile> file) {
      this.type = type;
      this.file = file;
      for (Signature signature : file.map(read -> read.methods().keySet()).orElse(Set.of())) {
        if (byName.put(signature.name(), get(signature)) != null) {
          overloaded.add(signature.name());
        }
      }
      byName.keySet().removeAll(overloaded);
    }

    Class<?> type() {
      return type;
    }

    TestedMethod get(Signature signature) {
      return known.computeIfAbsent(signature, fresh -> new TestedMethod(this, fresh, code(fresh)));
    }

    private @Nullable Code code(Signature signature) {
      return file.map(read -> read.methods().get(signature)).orElse(null);
    }

    boolean has(Signature signature) {
      return code(signature) != null;
    }

    /** A frame tells its descriptor slowly, so that it is asked only where the name says little. */
    TestedMethod get(StackFrame frame) {
      String name = frame.getMethodName();
      @Nullable TestedMethod only = byName.get(name);
      return only == null ? get(new Signature(name, frame.getDescriptor())) : only;
    }
  }

  /** The method that is being executed. */
  static TestedMethod of(StackFrame frame) {
    return CLASSES.get(frame.getDeclaringClass()).get(frame);
  }

  /** The names that several methods of a class have. */
  static Set<String> overloaded(Class<?> type) {
    return CLASSES.get(type).overloaded;
  }

  /** What it does, or one sentence: what must hold, and what is there. */
  Optional<String> problem() {
    return facts().problem();
  }

  /** The static fields that it reads, and that refer to something. */
  List<Field> statics() {
    return facts().statics();
  }

  /** The methods of code under test that it calls, and the lambdas that it makes. */
  List<TestedMethod> calls() {
    return facts().calls();
  }

  /** The source lines with operations: "File.java:12". */
  List<String> lines() {
    return facts().lines();
  }

  /** The C function that it stands for. */
  Optional<String> function() {
    return SourceLocation.function(owner.type(), signature.name());
  }

  private String text() {
    return owner.type().getName() + "." + signature.name();
  }

  private Facts facts() {
    @Nullable Facts known = facts;
    if (known == null) {
      known = code == null ? Facts.NONE : new Reader(code).read();
      facts = known;
    }
    return known;
  }

  // ---- handlers ----

  /** One sentence, if a handler around a place would catch the unwinding there, and go on. */
  Optional<String> swallowing(StackFrame place) {
    List<Handler> handlers = facts().handlers();
    if (code == null || handlers.isEmpty()) {
      return Optional.empty();
    }
    return code.calls(place.getByteCodeIndex(), place.getLineNumber()).stream()
        .flatMap(at -> handlers.stream().filter(handler -> isAround(handler, at)))
        .findFirst()
        .map(
            handler ->
                "code under test must let the checker unwind it: "
                    + text()
                    + (handler.type() == null
                        ? " returns from finally"
                        : " catches " + handler.type().replace('/', '.') + " and goes on")
                    + " around a memory operation; catch what is expected, such as"
                    + " RuntimeException, and return after finally");
  }

  private static boolean isAround(Handler handler, int place) {
    return handler.from() <= place && place < handler.end();
  }

  private static boolean catchesUnwinding(Handler handler) {
    return handler.type() == null || CATCHES_UNWINDING.contains(handler.type());
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

  // ---- what it does ----

  /** Reads the code. */
  private final class Reader {
    private final Code code;
    private final ClassFile file;
    private final List<Field> statics = new ArrayList<>();
    private final List<TestedMethod> calls = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    /** The constants that were looked at: many instructions refer to what others did. */
    private final BitSet known = new BitSet();

    Reader(Code code) {
      this.code = code;
      file = owner.file.orElseThrow();
    }

    Facts read() {
      Optional<String> problem = Optional.empty();
      for (Instructions at = code.from(0); !at.hasEnded() && problem.isEmpty(); at.advance()) {
        problem =
            switch (at.opcode()) {
              case Instructions.INVOKEDYNAMIC -> {
                file.linked(at.constant()).forEach(this::follow);
                yield problem;
              }
              case Instructions.PUTSTATIC -> write(file.reference(at.constant()));
              case Instructions.GETSTATIC -> read(at);
              default -> at.isCall() ? call(at) : problem;
            };
      }
      List<Handler> handlers =
          code.handlers().stream()
              .filter(handler -> catchesUnwinding(handler) && swallows(code, handler.handler()))
              .toList();
      return new Facts(problem, statics, calls, lines, handlers);
    }

    private boolean isKnown(int constant) {
      boolean isKnown = known.get(constant);
      known.set(constant);
      return isKnown;
    }

    private Optional<String> call(Instructions at) {
      Reference called = file.reference(at.constant());
      if (isOperation(called)) {
        lines.add(file.source() + ":" + code.line(at.position()));
      }
      if (isUnpredictable(called)) {
        return Optional.of(
            "code under test must do the same when it observes the same: "
                + text()
                + " calls "
                + called.owner().replace('/', '.')
                + "."
                + called.name().replace("<init>", "new")
                + "; let Memory.choose decide, or pass the value in when the model is built");
      }
      if (!isKnown(at.constant())) {
        follow(called);
      }
      return Optional.empty();
    }

    /** Notes a method that is called, where it is declared. */
    private void follow(Reference called) {
      Signature wanted = new Signature(called.name(), called.descriptor());
      for (Class<?> type = load(called.owner());
          type != null && CallStacks.isOfModel(type);
          type = type.getSuperclass()) {
        Methods methods = CLASSES.get(type);
        if (methods.has(wanted)) {
          calls.add(methods.get(wanted));
          return;
        }
      }
    }

    private Optional<String> write(Reference field) {
      return signature.name().equals("<clinit>")
          ? Optional.empty()
          : Optional.of(
              "vCPUs share nothing and remember nothing but through the memory: "
                  + text()
                  + " writes the static field "
                  + field.owner().replace('/', '.')
                  + "."
                  + field.name()
                  + "; make it a cell");
    }

    private Optional<String> read(Instructions at) {
      if (!isKnown(at.constant())) {
        Reference read = file.reference(at.constant());
        field(load(read.owner()), read.name())
            .filter(field -> !field.getType().isPrimitive() && field.trySetAccessible())
            .ifPresent(statics::add);
      }
      return Optional.empty();
    }

    private @Nullable Class<?> load(String name) {
      if (name.startsWith("[") || name.startsWith("java/")) {
        return null;
      }
      try {
        return Class.forName(name.replace('/', '.'), false, owner.type().getClassLoader());
      } catch (ClassNotFoundException | LinkageError e) {
        return null;
      }
    }
  }

  /** The static field of a class, or of one that it extends, if that is code under test. */
  private static Optional<Field> field(@Nullable Class<?> from, String name) {
    for (Class<?> type = from;
        type != null && CallStacks.isOfModel(type);
        type = type.getSuperclass()) {
      Optional<Field> field =
          Stream.of(type.getDeclaredFields())
              .filter(one -> Modifier.isStatic(one.getModifiers()))
              .filter(one -> one.getName().equals(name))
              .findFirst();
      if (field.isPresent()) {
        return field;
      }
    }
    return Optional.empty();
  }

  private static boolean isOperation(Reference called) {
    return called.owner().startsWith("vcpucheck/")
        && (OPERATIONS.contains(called.owner())
            || OPERATIONS.contains(called.owner() + "." + called.name()));
  }

  private static boolean isUnpredictable(Reference called) {
    if (!called.owner().startsWith("java/")) {
      return false;
    }
    String name = called.owner() + "." + called.name();
    String given = called.descriptor().substring(0, called.descriptor().indexOf(')') + 1);
    return UNPREDICTABLE.contains(name)
        || (UNSEEDED.contains(name) && NOTHING.contains(given))
        || (PARALLEL.contains(called.name()) && called.owner().startsWith("java/util/"));
  }
}
