package vcpucheck.checker.engine.classfile;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.classfile.ClassFile.Code;
import vcpucheck.checker.engine.classfile.ClassFile.Signature;

/**
 * A method of code under test, or of a library that calls it back, and what its class file says
 * that it does. There is one for each method, whatever searches run it: what it says is the same
 * for all of them, and read once.
 */
public final class ModelMethod {
  /** Of so many methods it is asked at most what they reach. */
  private static final int MOST_METHODS = 2_000;

  /** What code under test runs on, and libraries that the checker brings with it. */
  private static final List<String> NOT_OF_MODEL =
      List.of(
          "vcpucheck.checker.engine.",
          "vcpucheck.checker.machine.",
          "vcpucheck.checker.memory.",
          "vcpucheck.checker.model.",
          "com.google.common.");

  /** How the descriptor of a method ends whose result is always null. */
  private static final String NOTHING = ")Ljava/lang/Void;";

  private static final ClassValue<Methods> CLASSES =
      new ClassValue<>() {
        @Override
        protected Methods computeValue(Class<?> type) {
          return new Methods(type, ClassFile.of(type));
        }
      };

  private static final ClassValue<Boolean> OF_MODEL =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return type.getClassLoader() != null
              && NOT_OF_MODEL.stream().noneMatch(type.getName()::startsWith);
        }
      };

  private final Methods owner;
  private final Signature signature;
  private final @Nullable Code code;

  /** Null until they are asked for; two threads may read the same at the same time. */
  private volatile @Nullable MethodFacts facts;

  private volatile @Nullable Unwinding unwinding;

  private ModelMethod(Methods owner, Signature signature, @Nullable Code code) {
    this.owner = owner;
    this.signature = signature;
    this.code = code;
  }

  /** The methods of a class. */
  private static final class Methods {
    private final Class<?> type;
    private final Optional<ClassFile> file;
    private final Map<Signature, ModelMethod> known = new ConcurrentHashMap<>();

    /** For each name, the method of the file that has it, if it is the only one. */
    private final Map<String, ModelMethod> byName = new HashMap<>();

    private final Set<String> overloaded = new HashSet<>();

    Methods(Class<?> type, Optional<ClassFile> file) {
      this.type = type;
      this.file = file;
      for (Signature signature : signatures()) {
        if (byName.put(signature.name(), get(signature)) != null) {
          overloaded.add(signature.name());
        }
      }
      byName.keySet().removeAll(overloaded);
    }

    Set<Signature> signatures() {
      return file.map(read -> read.methods().keySet()).orElse(Set.of());
    }

    ModelMethod get(Signature signature) {
      return known.computeIfAbsent(signature, fresh -> new ModelMethod(this, fresh, code(fresh)));
    }

    private @Nullable Code code(Signature signature) {
      return file.map(read -> read.methods().get(signature)).orElse(null);
    }

    /** A frame tells its descriptor slowly, so that it is asked only where the name says little. */
    ModelMethod get(StackFrame frame) {
      String name = frame.getMethodName();
      @Nullable ModelMethod only = byName.get(name);
      return only == null ? get(new Signature(name, frame.getDescriptor())) : only;
    }
  }

  /** The method that is being executed. */
  public static ModelMethod of(StackFrame frame) {
    return CLASSES.get(frame.getDeclaringClass()).get(frame);
  }

  /**
   * Whether a method, which is in the middle of {@link vcpucheck.checker.memory.Memory#call},
   * returns what that gives.
   *
   * @param isNull whether that is null, which of a Void says nothing
   */
  public static boolean returnsResult(StackFrame frame, boolean isNull) {
    ModelMethod method = of(frame);
    @Nullable Code code = method.code;
    if (code == null || (isNull && method.signature.descriptor().endsWith(NOTHING))) {
      return false;
    }
    List<Integer> calls =
        code.calls(frame.getByteCodeIndex(), frame.getLineNumber()).stream()
            .filter(at -> code.called(at).name().equals("call"))
            .toList();
    return !calls.isEmpty() && calls.stream().allMatch(code::isReturned);
  }

  /** The methods of a class that have code. */
  static List<ModelMethod> all(Class<?> type) {
    Methods methods = CLASSES.get(type);
    return methods.signatures().stream().map(methods::get).toList();
  }

  /**
   * The method that a class has or inherits, where it is declared; empty if that is none of code
   * under test.
   */
  static Optional<ModelMethod> declared(@Nullable Class<?> type, Signature wanted) {
    for (Class<?> at = type; at != null && isOfModel(at); at = at.getSuperclass()) {
      Methods methods = CLASSES.get(at);
      if (methods.code(wanted) != null) {
        return Optional.of(methods.get(wanted));
      }
    }
    return Optional.empty();
  }

  /** Whether a class is code under test. */
  public static boolean isOfModel(Class<?> type) {
    return OF_MODEL.get(type);
  }

  /** The names that several methods of a class have. */
  public static Set<String> overloaded(Class<?> type) {
    return CLASSES.get(type).overloaded;
  }

  public Class<?> type() {
    return owner.type;
  }

  public String name() {
    return signature.name();
  }

  /** How messages name it. */
  public String text() {
    return type().getName() + "." + name();
  }

  /** Whether it holds the lock of its object or class. */
  public boolean isSynchronized() {
    return code != null && code.isSynchronized();
  }

  /** What would hold an error back that is thrown in it. */
  public Unwinding unwinding() {
    @Nullable Unwinding known = unwinding;
    if (known == null) {
      known = new Unwinding(code);
      unwinding = known;
    }
    return known;
  }

  /** What it does that code under test must not: one sentence. */
  public Optional<String> problem() {
    return facts().problem();
  }

  /** The static fields of code under test that it reads, and that refer to something. */
  public List<Field> statics() {
    return facts().statics();
  }

  /** The methods that it calls, and the lambdas that it makes. */
  public List<Call> calls() {
    return facts().calls();
  }

  /** Which sets and maps it makes, and whether it iterates over some. */
  public SaltedOrder order() {
    return facts().order();
  }

  /** The source lines with operations: "File.java:12". */
  public List<String> lines() {
    return facts().lines();
  }

  /** The lambdas that are written in it. */
  List<Lambda> lambdas() {
    return facts().lambdas();
  }

  /** Whether it, or a method that it calls, may ask for an operation of the memory. */
  boolean mayOperate() {
    return reachable(List.of(this)).stream().anyMatch(method -> method.facts().usesMemory());
  }

  /** Methods and those that they call, as far as there are not too many. */
  static Set<ModelMethod> reachable(Collection<ModelMethod> starts) {
    Set<ModelMethod> reached = new LinkedHashSet<>(starts);
    ArrayDeque<ModelMethod> open = new ArrayDeque<>(reached);
    while (!open.isEmpty() && reached.size() < MOST_METHODS) {
      for (Call call : open.remove().calls()) {
        call.method().filter(reached::add).ifPresent(open::add);
      }
    }
    return reached;
  }

  private MethodFacts facts() {
    @Nullable MethodFacts known = facts;
    if (known == null) {
      known =
          code == null ? MethodFacts.NONE : MethodFacts.read(this, code, owner.file.orElseThrow());
      facts = known;
    }
    return known;
  }
}
