package vcpucheck.checker.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/**
 * A generated program too large for the oracle, or endless: locks that are taken and released in
 * every order, structs that are published and freed under them or not, loops that wait.
 *
 * @param seed what it was generated from
 * @param programs each the steps of a program
 * @param vcpus which program each vCPU runs; those that run the same are interchangeable
 * @param check what an invariant reads
 * @param settings the rest
 */
record TangledModel(
    long seed,
    List<List<List<Tangle>>> programs,
    List<Integer> vcpus,
    Check check,
    Settings settings)
    implements Model {

  /** What an invariant or a property of the end reads, and in which order. */
  enum Check {
    NOTHING,
    /** Two cells: the second only if the first has a value. */
    CELLS,
    CELLS_AT_END,
    /** A lock, and a cell only if it is held. */
    LOCK,
    /** A pointer, and whether it points to something allocated. */
    POINTER
  }

  /** Parameters of a program. */
  record Settings(
      int slots,
      int allocationFailures,
      Slab.Reuse reuse,
      boolean noDataRace,
      boolean noLeak,
      boolean noLivelock,
      boolean lockFree,
      int daemon,
      boolean sometimes,
      boolean noStuck) {
    /** The program of daemons, or none. */
    static final int NO_DAEMON = -1;
  }

  /** The struct that is published and freed. */
  record Node(IntCell data, SpinLock lock) {
    static Node in(Cells cells) {
      return new Node(cells.intCell("data", 0), cells.spinLock("lock"));
    }

    @Override
    public String toString() {
      return "node";
    }
  }

  /** What every vCPU shares. */
  record Shared(
      Memory memory,
      List<IntCell> cells,
      List<SpinLock> locks,
      List<RefCell<Node>> pointers,
      Slab<Node> slab,
      List<IntCell> outputs) {}

  /** The local state between steps. */
  record Local(int step, Tangle.Registers registers) {}

  private static final Local START = new Local(0, Tangle.Registers.EMPTY);

  /** Whether a store of fingerprints does not suffice to check it. */
  boolean needsWholeStates() {
    return settings.noStuck() || (settings.lockFree() && settings.daemon() != Settings.NO_DAEMON);
  }

  @Override
  public Program build(Memory memory) {
    Shared shared = share(memory);
    List<Vcpu.Step<Local>> code = new ArrayList<>();
    for (List<List<Tangle>> steps : programs) {
      int output = code.size();
      code.add(local -> run(steps, output, shared, local));
    }
    List<Vcpu<?>> all = new ArrayList<>();
    for (int program : vcpus) {
      Vcpu<?> vcpu = new Vcpu<>("vcpu" + all.size(), START, code.get(program));
      all.add(program == settings.daemon() ? vcpu.asDaemon() : vcpu);
    }
    return new Program(all, properties(shared), settings.allocationFailures());
  }

  private Shared share(Memory memory) {
    return new Shared(
        memory,
        Stream.of("x", "y", "z", "anybodys", "own0", "own1", "own2")
            .map(name -> memory.intCell(name, 0))
            .toList(),
        List.of(memory.spinLock("l"), memory.spinLock("m"), memory.spinLock("n")),
        List.of(memory.refCell("p"), memory.refCell("q")),
        memory.slab("node", settings.slots(), settings.reuse(), Node::in),
        programs.stream()
            .map(steps -> memory.intCell("out" + programs.indexOf(steps), 0))
            .toList());
  }

  private Optional<Local> run(List<List<Tangle>> steps, int output, Shared shared, Local local) {
    Tangle.Registers after = Tangle.runAll(steps.get(local.step()), shared, local.registers());
    int next = local.step() + 1;
    if (next < steps.size()) {
      return Optional.of(new Local(next, after));
    }
    if (output == settings.daemon()) {
      shared.outputs().get(output).set(after.sum(), Access.OPAQUE);
      return Optional.of(START);
    }
    shared.outputs().get(output).add(after.sum(), Access.OPAQUE);
    return Optional.empty();
  }

  private List<Property> properties(Shared shared) {
    List<Property> properties = new ArrayList<>();
    switch (check) {
      case NOTHING -> {}
      case CELLS -> properties.add(Property.always("cells", () -> cells(shared)));
      case CELLS_AT_END -> properties.add(Property.atEnd("cells", () -> cells(shared)));
      case LOCK ->
          properties.add(
              Property.always(
                  "lock",
                  () ->
                      wrong(
                          shared.locks().get(0).isLocked()
                              && shared.cells().get(0).get(Access.PLAIN) == 1)));
      case POINTER -> properties.add(Property.always("pointer", () -> pointer(shared)));
    }
    if (settings.noDataRace()) {
      properties.add(Property.noDataRace());
    }
    if (settings.noLeak()) {
      properties.add(Property.noLeak(shared.slab()));
    }
    if (settings.noLivelock()) {
      properties.add(Property.noLivelock());
    }
    if (settings.lockFree()) {
      properties.add(Property.lockFree());
    }
    if (settings.sometimes()) {
      properties.add(Property.sometimes("sometimes", () -> meets(shared)));
    }
    if (settings.noStuck()) {
      properties.add(Property.noStuckVcpu());
    }
    return properties;
  }

  private static Optional<String> cells(Shared shared) {
    return wrong(
        shared.cells().get(0).get(Access.PLAIN) == 2
            && shared.cells().get(1).get(Access.PLAIN) == 0);
  }

  /** Whether a struct is published while what the program ends with is not decided. */
  private static boolean meets(Shared shared) {
    return shared.cells().get(1).get(Access.PLAIN) == 1
        && (shared.pointers().get(1).get(Access.PLAIN) != null || shared.locks().get(1).isLocked());
  }

  private static Optional<String> pointer(Shared shared) {
    Node node = shared.pointers().get(1).get(Access.PLAIN);
    return wrong(node != null && !shared.slab().isAllocated(node));
  }

  private static Optional<String> wrong(boolean isWrong) {
    return isWrong ? Optional.of("wrong") : Optional.empty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("seed " + seed + ", " + check + ", " + settings + "\n");
    text.append("vcpus run ").append(vcpus).append('\n');
    for (List<List<Tangle>> steps : programs) {
      text.append("program\n");
      for (List<Tangle> step : steps) {
        text.append("  step\n");
        step.forEach(statement -> text.append("    ").append(statement).append('\n'));
      }
    }
    return text.toString();
  }
}
