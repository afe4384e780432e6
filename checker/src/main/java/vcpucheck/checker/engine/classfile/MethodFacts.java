package vcpucheck.checker.engine.classfile;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.classfile.ClassFile.Code;
import vcpucheck.checker.engine.classfile.ClassFile.Reference;
import vcpucheck.checker.engine.classfile.ClassFile.Signature;

/**
 * What the instructions of a method say that it does, whatever model it is part of.
 *
 * @param problem one sentence, if it breaks a rule
 * @param statics the static fields of code under test that it reads and that refer to something
 * @param calls what it calls, and the bodies of lambdas that it makes
 * @param usesMemory whether it calls something of the memory
 * @param order what it does with sets and maps
 * @param lambdas those that it makes
 * @param lines the source lines with operations: "File.java:12"
 */
record MethodFacts(
    Optional<String> problem,
    List<Field> statics,
    List<Call> calls,
    boolean usesMemory,
    SaltedOrder order,
    List<Lambda> lambdas,
    List<String> lines) {
  static final MethodFacts NONE =
      new MethodFacts(
          Optional.empty(), List.of(), List.of(), false, SaltedOrder.NONE, List.of(), List.of());

  private static final Reference HASH_OF_ENUM = new Reference("java/lang/Enum", "hashCode", "()I");

  private static final Reference HASH_OF_IDENTITY =
      new Reference("java/lang/System", "identityHashCode", "(Ljava/lang/Object;)I");

  private static final String MEMORY = "vcpucheck/checker/memory/";

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

  static MethodFacts read(ModelMethod method, Code code, ClassFile file) {
    return new Reader(method, code, file).read();
  }

  /** Reads the code. */
  private static final class Reader {
    private final ModelMethod method;
    private final Code code;
    private final ClassFile file;
    private final List<Field> statics = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Lambda> lambdas = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    /** The constants that were looked at: many instructions refer to what others did. */
    private final BitSet known = new BitSet();

    private Optional<String> problem = Optional.empty();
    private boolean usesMemory;
    private SaltedOrder order = SaltedOrder.NONE;

    Reader(ModelMethod method, Code code, ClassFile file) {
      this.method = method;
      this.code = code;
      this.file = file;
    }

    MethodFacts read() {
      for (Instructions at = code.from(0); !at.hasEnded(); at.advance()) {
        switch (at.opcode()) {
          case Instructions.INVOKEDYNAMIC -> link(at);
          case Instructions.PUTSTATIC -> write(file.reference(at.constant()));
          case Instructions.GETSTATIC -> read(at);
          default -> {
            if (at.isCall()) {
              call(at);
            }
          }
        }
      }
      return new MethodFacts(problem, statics, calls, usesMemory, order, lambdas, lines);
    }

    private boolean isKnown(int constant) {
      boolean isKnown = known.get(constant);
      known.set(constant);
      return isKnown;
    }

    private void link(Instructions at) {
      Reference site = file.site(at.constant());
      for (Reference body : file.linked(at.constant())) {
        Call call = look(body);
        lambdas.add(new Lambda(method, body, call.method(), site));
        order = order.after(body, method);
        follow(body, call);
        if (site.name().equals("hashCode") && body.descriptor().startsWith("L")) {
          hashOfPart(body.descriptor());
        }
      }
    }

    /** A record's hash code, which is linked with its fields, asks for those of its parts. */
    private void hashOfPart(String descriptor) {
      String type = descriptor.substring(1, descriptor.length() - 1);
      Reference hash = new Reference(type, "hashCode", "()I");
      follow(hash, look(hash));
    }

    private void call(Instructions at) {
      Reference called = file.reference(at.constant());
      if (isOperation(called)) {
        lines.add(file.source() + ":" + code.line(at.position()));
      }
      order = order.after(called, method);
      if (!isKnown(at.constant())) {
        follow(called, look(called));
      }
    }

    private Call look(Reference called) {
      Signature wanted = new Signature(called.name(), called.descriptor());
      @Nullable Class<?> type = load(called.owner());
      boolean isOpen = type != null && Modifier.isAbstract(type.getModifiers());
      return new Call(ModelMethod.declared(type, wanted), isOpen ? type : null, wanted);
    }

    private void follow(Reference called, Call call) {
      problem = problem.or(() -> OutsideCalls.problem(hashed(called), method.text()));
      usesMemory |= called.owner().startsWith(MEMORY);
      if (call.method().isPresent() || call.open() != null) {
        calls.add(call);
      }
    }

    /** What a call is where it asks for the hash code of an identity; else the call. */
    private Reference hashed(Reference called) {
      if (!called.name().equals("hashCode") || !called.descriptor().equals("()I")) {
        return called;
      }
      @Nullable Class<?> type = load(called.owner());
      if (type == null) {
        return called;
      }
      return type.isEnum() ? HASH_OF_ENUM : isIdentity(type) ? HASH_OF_IDENTITY : called;
    }

    /** Whether a class that nothing extends has no hash code but that of identity. */
    private static boolean isIdentity(Class<?> type) {
      try {
        return Modifier.isFinal(type.getModifiers())
            && type.getMethod("hashCode").getDeclaringClass() == Object.class;
      } catch (NoSuchMethodException | LinkageError e) {
        return false;
      }
    }

    private void write(Reference field) {
      if (problem.isEmpty() && !method.name().equals("<clinit>")) {
        problem =
            Optional.of(
                "vCPUs share nothing and remember nothing but through the memory: "
                    + method.text()
                    + " writes the static field "
                    + field.owner().replace('/', '.')
                    + "."
                    + field.name()
                    + "; make it a cell");
      }
    }

    private void read(Instructions at) {
      if (!isKnown(at.constant())) {
        Reference read = file.reference(at.constant());
        field(load(read.owner()), read.name()).ifPresent(statics::add);
      }
    }

    /** A class that is referred to; null if there is none, or if it is an array's. */
    private @Nullable Class<?> load(String owner) {
      if (owner.startsWith("[")) {
        return null;
      }
      try {
        return Class.forName(owner.replace('/', '.'), false, method.type().getClassLoader());
      } catch (ClassNotFoundException | LinkageError e) {
        return null;
      }
    }
  }

  /** The static field of a class, or of one that it extends, if that is code under test. */
  private static Optional<Field> field(@Nullable Class<?> from, String name) {
    for (Class<?> type = from;
        type != null && ModelMethod.isOfModel(type);
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())
            && !field.getType().isPrimitive()
            && field.getName().equals(name)) {
          return Optional.of(field);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isOperation(Reference called) {
    return called.owner().startsWith(MEMORY)
        && (OPERATIONS.contains(called.owner())
            || OPERATIONS.contains(called.owner() + "." + called.name()));
  }
}
