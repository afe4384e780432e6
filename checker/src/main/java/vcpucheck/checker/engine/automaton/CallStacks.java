package vcpucheck.checker.engine.automaton;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.classfile.ModelMethod;

/**
 * The calls of code under test that are being executed when an automaton asks for an operation,
 * each known by a number.
 *
 * <p>A walk up the stack costs as much as the code that is under test. What is called around a
 * scope is a function of the position at which the scope begins, so it is walked over once for each
 * such position; after that a walk ends at the innermost scope.
 */
final class CallStacks {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  /** From an operation to the innermost scope around it there are about so many calls. */
  private static final int USUAL_DEPTH = 16;

  /** Leaves nothing out, so that it need not look at what each frame is. */
  private static final StackWalker COUNTER =
      StackWalker.getInstance(
          Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_REFLECT_FRAMES),
          USUAL_DEPTH);

  /** The number of the stack of a step, around all of its calls. */
  private static final long BOTTOM = 1;

  /** What a walk up the stack asks of each class again and again. */
  private static final ClassValue<Traits> TRAITS =
      new ClassValue<>() {
        @Override
        protected Traits computeValue(Class<?> type) {
          boolean isOfModel = ModelMethod.isOfModel(type);
          return new Traits(
              isOfModel,
              type.getClassLoader() == null || !SourceLocation.isChecker(type),
              type.getName().hashCode(),
              isOfModel ? ModelMethod.overloaded(type) : Set.of());
        }
      };

  /** The numbers of the stacks around scopes, by the positions at which they begin. */
  private final Map<Integer, Long> around = new HashMap<>();

  /**
   * A class as the stack shows it.
   *
   * @param isOfModel whether it is code under test
   * @param mayCatch whether it is that, or of a library
   * @param hash that of its name
   * @param overloaded names that several of its methods have
   */
  private record Traits(boolean isOfModel, boolean mayCatch, int hash, Set<String> overloaded) {}

  /**
   * Calls that are being executed, the innermost first.
   *
   * @param ofModel those of code under test
   * @param all these, and those of libraries between them
   */
  record Frames(List<StackFrame> ofModel, List<StackFrame> all) {}

  /**
   * The scopes that one execution is in, the innermost last; its frames part those of the model.
   */
  static final class Scopes {
    private int[] begins = new int[8];
    private int depth;

    /** Runs the body of a scope that begins at a position. */
    <R extends @Nullable Object> R run(int begin, Supplier<R> body) {
      if (depth == begins.length) {
        begins = Arrays.copyOf(begins, depth * 2);
      }
      begins[depth++] = begin;
      try {
        return body.get();
      } finally {
        depth--;
      }
    }
  }

  /** The calls that are being executed. */
  static Frames frames() {
    return WALKER.walk(CallStacks::frames);
  }

  private static Frames frames(Stream<StackFrame> walked) {
    Frames frames = new Frames(new ArrayList<>(), new ArrayList<>());
    for (Iterator<StackFrame> each = walked.iterator(); each.hasNext(); ) {
      StackFrame frame = each.next();
      if (frame.getDeclaringClass() == Automaton.class) {
        break;
      }
      Traits traits = TRAITS.get(frame.getDeclaringClass());
      if (traits.isOfModel()) {
        frames.ofModel().add(frame);
      }
      if (traits.mayCatch()) {
        frames.all().add(frame);
      }
    }
    return frames;
  }

  /**
   * A number for the calls that are being executed, the same for the same calls.
   *
   * @param scopes the scopes of the execution
   */
  long number(Scopes scopes) {
    return COUNTER.walk(frames -> number(frames, scopes));
  }

  private long number(Stream<StackFrame> frames, Scopes scopes) {
    // The calls around the outermost scope, then those within it around the next, and so on.
    long[] segments = new long[scopes.depth + 1];
    int segment = scopes.depth;
    int from = 0;
    long number = BOTTOM;
    for (Iterator<StackFrame> each = frames.iterator(); each.hasNext(); ) {
      StackFrame frame = each.next();
      Class<?> type = frame.getDeclaringClass();
      if (type == Automaton.class) {
        break;
      }
      if (type == Scopes.class) {
        Long known = around.get(scopes.begins[--segment]);
        if (known != null) {
          number = known;
          from = segment + 1;
          break;
        }
        continue;
      }
      Traits traits = TRAITS.get(type);
      if (traits.isOfModel()) {
        segments[segment] = mix(segments[segment], frame, traits);
      }
    }
    for (int inner = from; inner <= scopes.depth; inner++) {
      number = mix(number, segments[inner]);
      if (inner < scopes.depth) {
        around.put(scopes.begins[inner], number);
      }
    }
    return number;
  }

  /**
   * A frame tells its descriptor slowly, so it is left out where class, name and place say enough.
   */
  private static long mix(long number, StackFrame frame, Traits traits) {
    String name = frame.getMethodName();
    long mixed = mix(mix(number, traits.hash()), name.hashCode());
    mixed = mix(mixed, frame.getByteCodeIndex());
    return traits.overloaded().contains(name)
        ? mix(mixed, frame.getDescriptor().hashCode())
        : mixed;
  }

  private static long mix(long number, long more) {
    return Long.rotateLeft((number ^ more) * 0x9E3779B97F4A7C15L, Integer.SIZE - 1);
  }
}
