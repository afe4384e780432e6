package vcpucheck.checker.engine.automaton;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import vcpucheck.checker.engine.classfile.Call;
import vcpucheck.checker.engine.classfile.ModelMethod;
import vcpucheck.checker.engine.classfile.OutsideCalls;
import vcpucheck.checker.engine.classfile.SaltedOrder;
import vcpucheck.checker.engine.classfile.Surroundings;

/**
 * Looks into the class files of code under test for what breaks its rules whatever an execution
 * happens to observe: clocks, randomness, threads, static state, and handlers that would swallow
 * the unwinding.
 *
 * <p>It begins at the methods that are on the stack when an operation is asked for, and follows
 * their calls and the lambdas that they make. A call through an interface leads to the objects that
 * vCPUs have captured; of others it knows nothing, so that running code twice is still needed.
 */
final class CodeRules {
  private final Surroundings surroundings;
  private final Set<ModelMethod> seen = new HashSet<>();

  /** For each method, the instructions that were found on a stack. */
  private final Map<ModelMethod, BitSet> places = new HashMap<>();

  /** Where handlers have been looked for, in code of libraries, too. */
  private final Map<ModelMethod, BitSet> unwound = new HashMap<>();

  /** The numbers of the stacks that have been looked at. */
  private final Set<Long> stacks = new HashSet<>();

  /** What all methods seen do with sets and maps. */
  private SaltedOrder order = SaltedOrder.NONE;

  /** Whether code that is captured has been looked at. */
  private boolean hasSeenQuiet;

  /** What was found: a search may look ahead, and come to the same code again. */
  private Optional<String> problem = Optional.empty();

  /**
   * Makes rules.
   *
   * @param surroundings told what the code reads
   */
  CodeRules(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Checks the methods that are being executed.
   *
   * @param stack the {@linkplain CallStacks number} of their calls
   * @param frames these calls; asked if the number is new
   * @return one sentence, if one breaks a rule: what must hold, and what is there
   */
  Optional<String> problem(long stack, Supplier<CallStacks.Frames> frames) {
    if (problem.isEmpty() && stacks.add(stack)) {
      problem = problem(frames.get());
    }
    return problem;
  }

  private Optional<String> problem(CallStacks.Frames stack) {
    for (StackFrame frame : stack.ofModel()) {
      ModelMethod method = ModelMethod.of(frame);
      if (add(places, method, frame)) {
        Optional<String> found = locking(method, frame).or(() -> unpredictable(method));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return swallowing(stack.all()).or(this::quietProblem).or(() -> order.problem());
  }

  private static boolean add(
      Map<ModelMethod, BitSet> places, ModelMethod method, StackFrame frame) {
    int place = frame.getByteCodeIndex() + 1; /* 0 in a native method */
    BitSet known = places.computeIfAbsent(method, fresh -> new BitSet());
    boolean isNew = !known.get(place);
    known.set(place);
    return isNew;
  }

  /** What is wrong with code that is captured, and never on the stack of an operation. */
  private Optional<String> quietProblem() {
    if (hasSeenQuiet) {
      return Optional.empty();
    }
    hasSeenQuiet = true;
    return surroundings
        .quietLambdas()
        .flatMap(
            lambda ->
                OutsideCalls.problem(lambda.body(), lambda.writer().text())
                    .or(() -> lambda.method().flatMap(this::unpredictable))
                    .stream())
        .findFirst();
  }

  /**
   * What is wrong with the order in which code goes through sets and maps.
   *
   * @param source where it has one from that has no order
   */
  Optional<String> orderProblem(String source) {
    return order.problem(source);
  }

  /** The source lines with operations of all methods seen: "File.java:12". */
  Stream<String> lines() {
    return seen.stream().flatMap(method -> method.lines().stream());
  }

  /** The C functions that the methods seen stand for. */
  Stream<String> functions() {
    return seen.stream()
        .flatMap(method -> SourceLocation.function(method.type(), method.name()).stream());
  }

  /** What of the calls that are being executed would not let the unwinding pass. */
  private Optional<String> swallowing(List<StackFrame> frames) {
    for (StackFrame frame : frames) {
      ModelMethod method = ModelMethod.of(frame);
      if (add(unwound, method, frame)) {
        Optional<String> obstacle = method.unwinding().obstacle(frame);
        if (obstacle.isPresent()) {
          return Optional.of(
              "code under test must let the checker unwind it: "
                  + method.text()
                  + " "
                  + obstacle.get()
                  + " around a memory operation; catch what is expected, such as"
                  + " RuntimeException, and return after finally");
        }
      }
    }
    return Optional.empty();
  }

  /** A lock of Java's that is held around a place, which no search knows of. */
  private static Optional<String> locking(ModelMethod method, StackFrame frame) {
    return method.isSynchronized() || method.unwinding().isInMonitor(frame)
        ? Optional.of(
            "vCPUs exclude one another through the memory alone: "
                + method.text()
                + " is synchronized around a memory operation; use Memory.spinLock")
        : Optional.empty();
  }

  /** What a method does, or one that it calls, that is not a function of what it observes. */
  private Optional<String> unpredictable(ModelMethod start) {
    ArrayDeque<ModelMethod> open = new ArrayDeque<>();
    if (seen.add(start)) {
      open.add(start);
    }
    while (!open.isEmpty()) {
      ModelMethod method = open.remove();
      if (method.problem().isPresent()) {
        return method.problem();
      }
      method.statics().forEach(surroundings::addRead);
      order = order.and(method.order());
      for (Call call : method.calls()) {
        call.method().filter(seen::add).ifPresent(open::add);
        for (ModelMethod one : surroundings.implementations(call)) {
          if (seen.add(one)) {
            open.add(one);
          }
        }
      }
    }
    return Optional.empty();
  }
}
