package vcpucheck.checker.engine.property;

import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.automaton.SimulatedMemory;
import vcpucheck.checker.engine.automaton.StateReader;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Property;

/**
 * A predicate over states, unfolded lazily like a vCPU: a tree whose inner nodes name the variable
 * that the Java code reads next and branch on its code, and whose leaves say what is wrong. The
 * Java code runs once for each leaf.
 */
final class PredicateTree {
  private static final int UNKNOWN = -1;

  private final SimulatedMemory memory;
  private final MemoryMachine machine;
  private final String name;
  private final Property.Check check;
  private final List<@Nullable Failure> verdicts = new ArrayList<>();
  private final boolean[] reads;

  /** Whether it is asked once all is settled, and not whenever what it reads changes. */
  private final boolean mustBeSettled;

  private Consumer<int[]> listener = codes -> {};
  private int size = 1;
  private int[] variable = {UNKNOWN};
  private int[] leaf = {UNKNOWN};
  private int[][] children = new int[1][0];

  /**
   * Makes a predicate.
   *
   * @param reads where to note which variables are read, for each variable
   */
  PredicateTree(
      SimulatedMemory memory,
      MemoryMachine machine,
      String name,
      Property.Check check,
      boolean[] reads) {
    this.memory = memory;
    this.machine = machine;
    this.name = name;
    this.check = check;
    this.reads = reads;
    mustBeSettled = check instanceof Property.Settled && machine.mayForesee();
  }

  /** A superset of the variables that the predicate has ever read. */
  boolean[] reads() {
    return reads;
  }

  /**
   * Whether something may be wrong with the state that a transition leads to, if nothing is with
   * the one that it comes from. What had to wait until all was settled may be asked now.
   */
  boolean mayFail(Transitions transitions, int index) {
    return mustBeSettled
        ? machine.isSettled(transitions.states(), transitions.offset(index))
        : transitions.mayChange(index, reads);
  }

  /** The property's name. */
  String name() {
    return name;
  }

  /** How often the Java code has run. */
  int leaves() {
    return verdicts.size();
  }

  /**
   * What is wrong with a state; null if nothing is.
   *
   * @param mayRun whether the Java code may be run; if not, the answer may be {@link
   *     PropertyChecker#UNDECIDED}
   */
  @Nullable Failure evaluate(long[] states, int offset, boolean mayRun) {
    int node = 0;
    while (leaf[node] == UNKNOWN) {
      int child = child(node, states, offset);
      if (child == UNKNOWN) {
        return mayRun
            ? run(variable -> machine.code(states, offset, variable))
            : PropertyChecker.UNDECIDED;
      }
      node = child;
    }
    return verdicts.get(leaf[node]);
  }

  private int child(int node, long[] states, int offset) {
    if (variable[node] == UNKNOWN) {
      return UNKNOWN;
    }
    int code = machine.code(states, offset, variable[node]);
    return code < children[node].length ? children[node][code] : UNKNOWN;
  }

  /** Tells somebody, whenever the Java code has run from now on, the codes that it read. */
  void setListener(Consumer<int[]> newListener) {
    listener = newListener;
  }

  /** Runs the Java code again on codes that it had read. */
  void rerun(int[] codes) {
    Map<Integer, Integer> known = new HashMap<>();
    run(variable -> known.computeIfAbsent(variable, next -> codes[known.size()]));
  }

  /** Writes all that is known of the predicate. */
  void describe(DataOutput out) throws IOException {
    out.writeChars(name + "\n" + verdicts + "\n");
    for (int node = 0; node < size; node++) {
      out.writeInt(variable[node]);
      out.writeInt(leaf[node]);
    }
  }

  private @Nullable Failure run(IntUnaryOperator codes) {
    StateReader observation = new StateReader(memory.variables(), codes);
    List<Optional<String>> answer = new ArrayList<>();
    try {
      memory.with(observation, () -> answer.add(ask()));
    } finally {
      listener.accept(observation.read().stream().mapToInt(codes::applyAsInt).toArray());
    }
    @Nullable Failure failure =
        answer
            .get(0)
            .map(problem -> new Failure(name, problem + facts(observation.read(), codes)))
            .orElse(null);
    if (failure == null) {
      observation.tellApart("property " + name);
    }
    int node = 0;
    for (int read : observation.read()) {
      noteRead(read);
      node = grow(node, read, codes.applyAsInt(read));
    }
    verdicts.add(failure);
    leaf[node] = verdicts.size() - 1;
    return failure;
  }

  /**
   * Notes that a variable is read, and with it the same field of all slots: a state may come to be
   * represented by one in which it is another slot that is read.
   */
  private void noteRead(int read) {
    for (int variable : memory.variables().alike(read)) {
      reads[variable] = true;
    }
  }

  /** Whether the code finds something wrong with what a reader reads; that is not remembered. */
  boolean isWrong(StateReader reader) {
    List<Optional<String>> answer = new ArrayList<>();
    memory.with(reader, () -> answer.add(ask()));
    return answer.get(0).isPresent();
  }

  /** What the code has read in one run, and whether it found something wrong. */
  @FunctionalInterface
  interface PathVisitor {
    void visit(Map<Integer, Integer> codes, boolean isWrong);
  }

  /** Shows every run of the code. */
  void forEachPath(PathVisitor visitor) {
    forEachPath(0, new LinkedHashMap<>(), visitor);
  }

  private void forEachPath(int node, Map<Integer, Integer> codes, PathVisitor visitor) {
    if (leaf[node] != UNKNOWN) {
      visitor.visit(codes, verdicts.get(leaf[node]) != null);
      return;
    }
    for (int code = 0; code < children[node].length; code++) {
      if (children[node][code] != UNKNOWN) {
        codes.put(variable[node], code);
        forEachPath(children[node][code], codes, visitor);
        codes.remove(variable[node]);
      }
    }
  }

  /** Shows the decisions of every run of the code. */
  void show(DecisionVisitor visitor) {
    if (!verdicts.isEmpty()) {
      show(0, visitor);
    }
  }

  private void show(int node, DecisionVisitor visitor) {
    if (leaf[node] != UNKNOWN) {
      visitor.decide(verdicts.get(leaf[node]) != null);
      return;
    }
    visitor.begin(variable[node]);
    for (int code = 0; code < children[node].length; code++) {
      if (children[node][code] != UNKNOWN) {
        visitor.when(code);
        show(children[node][code], visitor);
      }
    }
    visitor.end();
  }

  private Optional<String> ask() {
    Optional<String> answer;
    try {
      answer = check.problem();
    } catch (ModelException e) {
      throw e;
    } catch (AssertionError e) {
      return Optional.of(Failure.ofAssertion(e));
    } catch (RuntimeException e) {
      throw new ModelException(
          "a property must have an answer in every state: property=" + name + ", thrown=" + e, e);
    }
    if (answer == null) {
      throw new ModelException(
          "a property must have an answer in every state: property="
              + name
              + ", answer=null; answer Optional.empty() if nothing is wrong");
    }
    return answer;
  }

  /** What a condition read, for it cannot say so itself: ": counter=1, done=0", or empty. */
  private String facts(Set<Integer> read, IntUnaryOperator codes) {
    if (!(check instanceof Property.Condition) || read.isEmpty()) {
      return "";
    }
    Variables variables = memory.variables();
    return read.stream()
        .map(
            variable ->
                variables.variable(variable).name()
                    + "="
                    + variables.text(
                        variable, variables.decode(variable, codes.applyAsInt(variable))))
        .collect(Collectors.joining(", ", ": ", ""));
  }

  private int grow(int node, int read, int code) {
    if (leaf[node] != UNKNOWN || (variable[node] != UNKNOWN && variable[node] != read)) {
      throw new ModelException(
          "a property must read the same when it has read the same: property="
              + name
              + ", variable="
              + memory.variables().variable(read).name());
    }
    variable[node] = read;
    int[] row = children[node];
    if (code >= row.length) {
      int known = row.length;
      row = Arrays.copyOf(row, Math.max(code + 1, known * 2));
      Arrays.fill(row, known, row.length, UNKNOWN);
      children[node] = row;
    }
    if (row[code] == UNKNOWN) {
      row[code] = add();
    }
    return row[code];
  }

  private int add() {
    if (size == variable.length) {
      variable = Arrays.copyOf(variable, size * 2);
      leaf = Arrays.copyOf(leaf, size * 2);
      children = Arrays.copyOf(children, size * 2);
    }
    variable[size] = UNKNOWN;
    leaf[size] = UNKNOWN;
    children[size] = new int[0];
    return size++;
  }
}
