package vcpucheck.checker.engine.classfile;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.classfile.ClassFile.Code;
import vcpucheck.checker.engine.classfile.ClassFile.Handler;

/** Whether an error that is thrown at a place of a method, and is none of its own, gets out. */
public final class Unwinding {
  private static final Set<String> CATCHES_ERRORS =
      Set.of("java/lang/Throwable", "java/lang/Error");

  private final @Nullable Code code;
  private final List<Guard> guards;

  /**
   * A handler that catches errors.
   *
   * @param throwsOn whether it always throws what it has caught
   * @param isOfMonitor whether it releases the lock of a synchronized statement first
   */
  private record Guard(Handler handler, boolean throwsOn, boolean isOfMonitor) {
    boolean isAround(int place) {
      return handler.from() <= place && place < handler.end();
    }
  }

  /** Reads the handlers of a method. */
  Unwinding(@Nullable Code code) {
    this.code = code;
    guards =
        code == null
            ? List.of()
            : code.handlers().stream()
                .filter(one -> one.type() == null || CATCHES_ERRORS.contains(one.type()))
                .map(
                    one ->
                        new Guard(
                            one, throwsOn(code, one.handler()), isOfMonitor(code, one.handler())))
                .toList();
  }

  /**
   * What would hold an error back that is thrown at a call.
   *
   * @param place the call, in the code that runs
   * @return a predicate: "catches java.lang.Throwable and goes on"
   */
  public Optional<String> obstacle(StackFrame place) {
    return around(place)
        .filter(guard -> !guard.throwsOn())
        .findFirst()
        .map(Guard::handler)
        .map(
            handler ->
                handler.type() == null
                    ? "returns from finally"
                    : "catches " + handler.type().replace('/', '.') + " and goes on");
  }

  /** Whether a call is in a synchronized statement, whose handler releases the lock first. */
  public boolean isInMonitor(StackFrame place) {
    return around(place).anyMatch(Guard::isOfMonitor);
  }

  /* A frame tells its line slowly. */
  private Stream<Guard> around(StackFrame place) {
    return code == null || guards.isEmpty()
        ? Stream.empty()
        : code.calls(place.getByteCodeIndex(), place.getLineNumber()).stream()
            .flatMap(at -> guards.stream().filter(guard -> guard.isAround(at)));
  }

  private static boolean isOfMonitor(Code code, int handler) {
    Instructions at = code.from(handler);
    at.advance();
    at.advance();
    return !at.hasEnded() && at.opcode() == Instructions.MONITOREXIT;
  }

  /** Whether each way from a handler ends by throwing what was caught. */
  private static boolean throwsOn(Code code, int handler) {
    NavigableSet<Integer> reached = reached(code, handler);
    if (reached.first() < handler) {
      return false;
    }
    Set<Integer> stored = new HashSet<>();
    int before = -1;
    boolean isThrown = false;
    for (int position : reached) {
      Instructions at = code.from(position);
      if (at.isReturn()) {
        return false;
      }
      if (at.opcode() == Instructions.ATHROW) {
        boolean isCaught = position == handler || (before >= 0 && !stored.contains(before));
        if (!isCaught) {
          return false;
        }
        isThrown = true;
      }
      if (position != handler && at.stored() >= 0) {
        stored.add(at.stored());
      }
      before = at.loaded();
    }
    return isThrown;
  }

  /** The instructions that may be executed from a handler on, unless another one takes over. */
  private static NavigableSet<Integer> reached(Code code, int handler) {
    NavigableSet<Integer> reached = new TreeSet<>();
    ArrayDeque<Integer> open = new ArrayDeque<>();
    open.add(handler);
    while (!open.isEmpty()) {
      Instructions at = code.from(open.remove());
      if (at.hasEnded() || !reached.add(at.position())) {
        continue;
      }
      open.addAll(at.targets());
      if (at.goesOn()) {
        at.advance();
        open.add(at.position());
      }
    }
    return reached;
  }
}
