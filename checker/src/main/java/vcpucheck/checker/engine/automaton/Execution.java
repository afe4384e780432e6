package vcpucheck.checker.engine.automaton;

import com.google.common.base.Suppliers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OpText;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.value.InternTable;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.model.ModelException;

/**
 * One run of a vCPU's code along a path of positions, and beyond its end to the next operation.
 *
 * <p>Along the path every operation gets its recorded result, and a scope whose end is on the path
 * is not run at all: its recorded value is its result. Beyond the path the run grows the automaton:
 * it interns the positions it passes until it asks for an operation, fails, ends, or comes to a
 * position from which the code was run before.
 */
public final class Execution implements OperationHandler {
  /** What the end of the path is for. */
  public enum Purpose {
    /** Find the next operation and add it as a node. */
    EXPAND,
    /** Check that the next operation is the one recorded. */
    CHECK,
    /** Tell where in the source the next operation is asked for. */
    LOCATE
  }

  private static final int ZOMBIES = 1_000;
  private static final int PASSED = 10_000;

  /** Beyond so many nodes it is the same code again. */
  private static final int CHECKED_NODES = 20_000;

  private final Automaton automaton;
  private final Positions positions;
  private final InternTable values;
  private final int[] path;
  private final Purpose purpose;
  private final CallStacks.Scopes scopes = new CallStacks.Scopes();

  /** What is to be done at the ends of scopes, the innermost last. */
  private final Deque<List<Op>> late = new ArrayDeque<>();

  private int[] trail = new int[32];
  private int passed;
  private int cursor;
  private List<Integer> held = List.of();
  private boolean suspended;
  private int zombies;
  private @Nullable SourceLocation location;
  private @Nullable ModelException problem;

  /**
   * Prepares a run.
   *
   * @param path positions, each following from the one before; the first is a root
   */
  public Execution(Automaton automaton, int[] path, Purpose purpose) {
    this.automaton = automaton;
    this.positions = automaton.positions();
    this.values = automaton.memory().variables().values();
    this.path = path;
    this.purpose = purpose;
  }

  @Override
  public boolean assertionsCount() {
    return automaton.assertionsCount();
  }

  /** Where the operation at the end of the path is asked for; known after a run to locate it. */
  public Optional<SourceLocation> location() {
    return Optional.ofNullable(location);
  }

  /**
   * Runs.
   *
   * @throws ModelException if the code under test breaks the rules
   */
  public void run() {
    automaton.memory().with(this, this::runUntilSuspended);
    if (problem != null) {
      throw problem;
    }
  }

  private void runUntilSuspended() {
    consume();
    try {
      Object local = values.nonNull(positions.value(path[0]));
      while (true) {
        local = runStep(local);
      }
    } catch (Suspended | ModelException e) {
      if (!suspended) {
        problem = e instanceof ModelException broken ? broken : problem;
      }
    }
  }

  private Object runStep(Object local) {
    Optional<?> next =
        given(ended(() -> stepOrFail(local)), "a step", "a local state or Optional.empty()");
    if (!held.isEmpty()) {
      fail(
          BuiltInProperty.LOCK_DISCIPLINE, "a lock is still held when a step ends: " + lockNames());
    }
    if (next.isEmpty()) {
      end();
    }
    Object root = next.orElseThrow();
    come(Positions.NONE, Positions.Kind.ROOT, number(root));
    return root;
  }

  private Optional<?> stepOrFail(Object local) {
    try {
      return automaton.step(local);
    } catch (ModelException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      checkNotSuspended();
      if (e instanceof IllegalArgumentException misuse && SourceLocation.isThrownByChecker(e)) {
        throw misuse;
      }
      fail(BuiltInProperty.NO_EXCEPTION, "code under test threw " + Failure.text(e));
      throw e;
    }
  }

  /** What a step or an iteration of a loop answers. */
  private <T> T given(@Nullable T answer, String what, String wanted) {
    checkNotSuspended();
    if (answer == null) {
      throw raise(
          what + " must answer with " + wanted + ": vcpu=" + automaton.name() + ", answer=null");
    }
    return answer;
  }

  private void checkNotSuspended() {
    if (suspended) {
      throw raise(
          "code under test must let the checker unwind it: vcpu="
              + automaton.name()
              + " went on while it was unwound; do not catch Throwable or Error, do not return or"
              + " throw from finally");
    }
  }

  /** Remembers a problem, so that code under test cannot swallow it. */
  private ModelException raise(String message) {
    return raise(new ModelException(message));
  }

  ModelException raise(ModelException newProblem) {
    if (problem == null) {
      problem = newProblem;
    }
    suspended = true;
    return problem;
  }

  /** The number of a value that leaves a scope. */
  private int number(@Nullable Object value) {
    try {
      return values.number(value);
    } catch (ModelException e) {
      throw raise(e);
    }
  }

  // ---- operations ----

  @Override
  public long perform(Op asked) {
    if (suspended) {
      return unwindAgain();
    }
    WeakenedCode.Given given = automaton.weakened().given(asked, trail[passed - 1]);
    return switch (given.when()) {
      case NOW -> performNow(given.op());
      case IN_TWO_STEPS -> automaton.weakened().torn(given.op(), this::performNow);
      case LATE -> {
        late.getLast().add(given.op());
        yield 0;
      }
    };
  }

  private long performNow(Op op) {
    int position = trail[passed - 1];
    if (op.kind() == Op.Kind.UNLOCK && !held.contains(op.variable())) {
      return performNow(automaton.weakened().unlocked().orElseGet(() -> unlockFailure(op)));
    }
    if (cursor < path.length) {
      checkReplay(op, position);
      if (positions.kind(path[cursor]) != Positions.Kind.RESULT) {
        throw diverged(describe(op));
      }
      consume();
      return positions.value(path[cursor - 1]);
    }
    arrive(op, position);
    throw suspend();
  }

  /** Notes which way the code goes, if it has not gone there before, and says which. */
  @Override
  public boolean decide(String decision, boolean asked) {
    boolean way = automaton.weakened().decided(decision, asked);
    if (purpose == Purpose.EXPAND && cursor == path.length && !suspended) {
      long stack = automaton.stacks().number(scopes);
      int[] fresh = Arrays.copyOfRange(trail, path.length - 1, passed);
      automaton.sites().decide(positions.lastNode(path), fresh, decision, way, stack);
    }
    return way;
  }

  private long unwindAgain() {
    if (++zombies > ZOMBIES) {
      ModelException endless =
          raise(
              "code under test must let the checker unwind it: vcpu="
                  + automaton.name()
                  + " asks for operation after operation while it is unwound; do not catch"
                  + " Throwable or Error");
      if (zombies > 2 * ZOMBIES) {
        automaton.memory().abandon(endless);
      }
      throw endless;
    }
    throw new Suspended();
  }

  private void arrive(Op op, int position) {
    switch (purpose) {
      case EXPAND -> {
        long stack = automaton.stacks().number(scopes);
        Supplier<CallStacks.Frames> frames = Suppliers.memoize(CallStacks::frames);
        requireRules(stack, frames);
        automaton.sites().add(stack, frames);
        settle(automaton.addNode(position, op, passed));
      }
      case CHECK -> checkReplay(op, position);
      case LOCATE -> location = SourceLocation.ofCaller();
    }
  }

  /** Checks the code that asks for an operation, once for each place. */
  private void requireRules(long stack, Supplier<CallStacks.Frames> frames) {
    Optional<String> problem =
        automaton.table().size() < CHECKED_NODES
            ? automaton.rules().problem(stack, frames)
            : Optional.empty();
    if (problem.isPresent()) {
      throw raise(problem.get() + " (vcpu=" + automaton.name() + ")");
    }
  }

  private void checkReplay(Op op, int position) {
    int node = positions.node(position);
    Op recorded = automaton.table().op(node);
    boolean here = node != OperationTable.END && automaton.position(node) == position;
    if (!here || !recorded.is(op)) {
      throw raise(
          Divergence.ofCode(
              automaton.name(),
              describe(op) + SourceLocation.ofCaller().suffix(),
              here ? describe(recorded) : "nothing",
              positions.history(trail, passed, values)));
    }
  }

  private String describe(Op op) {
    Variables variables = automaton.memory().variables();
    boolean writesOperand = op.kind() == Op.Kind.STORE || op.kind() == Op.Kind.SWAP;
    return OpText.of(op, variables)
        + (writesOperand ? " = " + variables.text(op.variable(), op.a()) : "");
  }

  /** All positions passed since the end of the path lead to a node. */
  private void settle(int node) {
    for (int i = passed - 1; i >= 0 && isFresh(i); i--) {
      positions.setNode(trail[i], node);
    }
  }

  /** Whether a position passed is the end of the path, or behind it, and leads to no node yet. */
  private boolean isFresh(int at) {
    return at >= path.length - 1 && positions.node(trail[at]) == Positions.NONE;
  }

  private Suspended suspend() {
    suspended = true;
    return Suspended.INSTANCE;
  }

  private void end() {
    boolean isKnown = positions.node(trail[passed - 1]) == OperationTable.END;
    if (cursor < path.length || (purpose != Purpose.EXPAND && !isKnown)) {
      throw diverged("the program's end");
    }
    settle(OperationTable.END);
    throw suspend();
  }

  // ---- failures ----

  private void fail(BuiltInProperty property, String message) {
    perform(automaton.memory().failure(new Failure(property, message)));
  }

  private Op unlockFailure(Op op) {
    return automaton
        .memory()
        .failure(
            new Failure(
                BuiltInProperty.LOCK_DISCIPLINE,
                "a vCPU releases a lock that it does not hold: "
                    + automaton.memory().variables().variable(op.variable()).name()));
  }

  private String lockNames() {
    Variables variables = automaton.memory().variables();
    return held.stream().map(lock -> variables.variable(lock).name()).toList().toString();
  }

  // ---- scopes ----

  @Override
  public <R extends @Nullable Object> R call(Supplier<R> body) {
    if (suspended) {
      unwindAgain();
    }
    int enter = enter();
    if (isNext(Positions.Kind.EXIT, enter)) {
      return leaveByRecord();
    }
    R result = ended(() -> scopes.run(enter, body));
    come(enter, Positions.Kind.EXIT, number(result));
    return result;
  }

  <S, R extends @Nullable Object> R loop(S initial, Function<S, Iteration<S, R>> body) {
    if (suspended) {
      unwindAgain();
    }
    int enter = enter();
    if (isNext(Positions.Kind.EXIT, enter)) {
      return leaveByRecord();
    }
    S state = initial;
    if (isNext(Positions.Kind.HEAD, enter)) {
      state = leaveByRecord();
    } else {
      come(enter, Positions.Kind.HEAD, number(state));
    }
    while (true) {
      S begin = state;
      Iteration<S, R> iteration =
          given(
              ended(() -> scopes.run(enter, () -> body.apply(begin))),
              "an iteration of a loop",
              "Iteration.again or Iteration.done");
      if (iteration instanceof Iteration.Done<S, R> done) {
        come(enter, Positions.Kind.EXIT, number(done.result()));
        return done.result();
      }
      state = ((Iteration.Again<S, R>) iteration).state();
      come(enter, Positions.Kind.HEAD, number(state));
    }
  }

  /** Runs a scope, and at its end what it was to do late. */
  private <R extends @Nullable Object> R ended(Supplier<R> scope) {
    late.addLast(new ArrayList<>());
    try {
      R result = scope.get();
      checkNotSuspended();
      late.getLast().forEach(this::performNow);
      return result;
    } finally {
      late.removeLast();
    }
  }

  private int enter() {
    come(trail[passed - 1], Positions.Kind.ENTER, 0);
    return trail[passed - 1];
  }

  private boolean isNext(Positions.Kind kind, int parent) {
    return cursor < path.length
        && positions.kind(path[cursor]) == kind
        && positions.parent(path[cursor]) == parent;
  }

  /** Skips what was forgotten and goes on with the value that was kept. */
  // what left the scope before was of its type
  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
  private <R extends @Nullable Object> R leaveByRecord() {
    consume();
    return (R) values.object(positions.value(path[cursor - 1]));
  }

  // ---- positions ----

  /** Goes to a position that the code itself, and no operation, leads to. */
  private void come(int parent, Positions.Kind kind, long value) {
    if (cursor < path.length) {
      int next = path[cursor];
      if (positions.kind(next) != kind
          || positions.parent(next) != parent
          || positions.value(next) != value) {
        throw diverged(kind + " " + values.object(kind == Positions.Kind.ENTER ? 0 : value));
      }
      consume();
      return;
    }
    if (purpose != Purpose.EXPAND) {
      throw checkCome(parent, kind, value);
    }
    int position = positions.intern(parent, kind, value, held);
    checkLocks(position);
    int known = positions.node(position);
    if (known != Positions.NONE) {
      positions.merge(position, Arrays.copyOf(trail, passed));
      int[] fresh = Arrays.copyOfRange(trail, path.length - 1, passed);
      automaton.sites().goOnAt(fresh, position);
      settle(known);
      throw suspend();
    }
    checkProgress(position);
    pass(position);
  }

  /** Ends a check: where the code comes to now must go on like the end of the path. */
  private Suspended checkCome(int parent, Positions.Kind kind, long value) {
    int position = positions.find(parent, kind, value);
    if (position == Positions.NONE
        || positions.node(position) != positions.node(trail[passed - 1])) {
      throw diverged(kind + " " + values.object(kind == Positions.Kind.ENTER ? 0 : value));
    }
    checkLocks(position);
    return suspend();
  }

  private void checkLocks(int position) {
    if (!positions.locks(position).equals(held)) {
      throw raise(
          Divergence.ofLocks(
              automaton.name(), lockNames(), positions.history(trail, passed, values)));
    }
  }

  private void checkProgress(int position) {
    for (int i = passed - 1; i >= 0 && isFresh(i); i--) {
      if (trail[i] == position || passed - i > PASSED) {
        throw raise(
            "a loop must not come round without a memory operation: vcpu="
                + automaton.name()
                + ", history="
                + positions.history(trail, passed, values)
                + "; wait with await or lock, or change the loop state");
      }
    }
  }

  private void consume() {
    pass(path[cursor++]);
    held = positions.locks(path[cursor - 1]);
  }

  private void pass(int position) {
    if (passed == trail.length) {
      trail = Arrays.copyOf(trail, passed * 2);
    }
    trail[passed++] = position;
  }

  private ModelException diverged(String what) {
    return raise(
        Divergence.ofScope(automaton.name(), what, positions.history(trail, passed, values)));
  }
}
