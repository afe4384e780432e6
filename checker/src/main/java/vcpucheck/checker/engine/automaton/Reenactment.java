package vcpucheck.checker.engine.automaton;

import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.classfile.ModelMethod;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.model.ModelException;

/**
 * A run of a vCPU's whole code, from its first step on and through every scope, on given answers:
 * what an {@link Execution} skips because it is forgotten is run here too.
 */
public final class Reenactment implements OperationHandler {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final int DEEPEST = 256;
  private static final String LAMBDA = "lambda$";

  private final Automaton automaton;
  private final Script script;
  private boolean suspended;

  /** What answers the operations of a run. */
  @FunctionalInterface
  public interface Script {
    /**
     * Answers an operation. {@link Reenactment#place} says where it is asked for.
     *
     * @return its result: see {@link Op.Kind}; empty to end the run
     */
    OptionalLong answer(Op op);

    /** The body of a call begins, which is that of a C function, or a part of it. */
    default void begun() {}

    /** It has ended. {@link Reenactment#returning} says which function returns its result. */
    default void ended(@Nullable Object result) {}
  }

  /**
   * The calls by which code under test came to ask for an operation. Two places are equal if they
   * are the same instructions.
   *
   * @param frames innermost first, without those of the checker and of the JDK
   */
  public record Place(List<Frame> frames) {
    /** One call: where in which method; overloads differ in their types. */
    public record Frame(Class<?> type, String method, MethodType signature, int instruction) {
      static Frame of(StackFrame frame) {
        return new Frame(
            frame.getDeclaringClass(),
            frame.getMethodName(),
            frame.getMethodType(),
            frame.getByteCodeIndex());
      }

      /** The C function that the method models, or that in which it, a lambda, stands. */
      private Optional<String> function() {
        return ofMethod()
            .or(() -> Optional.ofNullable(type.getAnnotation(CFunction.class)))
            .map(CFunction::value);
      }

      private Optional<CFunction> ofMethod() {
        return Arrays.stream(type.getDeclaredMethods())
            .filter(this::isBodyOf)
            .map(declared -> declared.getAnnotation(CFunction.class))
            .flatMap(Stream::ofNullable)
            .findFirst();
      }

      /** The C function that the whole method models. */
      private Optional<String> wholeFunction() {
        return method.startsWith(LAMBDA) ? Optional.empty() : ofMethod().map(CFunction::value);
      }

      private boolean isBodyOf(Method declared) {
        return method.startsWith(LAMBDA)
            ? method.substring(LAMBDA.length(), method.lastIndexOf('$')).equals(declared.getName())
            : method.equals(declared.getName())
                && signature.parameterList().equals(List.of(declared.getParameterTypes()));
      }
    }

    public Place {
      frames = List.copyOf(frames);
    }

    /** The C functions that the calls model, outermost first; of equal neighbours, one. */
    public List<String> functions() {
      List<String> functions = new ArrayList<>();
      for (int at = frames.size() - 1; at >= 0; at--) {
        frames
            .get(at)
            .function()
            .filter(name -> !isLast(name, functions))
            .ifPresent(functions::add);
      }
      return functions;
    }

    private static boolean isLast(String name, List<String> names) {
      return !names.isEmpty() && names.get(names.size() - 1).equals(name);
    }

    /** The stack of the code that a reenactment runs. */
    static Place ofCaller() {
      return new Place(frames("perform").stream().map(Frame::of).toList());
    }

    /**
     * The C function that returns the result of the call that has ended. In one function of C there
     * may be several methods of its name: the outermost returns.
     */
    static Optional<String> returning(boolean isNull) {
      List<StackFrame> frames = frames("call");
      if (frames.isEmpty() || !ModelMethod.returnsResult(frames.get(0), isNull)) {
        return Optional.empty();
      }
      List<Frame> all = frames.stream().map(Frame::of).toList();
      List<String> around = new Place(all.subList(1, all.size())).functions();
      return all.get(0).wholeFunction().filter(name -> !isLast(name, around));
    }

    /** The calls of code under test around a method of the reenactment, the innermost first. */
    private static List<StackFrame> frames(String method) {
      return WALKER.walk(
          all ->
              all.dropWhile(frame -> !isReenactment(frame, method))
                  .takeWhile(frame -> !isReenactment(frame, "runSteps"))
                  .filter(frame -> !SourceLocation.isChecker(frame.getDeclaringClass()))
                  .limit(DEEPEST)
                  .toList());
    }

    private static boolean isReenactment(StackFrame frame, String method) {
      return frame.getDeclaringClass() == Reenactment.class && frame.getMethodName().equals(method);
    }
  }

  private Reenactment(Automaton automaton, Script script) {
    this.automaton = automaton;
    this.script = script;
  }

  /** Runs the code of an automaton until it ends, fails, or is not answered. */
  public static void run(Automaton automaton, Script script) {
    Reenactment run = new Reenactment(automaton, script);
    automaton.memory().with(run, run::runSteps);
  }

  /** Where the operation that is being answered is asked for. */
  public static Place place() {
    return Place.ofCaller();
  }

  /**
   * The C function that returns the result that {@link Script#ended} is being told; empty if that
   * is not known, or if it returns nothing.
   */
  public static Optional<String> returning(@Nullable Object result) {
    return Place.returning(result == null);
  }

  private void runSteps() {
    try {
      Optional<?> local = Optional.of(automaton.startOfProgram());
      while (local.isPresent() && !suspended) {
        local = automaton.step(local.get());
      }
    } catch (Suspended e) {
      /* the script has ended */
    } catch (ModelException e) {
      if (!suspended) {
        throw e;
      }
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      if (!suspended) {
        /* thrown by code under test: a failure of its own, or of answers that cannot be */
        script.answer(Op.END);
      }
    }
  }

  @Override
  public boolean assertionsCount() {
    return automaton.assertionsCount();
  }

  @Override
  public long perform(Op op) {
    if (suspended) {
      throw Suspended.INSTANCE;
    }
    OptionalLong result = script.answer(op);
    if (result.isEmpty()) {
      suspended = true;
      throw Suspended.INSTANCE;
    }
    return result.getAsLong();
  }

  @Override
  public <R extends @Nullable Object> R call(Supplier<R> body) {
    if (suspended) {
      throw Suspended.INSTANCE;
    }
    script.begun();
    R result = body.get();
    if (!suspended) {
      script.ended(result);
    }
    return result;
  }

  @Override
  public boolean decide(String decision, boolean way) {
    return automaton.weakened().decided(decision, way);
  }
}
