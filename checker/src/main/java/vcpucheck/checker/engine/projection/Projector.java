package vcpucheck.checker.engine.projection;

import java.util.Arrays;
import vcpucheck.checker.engine.automaton.Automaton;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.state.Slots;
import vcpucheck.checker.machine.state.ValueMapper;
import vcpucheck.checker.saturation.LocalViews;

/** Projects states on one vCPU, and on two. Used when all code has been unfolded. */
final class Projector {
  /** A slot that nobody in the view knows. */
  private static final int UNKNOWN = -1;

  private final TransitionSystem system;
  private final MemoryMachine machine;
  private final Variables variables;
  private final Slots slots;
  private final ShapeTable shapes;
  private final boolean isFine;

  /** For each vCPU, what it knows at its nodes, as far as it was asked. */
  private final NodeView[][] nodeViews;

  /** For each slot, its number in the view that is being made, and the slots by number. */
  private final int[] numbers;

  private final int[] known;
  private int knownCount;

  private final Fingerprint fingerprint = new Fingerprint();
  private long[] state = {};

  /**
   * Makes a projector.
   *
   * @param isFine whether shapes are fine, and it is told what the code has found
   */
  Projector(TransitionSystem system, boolean isFine) {
    this.system = system;
    this.isFine = isFine;
    machine = system.machine();
    variables = system.variables();
    slots = new Slots(variables);
    shapes = new ShapeTable(variables, new ValueMapper(variables, slots), isFine);
    numbers = new int[slots.count()];
    known = new int[slots.count()];
    int vcpus = system.vcpus().count();
    nodeViews = new NodeView[vcpus][];
    for (int vcpu = 0; vcpu < vcpus; vcpu++) {
      nodeViews[vcpu] = new NodeView[system.vcpus().table(vcpu).size()];
    }
  }

  /** Takes another state, which lasts until the next one is taken. */
  void take(long[] newState) {
    state = newState;
  }

  /** What one vCPU can tell of the state. */
  LocalViews.Id view(int vcpu) {
    begin();
    putNode(vcpu);
    putMemory(vcpu, vcpu);
    return fingerprint.id();
  }

  /** What two vCPUs, in this order, can tell of the state together. */
  LocalViews.Id view(int vcpu, int other) {
    begin();
    putNode(vcpu);
    putNode(other);
    putMemory(vcpu, other);
    return fingerprint.id();
  }

  private void begin() {
    fingerprint.clear();
    Arrays.fill(numbers, UNKNOWN);
    knownCount = 0;
  }

  // ---- what the code knows ----

  private void putNode(int vcpu) {
    NodeView view = nodeView(vcpu);
    fingerprint.put(view.place());
    if (isFine) {
      fingerprint.put(view.kept());
    }
    putSlots(view.slots());
    for (NodeView.Found found : view.found()) {
      if (isFine) {
        boolean isStill =
            found.variable() != Variables.NONE
                && machine.value(state, 0, found.variable()) == found.value();
        fingerprint.put(isStill ? found.key() : ~found.key());
      }
      putSlots(found.slots());
    }
    for (long lock : view.locks()) {
      fingerprint.put(lock);
    }
  }

  private NodeView nodeView(int vcpu) {
    int node = node(vcpu);
    NodeView view = nodeViews[vcpu][node];
    if (view == null) {
      view = NodeView.of(system.vcpus().automaton(vcpu), node, shapes);
      nodeViews[vcpu][node] = view;
    }
    return view;
  }

  private int node(int vcpu) {
    return machine.node(state, 0, vcpu);
  }

  /** Numbers slots as they come to be known. */
  private void putSlots(int[] all) {
    for (int slot : all) {
      if (numbers[slot] == UNKNOWN) {
        numbers[slot] = knownCount;
        known[knownCount++] = slot;
      }
      fingerprint.put(numbers[slot]);
    }
  }

  // ---- what memory shows ----

  /** What the operations find that the vCPUs want to do next, and whether slots are in use. */
  private void putMemory(int vcpu, int other) {
    putNext(vcpu, other, vcpu);
    if (other != vcpu) {
      putNext(vcpu, other, other);
    }
    for (int number = 0; isFine && number < knownCount; number++) {
      fingerprint.put(machine.value(state, 0, slots.life(known[number])));
    }
  }

  private void putNext(int vcpu, int other, int next) {
    int variable = system.vcpus().table(next).op(node(next)).variable();
    if (variable != Variables.NONE) {
      fingerprint.put(shown(variable, vcpu, other));
    }
  }

  /** What is in a variable. */
  private long shown(int variable, int vcpu, int other) {
    if (variables.variable(variable).type() == Variable.Type.LOCK) {
      return machine.value(state, 0, variable) == 0 ? 0 : holder(variable, vcpu, other);
    }
    int code = machine.code(state, 0, variable);
    Shape shape = shapes.known(variable, code);
    if (shape == null) {
      shape = shapes.of(variable, code, machine.value(state, 0, variable));
    }
    if (shape.isHandle() && numbers[shape.slots()[0]] == UNKNOWN) {
      return Shape.NOTHING;
    }
    long shown = shape.form();
    for (int slot : shape.slots()) {
      shown = shown * 31 + numbers[slot];
    }
    return shown;
  }

  /** Which of the view's vCPUs holds a lock, from 1; or one beyond if it is another. */
  private int holder(int lock, int vcpu, int other) {
    if (system.vcpus().automaton(vcpu).holds(node(vcpu), lock)) {
      return 1;
    }
    return system.vcpus().automaton(other).holds(node(other), lock) ? 2 : 3;
  }

  // ---- words ----

  /** Where a vCPU is, for people. */
  String place(int vcpu) {
    int node = node(vcpu);
    Automaton automaton = system.vcpus().automaton(vcpu);
    if (node == OperationTable.END) {
      return "at its end";
    }
    String line = automaton.sites().line(node);
    return automaton.sites().functions(node).stream()
        .findFirst()
        .map(function -> "in " + function + " (" + line + ")")
        .orElse("at " + line);
  }
}
