package vcpucheck.checker.engine.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.automaton.Automaton;
import vcpucheck.checker.engine.automaton.Execution;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.automaton.OpText;
import vcpucheck.checker.engine.automaton.SimulatedMemory;
import vcpucheck.checker.engine.automaton.SourceLocation;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.Layout;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Op;
import vcpucheck.checker.machine.OperationTable;
import vcpucheck.checker.machine.Semantics;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.Variables;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;

/** Walks one schedule from the start, step by step, and tells what happens. */
public final class ScheduleWalk {
  private final SimulatedMemory memory;
  private final MemoryMachine machine;
  private final Vcpus vcpus;
  private final PropertyChecker properties;
  private final Transitions transitions = new Transitions();
  private final List<Step> steps = new ArrayList<>();
  private final List<Schedule.Choice> taken = new ArrayList<>();
  private long[] state;
  private int preemptions;
  private int last = -1;
  private @Nullable Failure failure;

  public ScheduleWalk(TransitionSystem system) {
    memory = system.memory();
    machine = system.machine();
    vcpus = system.vcpus();
    properties = system.properties();
    state = machine.start();
    failure = properties.start(state);
    expand();
  }

  private void expand() {
    machine.expand(state, 0, transitions);
    while (machine.codec().isTooNarrow()) {
      Layout.Relocation relocation = machine.codec().widen();
      state = relocation.copy(state);
      machine.expand(state, 0, transitions);
    }
    if (failure == null && (transitions.count() == 0 || machine.isHanging(state, 0))) {
      failure = properties.stuck(state);
    }
  }

  /** What is wrong with the state that the walk has come to. */
  public Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /** The steps taken so far. */
  public Schedule schedule() {
    return new Schedule(taken);
  }

  /** The state that the walk has come to, in the current layout. */
  long[] state() {
    return state;
  }

  /** What happened so far. */
  public List<Step> steps() {
    return steps;
  }

  /** How often the walk left a vCPU that could have gone on. */
  public int preemptions() {
    return preemptions;
  }

  /** What a vCPU wants to do next: as in {@link Step#operation}. */
  String next(Schedule.Choice choice) {
    String own = machine.ownStep(state, 0, choice.vcpu(), choice.alternative());
    if (!own.isEmpty()) {
      return own;
    }
    Op op = vcpus.table(choice.vcpu()).op(machine.node(state, 0, choice.vcpu()));
    return OpText.of(op, memory.variables());
  }

  /**
   * Takes one step.
   *
   * @return false if that step is not possible here; then nothing has changed
   */
  public boolean take(Schedule.Choice choice) {
    int index = find(choice);
    if (index < 0) {
      return false;
    }
    int vcpu = choice.vcpu();
    if (last >= 0 && last != vcpu && canGoOn(last)) {
      preemptions++;
    }
    last = vcpu;
    taken.add(choice);
    int node = machine.node(state, 0, vcpu);
    boolean faulty = transitions.fault(index) != Transitions.Fault.NONE;
    steps.add(describe(vcpu, node, index, faulty));
    if (faulty) {
      failure = properties.fault(transitions, index, state);
      return true;
    }
    failure = properties.target(transitions, index, true);
    int offset = transitions.offset(index);
    state =
        Arrays.copyOfRange(transitions.states(), offset, offset + machine.codec().layout().words());
    expand();
    return true;
  }

  private int find(Schedule.Choice choice) {
    for (int index = 0; index < transitions.count(); index++) {
      if (transitions.vcpu(index) == choice.vcpu()
          && transitions.alternative(index) == choice.alternative()) {
        return index;
      }
    }
    return -1;
  }

  private boolean canGoOn(int vcpu) {
    for (int index = 0; index < transitions.count(); index++) {
      if (transitions.vcpu(index) == vcpu) {
        return true;
      }
    }
    return false;
  }

  private Step describe(int vcpu, int node, int index, boolean faulty) {
    Automaton automaton = vcpus.automaton(vcpu);
    Op op = automaton.table().op(node);
    String own = machine.ownStep(state, 0, vcpu, transitions.alternative(index));
    if (!own.isEmpty()) {
      return new Step(
          vcpu, node == OperationTable.END ? "" : automaton.label(node), own, "", "", "");
    }
    Execution locate =
        new Execution(
            automaton,
            automaton.positions().path(automaton.position(node)),
            Execution.Purpose.LOCATE);
    locate.run();
    SourceLocation location = locate.location().orElse(new SourceLocation("", ""));
    return new Step(
        vcpu,
        automaton.label(node),
        OpText.of(op, memory.variables()),
        faulty ? "" : outcome(vcpu, op, index),
        location.source(),
        location.function());
  }

  private String outcome(int vcpu, Op op, int index) {
    Variables variables = memory.variables();
    int alternative = transitions.alternative(index);
    long before = machine.found(state, 0, vcpu, alternative);
    long after = Semantics.after(op, before, variables);
    long result = result(vcpu, op, transitions.node(index), before);
    String outcome = OpText.outcome(op, before, after, result, variables);
    String remark = machine.remark(state, 0, vcpu, alternative);
    return remark.isEmpty() ? outcome : outcome + " (" + remark + ")";
  }

  private long result(int vcpu, Op op, int nextNode, long before) {
    return switch (op.kind()) {
      case ALLOC, CHOOSE ->
          vcpus.automaton(vcpu).resultBefore(machine.node(state, 0, vcpu), nextNode);
      default -> Semantics.result(op, before, memory.variables());
    };
  }
}
