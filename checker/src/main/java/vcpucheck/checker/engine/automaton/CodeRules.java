package vcpucheck.checker.engine.automaton;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
  /** Whether it will be asked what has changed. */
  private final boolean watchesStatics;

  /** What static fields that the code reads refer to, as it was when they came to be known. */
  private final Map<Field, CapturedState> statics = new LinkedHashMap<>();

  private final Set<TestedMethod> seen = new HashSet<>();

  /** For each method, the instructions that were found on a stack. */
  private final Map<TestedMethod, BitSet> places = new HashMap<>();

  /** The numbers of the stacks that have been looked at. */
  private final Set<Long> stacks = new HashSet<>();

  /** What was found: a search may look ahead, and come to the same code again. */
  private Optional<String> problem = Optional.empty();

  CodeRules(boolean watchesStatics) {
    this.watchesStatics = watchesStatics;
  }

  /**
   * Checks the methods that are being executed.
   *
   * @param stack the {@linkplain CallStacks number} of their calls
   * @param frames these calls, the innermost first; asked if the number is new
   * @return one sentence, if one breaks a rule: what must hold, and what is there
   */
  Optional<String> problem(long stack, Supplier<List<StackFrame>> frames) {
    if (problem.isEmpty() && stacks.add(stack)) {
      problem = problem(frames.get());
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

  private Optional<String> problem(List<StackFrame> stack) {
    for (StackFrame frame : stack) {
      TestedMethod method = TestedMethod.of(frame);
      BitSet known = places.computeIfAbsent(method, fresh -> new BitSet());
      if (!known.get(frame.getByteCodeIndex())) {
        known.set(frame.getByteCodeIndex());
        Optional<String> found = method.swallowing(frame).or(() -> unpredictable(method));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** The source lines with operations of all methods seen: "File.java:12". */
  Stream<String> lines() {
    return seen.stream().flatMap(method -> method.lines().stream());
  }

  /** The C functions that the methods seen stand for. */
  Stream<String> functions() {
    return seen.stream().flatMap(method -> method.function().stream());
  }

  /** What a method does, or one that it calls, that is not a function of what it observes. */
  private Optional<String> unpredictable(TestedMethod start) {
    ArrayDeque<TestedMethod> open = new ArrayDeque<>();
    if (seen.add(start)) {
      open.add(start);
    }
    while (!open.isEmpty()) {
      TestedMethod method = open.remove();
      if (watchesStatics) {
        method.statics().forEach(this::remember);
      }
      if (method.problem().isPresent()) {
        return method.problem();
      }
      for (TestedMethod called : method.calls()) {
        if (seen.add(called)) {
          open.add(called);
        }
      }
    }
    return Optional.empty();
  }

  private void remember(Field field) {
    if (!statics.containsKey(field)) {
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
}
