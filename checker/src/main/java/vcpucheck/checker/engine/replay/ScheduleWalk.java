package vcpucheck.checker.engine.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.engine.automaton.Automaton;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.automaton.SimulatedMemory;
import vcpucheck.checker.engine.automaton.Sites;
import vcpucheck.checker.engine.automaton.SourceLocation;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Semantics;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OpText;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.trace.Returned;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;

/**
 * Walks one schedule from the start, step by step, and describes what each step does. What each
 * step did is looked up when it is asked for: that takes longer than the step.
 */
public final class ScheduleWalk {
  private final SimulatedMemory memory;
  private final MemoryMachine machine;
  private final Vcpus vcpus;
  private final PropertyChecker properties;
  private final boolean isFromStart;
  private final Transitions transitions = new Transitions();
  private final List<Step> steps = new ArrayList<>();
  private final List<Schedule.Choice> taken = new ArrayList<>();

  /** The state before each step, in the current layout. */
  private final List<long[]> before = new ArrayList<>();

  /** The steps before which the walk left a vCPU that could have gone on. */
  private final BitSet preempting = new BitSet();

  private long[] state;
  private boolean isFaulty;
  private @Nullable Failure failure;

  /** Begins a walk at the start. */
  public ScheduleWalk(TransitionSystem system) {
    this(system, system.machine().start(), true);
  }

  /**
   * Begins a walk elsewhere than at the start.
   *
   * @param from a state in the current layout
   */
  public ScheduleWalk(TransitionSystem system, long[] from) {
    this(system, from, false);
  }

  private ScheduleWalk(TransitionSystem system, long[] from, boolean isFromStart) {
    this.isFromStart = isFromStart;
    memory = system.memory();
    machine = system.machine();
    vcpus = system.vcpus();
    properties = system.properties();
    state = from;
    failure = properties.start(state);
    expand();
  }

  private void expand() {
    if (failure != null && failure.isViolation()) {
      transitions.clear(machine.codec().layout().words());
      return;
    }
    machine.expand(state, 0, transitions);
    while (machine.codec().isTooNarrow()) {
      relocate(machine.codec().widen());
      machine.expand(state, 0, transitions);
    }
    if (Failure.CUT.equals(failure) || (failure == null && properties.isCut(state))) {
      failure = null;
      transitions.clear(machine.codec().layout().words());
      return;
    }
    if (failure == null && (transitions.count() == 0 || machine.isHanging(state, 0))) {
      failure = properties.deadEnd(state);
    }
  }

  /** Takes the states to a new layout; that of the last step is looked up no more. */
  void relocate(Layout.Relocation relocation) {
    state = relocation.copy(state);
    before.replaceAll(relocation::copy);
  }

  /** What is wrong with the state that the walk has come to. */
  public Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /** The steps taken so far, without those that only remember what code shows. */
  public Schedule schedule() {
    return new Schedule(withoutOutputs(taken, taken.size()));
  }

  /** How many of the first steps are in {@link #schedule} and {@link #steps}. */
  public int counted(int steps) {
    return withoutOutputs(taken, steps).size();
  }

  private <E> List<E> withoutOutputs(List<E> ofSteps, int count) {
    return IntStream.range(0, count)
        .filter(step -> !isOutput(step))
        .mapToObj(ofSteps::get)
        .toList();
  }

  boolean isOutput(int step) {
    return memory.showsOutputs() && !isOwn(step) && memory.isOutput(op(step).variable());
  }

  /**
   * The last step before which the walk was in the state that it has come to.
   *
   * @param first the first step that counts
   */
  public OptionalInt loop(int first) {
    return IntStream.iterate(before.size() - 1, step -> step >= first, step -> step - 1)
        .filter(step -> Arrays.equals(state, before.get(step)))
        .findFirst();
  }

  /** That a vCPU, which waits in the state that the walk has come to, can never go on. */
  public Failure stuck(int vcpu) {
    return properties.stuck(vcpu, state);
  }

  /** The state that the walk has come to, in the current layout. */
  public long[] state() {
    return state;
  }

  /** The state before a step, or the one that the walk has come to, in the current layout. */
  public long[] state(int step) {
    return step == before.size() ? state : before.get(step);
  }

  /** Whether the last step was at fault and changed nothing. */
  public boolean isFaulty() {
    return isFaulty;
  }

  /** What happened so far. */
  public List<Step> steps() {
    int first = steps.size();
    Map<Integer, List<Returned>> returns = first < taken.size() ? returns(first) : Map.of();
    for (int step = first; step < taken.size(); step++) {
      steps.add(describe(step).with(returns.getOrDefault(step, List.of())));
    }
    return withoutOutputs(steps, steps.size());
  }

  /** What C functions return after steps of the vCPUs that have taken steps from one on. */
  private Map<Integer, List<Returned>> returns(int first) {
    Map<Integer, List<Returned>> returns = new HashMap<>();
    if (isFromStart) {
      taken.subList(first, taken.size()).stream()
          .map(Schedule.Choice::vcpu)
          .distinct()
          .map(
              vcpu ->
                  ReturnReader.read(
                      this, memory.variables(), vcpus.automaton(vcpu), operations(vcpu)))
          .forEach(returns::putAll);
    }
    return returns;
  }

  /** The steps of a vCPU's operations; one that is at fault has no result. */
  private List<Integer> operations(int vcpu) {
    return IntStream.range(0, isFaulty ? taken.size() - 1 : taken.size())
        .filter(step -> taken.get(step).vcpu() == vcpu && !isOwn(step))
        .boxed()
        .toList();
  }

  /** How often the walk left a vCPU that could have gone on. */
  public int preemptions() {
    return preempting.cardinality();
  }

  /** What a vCPU wants to do next: as in {@link Step#operation}. */
  String next(Schedule.Choice choice) {
    int vcpu = choice.vcpu();
    String own = machine.ownStep(state, 0, vcpu, choice.alternative());
    if (!own.isEmpty()) {
      return own;
    }
    Op op = vcpus.table(vcpu).op(machine.node(state, 0, vcpu));
    return OpText.of(op, memory.variables());
  }

  /**
   * Takes one step.
   *
   * @return false if that step is not possible here; then nothing has changed
   */
  public boolean take(Schedule.Choice choice) {
    if (find(choice) < 0) {
      return false;
    }
    int vcpu = choice.vcpu();
    int last = last(vcpu);
    boolean isPreempting = last != vcpu && canGoOnWithoutOutputs(last);
    int index = find(choice);
    taken.add(new Schedule.Choice(vcpu, transitions.alternative(index)));
    before.add(state);
    preempting.set(taken.size() - 1, isPreempting && !isOutput(taken.size() - 1));
    isFaulty = transitions.fault(index) != Transitions.Fault.NONE;
    if (isFaulty) {
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

  /**
   * Takes steps back.
   *
   * @param step the first that is no longer taken
   */
  public void backTo(int step) {
    if (step == taken.size()) {
      return;
    }
    state = before.get(step);
    before.subList(step, before.size()).clear();
    taken.subList(step, taken.size()).clear();
    steps.subList(Math.min(step, steps.size()), steps.size()).clear();
    preempting.clear(step, Math.max(step, preempting.length()));
    isFaulty = false;
    failure = null; /* else no step could have been taken from here */
    expand();
  }

  /** Which vCPU took the last step that counts; if none did, a given one. */
  private int last(int otherwise) {
    int step = taken.size() - 1;
    while (step >= 0 && isOutput(step)) {
      step--;
    }
    return step < 0 ? otherwise : taken.get(step).vcpu();
  }

  /** Whether a vCPU can take a step that counts, next or behind others that do not. */
  private boolean canGoOnWithoutOutputs(int vcpu) {
    int here = taken.size();
    while (canGoOn(vcpu) && memory.isOutput(op(taken.size(), vcpu).variable())) {
      take(alternative(vcpu).orElseThrow());
    }
    boolean canGoOn = canGoOn(vcpu);
    backTo(here);
    return canGoOn;
  }

  private int find(Schedule.Choice choice) {
    int last = -1;
    for (int index = 0; index < transitions.count(); index++) {
      if (transitions.vcpu(index) == choice.vcpu()) {
        if (transitions.alternative(index) == choice.alternative()) {
          return index;
        }
        last = index;
      }
    }
    return choice.alternative() == Schedule.Choice.LAST ? last : -1;
  }

  /** Whether a vCPU can take a step. */
  public boolean canGoOn(int vcpu) {
    return alternative(vcpu).isPresent();
  }

  /** The first of the steps that a vCPU can take. */
  public Optional<Schedule.Choice> alternative(int vcpu) {
    return alternatives(vcpu).findFirst();
  }

  /** The steps that a vCPU can take. */
  public Stream<Schedule.Choice> alternatives(int vcpu) {
    return IntStream.range(0, transitions.count())
        .filter(index -> transitions.vcpu(index) == vcpu)
        .mapToObj(index -> new Schedule.Choice(vcpu, transitions.alternative(index)));
  }

  /** Whether the memory model has taken a step by itself, which is no operation of the code. */
  public boolean isOwn(int step) {
    Schedule.Choice choice = taken.get(step);
    return !machine.ownStep(state(step), 0, choice.vcpu(), choice.alternative()).isEmpty();
  }

  /** Where the code has taken decisions on the way, sorted. */
  public List<Coverage.Place> places() {
    return IntStream.range(0, vcpus.count())
        .boxed()
        .flatMap(vcpu -> vcpus.automaton(vcpu).placesFrom(performed(vcpu)))
        .map(ScheduleWalk::covered)
        .distinct()
        .sorted()
        .toList();
  }

  /** A place as reports have it. */
  public static Coverage.Place covered(Sites.Place place) {
    Sites.Decision decision = place.decision();
    return new Coverage.Place(
        new Coverage.Decision(decision.name(), decision.way()), place.function(), place.line());
  }

  /** The positions that a vCPU's operations have led to; one that is at fault leads nowhere. */
  private BitSet performed(int vcpu) {
    BitSet positions = new BitSet();
    operations(vcpu)
        .forEach(
            step ->
                positions.set(
                    vcpus.automaton(vcpu).after(machine.node(state(step), 0, vcpu), result(step))));
    return positions;
  }

  /** The operation of a step that is one of the code. */
  public Op op(int step) {
    return op(step, taken.get(step).vcpu());
  }

  /** The operation that a vCPU wants to do before a step, or in the state come to. */
  public Op op(int step, int vcpu) {
    return vcpus.table(vcpu).op(machine.node(state(step), 0, vcpu));
  }

  /** What a vCPU that has not ended wants to do, whether or not it can. */
  public Step wanted(int vcpu) {
    int node = machine.node(state, 0, vcpu);
    Automaton automaton = vcpus.automaton(vcpu);
    SourceLocation location = automaton.locate(node);
    return new Step(
        vcpu,
        automaton.label(node),
        OpText.of(automaton.table().op(node), memory.variables()),
        "",
        location.source(),
        location.function());
  }

  /**
   * Lets a vCPU run, with the first outcome of each operation, until it ends, waits or violates a
   * property.
   *
   * @param most how many steps it may take
   * @return how many it took
   */
  public int runAlone(int vcpu, int most) {
    int done = 0;
    Optional<Schedule.Choice> next = alternative(vcpu);
    while (done < most && failure().isEmpty() && next.isPresent()) {
      take(next.get());
      done++;
      next = alternative(vcpu);
    }
    return done;
  }

  private Step describe(int step) {
    int vcpu = taken.get(step).vcpu();
    int node = machine.node(state(step), 0, vcpu);
    Automaton automaton = vcpus.automaton(vcpu);
    Op op = automaton.table().op(node);
    String own = machine.ownStep(state(step), 0, vcpu, taken.get(step).alternative());
    if (!own.isEmpty()) {
      String label = node == OperationTable.END ? "" : automaton.label(node);
      return new Step(vcpu, label, own, "", "", "");
    }
    SourceLocation location = automaton.locate(node);
    boolean hasOutcome = !isFaulty || step < taken.size() - 1;
    return new Step(
        vcpu,
        automaton.label(node),
        OpText.of(op, memory.variables()),
        hasOutcome ? outcome(step, op) : "",
        location.source(),
        location.function());
  }

  private String outcome(int step, Op op) {
    Schedule.Choice choice = taken.get(step);
    long before = found(step);
    long after = Semantics.after(op, before, memory.variables());
    String outcome = OpText.outcome(op, before, after, result(step), memory.variables());
    String remark = machine.remark(state(step), 0, choice.vcpu(), choice.alternative());
    return remark.isEmpty() ? outcome : outcome + " (" + remark + ")";
  }

  /** The value that a step's operation finds in its variable. */
  private long found(int step) {
    Schedule.Choice choice = taken.get(step);
    return machine.found(state(step), 0, choice.vcpu(), choice.alternative());
  }

  /** The result of a step's operation: see {@link Op.Kind}. */
  public long result(int step) {
    int vcpu = taken.get(step).vcpu();
    int node = machine.node(state(step), 0, vcpu);
    Op op = vcpus.table(vcpu).op(node);
    return switch (op.kind()) {
      case ALLOC, CHOOSE ->
          vcpus.automaton(vcpu).resultBefore(node, machine.node(state(step + 1), 0, vcpu));
      default -> Semantics.result(op, found(step), memory.variables());
    };
  }
}
