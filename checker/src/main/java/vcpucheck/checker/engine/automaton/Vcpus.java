package vcpucheck.checker.engine.automaton;

import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import vcpucheck.checker.engine.classfile.Surroundings;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.state.NodeImages;
import vcpucheck.checker.machine.state.ValueMapper;
import vcpucheck.checker.machine.value.CapturedState;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;

/** The vCPUs of a program: vCPUs with one program share one automaton. */
public final class Vcpus {
  private final List<String> names = new ArrayList<>();
  private final List<Automaton> automata = new ArrayList<>();
  private final OperationTable[] tables;
  private final boolean[] isDaemon;
  private final int[] heads;
  private final CapturedState captured;
  private final Surroundings surroundings;

  /**
   * Makes the vCPUs of a program, each at its first operation.
   *
   * @param assertionsCount whether a failing {@code debugAssert} is a violation
   * @param isWatched whether it will be asked what their code has changed beside the memory
   */
  public Vcpus(
      SimulatedMemory memory, Program program, boolean assertionsCount, boolean isWatched) {
    captured = new CapturedState(program.vcpus().stream().map(Vcpu::step).toList());
    surroundings = new Surroundings(captured.types(), isWatched);
    for (Vcpu<?> vcpu : program.vcpus()) {
      names.add(vcpu.name());
      automata.add(
          automata.stream()
              .filter(known -> known.runs(vcpu))
              .findFirst()
              .orElseGet(() -> new Automaton(memory, vcpu, surroundings, assertionsCount)));
    }
    tables = automata.stream().map(Automaton::table).toArray(OperationTable[]::new);
    isDaemon = new boolean[tables.length];
    for (int vcpu = 0; vcpu < tables.length; vcpu++) {
      isDaemon[vcpu] = automata.get(vcpu).isDaemon();
    }
    heads = automata.stream().mapToInt(Automaton::start).toArray();
  }

  /**
   * Checks that code under test has changed nothing that it shares beside the memory.
   *
   * @throws ModelException if it has
   */
  public void requireUnchangedCaptures() {
    surroundings
        .change()
        .or(captured::change)
        .ifPresent(
            part -> {
              throw new ModelException(
                  "vCPUs share nothing and remember nothing but through the memory: code under test"
                      + " changes "
                      + part
                      + "; make it a cell, or part of the local state of a step or a loop");
            });
  }

  /**
   * Checks that code under test goes through nothing whose order differs from JVM to JVM.
   *
   * @throws ModelException if it may
   */
  public void requireOrder() {
    if (captured.isSalted() || surroundings.isSalted()) {
      distinct().stream()
          .map(
              automaton ->
                  automaton
                      .rules()
                      .orderProblem("has one made by Set.of or Map.of, or hashed by enums"))
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(
              sentence -> {
                throw new ModelException(sentence);
              });
    }
  }

  public int count() {
    return tables.length;
  }

  public List<String> names() {
    return names;
  }

  public String name(int vcpu) {
    return names.get(vcpu);
  }

  public Automaton automaton(int vcpu) {
    return automata.get(vcpu);
  }

  public OperationTable table(int vcpu) {
    return tables[vcpu];
  }

  public List<OperationTable> tables() {
    return List.of(tables);
  }

  /** The images of each vCPU's nodes under permutations of slots. */
  public List<NodeImages> images(ValueMapper mapper) {
    Map<Automaton, NodeImages> images = new HashMap<>();
    return automata.stream()
        .map(automaton -> images.computeIfAbsent(automaton, one -> new SlotImages(one, mapper)))
        .toList();
  }

  /** Each automaton once. */
  public List<Automaton> distinct() {
    return automata.stream().distinct().toList();
  }

  public int[] startNodes() {
    return heads.clone();
  }

  /** Whether a vCPU need not end. */
  public boolean isDaemon(int vcpu) {
    return isDaemon[vcpu];
  }

  /** Whether some vCPU need not end. */
  public boolean hasDaemons() {
    return distinct().stream().anyMatch(Automaton::isDaemon);
  }

  /** Whether a vCPU is a daemon, and at the first operation of its program at a node. */
  public boolean isHead(int vcpu, int node) {
    return isDaemon[vcpu] && node == heads[vcpu];
  }

  /**
   * Whether a vCPU is a daemon, and has finished a round of its program when it comes to a node: at
   * its head, unless a loop inside of the program leads there too.
   */
  public boolean finishesRound(int vcpu, int node) {
    Automaton automaton = automata.get(vcpu);
    return isHead(vcpu, node)
        && (node == OperationTable.END
            || !automaton.positions().isInLoop(automaton.position(node)));
  }

  /** Whether one of them may have to wait for another, as far as they have been unfolded. */
  public boolean mayWait() {
    return distinct().stream().anyMatch(Vcpus::mayWait);
  }

  private static boolean mayWait(Automaton automaton) {
    return IntStream.range(0, automaton.table().size())
        .anyMatch(node -> automaton.table().op(node).kind().waits());
  }

  /** Writes all that is known of the vCPUs. */
  public void describe(DataOutput out) throws IOException {
    describeNames(out);
    for (Automaton automaton : distinct()) {
      automaton.describe(out);
    }
  }

  /** Writes which vCPUs there are, and which of them run one program. */
  public void describeNames(DataOutput out) throws IOException {
    List<Automaton> distinct = distinct();
    for (int vcpu = 0; vcpu < count(); vcpu++) {
      out.writeChars(name(vcpu) + "\n");
      out.writeInt(distinct.indexOf(automaton(vcpu)));
      out.writeBoolean(isDaemon(vcpu));
    }
  }

  /** A search is over: what is unfolded from here on, to check it, is no part of it. */
  public void endSearch() {
    distinct().forEach(Automaton::endSearch);
  }

  /** How many nodes a search has come to in all automata, their common end counted once. */
  public int nodes() {
    return distinct().stream().mapToInt(automaton -> automaton.searchedNodes() - 1).sum() + 1;
  }
}
