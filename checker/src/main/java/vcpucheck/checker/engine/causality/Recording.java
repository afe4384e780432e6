package vcpucheck.checker.engine.causality;

import com.google.common.primitives.Ints;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import vcpucheck.checker.engine.automaton.Automaton;
import vcpucheck.checker.engine.automaton.Reenactment;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.Semantics;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.trace.Schedule;

/**
 * A schedule that was walked: the operation of each step, what it found and left, and where it was
 * asked for. Behind a vCPU's last step stands the operation that it wants to do next.
 */
final class Recording {
  /** No step: the value is that of the start. */
  static final int NO_STEP = -1;

  private final TransitionSystem system;
  private final List<Schedule.Choice> choices;
  private final int steps;
  private final boolean isFaulty;

  /** The codes of the state before each step, and at the end. */
  private final int[][] states;

  /** The last value of each variable, and the place of each vCPU, in each of these states. */
  private final long[][] values;

  private final int[][] nodes;

  /** Which stores are found, where that need not be the last ones. */
  private final Optional<StoreOrder> order;

  private final Set<Integer> ready = new HashSet<>();
  private final List<VcpuRun> runs = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  /**
   * One step.
   *
   * @param op {@link Op#END} if the memory model takes the step by itself
   * @param result of the operation: see {@link Op.Kind}
   * @param before the value of its variable that is found
   * @param after and what is left
   */
  record Event(int vcpu, Op op, long result, long before, long after) {}

  /** Records a walk, which must not go on afterwards. */
  Recording(TransitionSystem system, ScheduleWalk walk) {
    this.system = system;
    choices = walk.schedule().choices();
    steps = choices.size();
    isFaulty = walk.isFaulty();
    states =
        IntStream.rangeClosed(0, steps)
            .mapToObj(step -> system.codec().codes(walk.state(step)))
            .toArray(int[][]::new);
    values = valuesOf(walk);
    nodes = nodesOf(walk);
    for (int step = 0; step < steps; step++) {
      events.add(event(walk, step));
    }
    order = system.machine().hasOwnSteps() ? Optional.of(orderOf(walk)) : Optional.empty();
    for (int vcpu = 0; vcpu < system.vcpus().count(); vcpu++) {
      runs.add(run(vcpu));
      if (walk.canGoOn(vcpu)) {
        ready.add(vcpu);
      }
    }
  }

  private long[][] valuesOf(ScheduleWalk walk) {
    return IntStream.rangeClosed(0, steps)
        .mapToObj(
            step ->
                IntStream.range(0, variables().size())
                    .mapToLong(one -> system.machine().value(walk.state(step), 0, one))
                    .toArray())
        .toArray(long[][]::new);
  }

  private int[][] nodesOf(ScheduleWalk walk) {
    return IntStream.rangeClosed(0, steps)
        .mapToObj(
            step ->
                IntStream.range(0, system.vcpus().count())
                    .map(vcpu -> system.machine().node(walk.state(step), 0, vcpu))
                    .toArray())
        .toArray(int[][]::new);
  }

  private Event event(ScheduleWalk walk, int step) {
    Schedule.Choice choice = choices.get(step);
    if (isOwn(step)) {
      return new Event(choice.vcpu(), Op.END, 0, 0, 0);
    }
    Op op = op(choice.vcpu(), step);
    long result = isFaulty(step) ? 0 : walk.result(step);
    int variable = op.variable();
    if (!system.machine().hasOwnSteps()) {
      return new Event(choice.vcpu(), op, result, value(step, variable), value(step + 1, variable));
    }
    long found = system.machine().found(walk.state(step), 0, choice.vcpu(), choice.alternative());
    return new Event(choice.vcpu(), op, result, found, Semantics.after(op, found, variables()));
  }

  private StoreOrder orderOf(ScheduleWalk walk) {
    StoreOrder found = new StoreOrder(system.vcpus().count());
    for (int step = 0; step < steps; step++) {
      Event event = events.get(step);
      Op op = event.op();
      if (op.kind() == Op.Kind.ALLOC || op.kind() == Op.Kind.FREE) {
        int at = step;
        IntStream.range(Variables.NONE + 1, variables().size())
            .filter(variable -> writes(at, variable))
            .forEach(variable -> found.leave(at, variable));
      } else if (!isFaulty(step) && (isOwn(step) || op.variable() != Variables.NONE)) {
        int alternative = choices.get(step).alternative();
        found.take(
            step,
            event.vcpu(),
            system.machine().place(walk.state(step), 0, event.vcpu(), alternative),
            op.kind() != Op.Kind.STORE && op.kind() != Op.Kind.UNLOCK,
            Semantics.writes(op, event.before()));
      }
    }
    return found;
  }

  private Op op(int vcpu, int step) {
    return system.vcpus().table(vcpu).op(node(step, vcpu));
  }

  private VcpuRun run(int vcpu) {
    int[] own =
        IntStream.range(0, steps)
            .filter(step -> choices.get(step).vcpu() == vcpu && !isOwn(step))
            .toArray();
    List<Op> ops = new ArrayList<>();
    for (int step : own) {
      ops.add(events.get(step).op());
    }
    int done = own.length > 0 && isFaulty(own[own.length - 1]) ? own.length - 1 : own.length;
    if (done == own.length && isGoing(steps, vcpu)) {
      ops.add(op(vcpu, steps));
      own = IntStream.concat(IntStream.of(own), IntStream.of(steps)).toArray();
    }
    List<Long> results = IntStream.of(own).limit(done).mapToObj(this::result).toList();
    Automaton automaton = system.vcpus().automaton(vcpu);
    return new VcpuRun(
        automaton, ops, results, Ints.asList(own), places(automaton, ops.size(), results));
  }

  private static List<Reenactment.Place> places(
      Automaton automaton, int count, List<Long> results) {
    List<Reenactment.Place> places = new ArrayList<>();
    Reenactment.run(
        automaton,
        op -> {
          int at = places.size();
          if (at < count) {
            places.add(Reenactment.place());
          }
          return at < results.size() ? OptionalLong.of(results.get(at)) : OptionalLong.empty();
        });
    while (places.size() < count) {
      places.add(new Reenactment.Place(List.of()));
    }
    return places;
  }

  private long result(int step) {
    return events.get(step).result();
  }

  private boolean isFaulty(int step) {
    return isFaulty && step == steps - 1;
  }

  /** Whether the memory model takes a step by itself. */
  boolean isOwn(int step) {
    return system.machine().isOwnStep(choices.get(step).alternative());
  }

  /** Whether a vCPU has not ended before a step. */
  boolean isGoing(int step, int vcpu) {
    return node(step, vcpu) != OperationTable.END;
  }

  /** The node that a vCPU is at before a step. */
  private int node(int step, int vcpu) {
    return nodes[step][vcpu];
  }

  // ---- what happened ----

  TransitionSystem system() {
    return system;
  }

  Variables variables() {
    return system.variables();
  }

  /** How many steps there are. */
  int steps() {
    return steps;
  }

  Schedule.Choice choice(int step) {
    return choices.get(step);
  }

  List<Event> events() {
    return events;
  }

  List<VcpuRun> runs() {
    return runs;
  }

  /** The value of a variable before a step. */
  long value(int step, int variable) {
    return values[step][variable];
  }

  /** The codes of the state before a step, from which walks can begin. */
  int[] codes(int step) {
    return states[step].clone();
  }

  /** Whether the last step is at fault. */
  boolean isFaulty() {
    return isFaulty;
  }

  /** Whether a vCPU has not ended and cannot go on. */
  boolean waitsAtEnd(int vcpu) {
    return isGoing(steps, vcpu) && !ready.contains(vcpu);
  }

  // ---- who wrote ----

  /** Which stores are found; empty if it is always the last ones. */
  Optional<StoreOrder> order() {
    return order;
  }

  /** The step that wrote what a step finds in its variable, or {@link #NO_STEP}. */
  int source(int step) {
    return order
        .map(stores -> stores.found(step))
        .orElseGet(() -> writer(step, events.get(step).op().variable()));
  }

  /** The step that wrote what a variable has at the end, or {@link #NO_STEP}. */
  int lastWriter(int variable) {
    return order.map(stores -> stores.last(variable)).orElseGet(() -> writer(steps, variable));
  }

  /** The last step before another that wrote a variable, or {@link #NO_STEP}. */
  int writer(int before, int variable) {
    for (int step = before - 1; step >= 0; step--) {
      if (writes(step, variable)) {
        return step;
      }
    }
    return NO_STEP;
  }

  /** The last value that a variable had before a step and that differs from the one there. */
  OptionalLong previous(int step, int variable) {
    long now = value(step, variable);
    return IntStream.iterate(step - 1, before -> before >= 0, before -> before - 1)
        .mapToLong(before -> value(before, variable))
        .filter(value -> value != now)
        .findFirst();
  }

  /** Whether a step is on a variable that another vCPU wrote last. */
  boolean readsAnother(int step) {
    int writer = source(step);
    return writer != NO_STEP && events.get(writer).vcpu() != events.get(step).vcpu();
  }

  /** The next step after one that changes its variable, if another vCPU takes it; under sc. */
  OptionalInt writesNext(int step) {
    int variable = order.isPresent() ? Variables.NONE : events.get(step).op().variable();
    OptionalInt next =
        IntStream.range(step + 1, variable == Variables.NONE ? step : steps)
            .filter(later -> value(later, variable) != value(later + 1, variable))
            .findFirst();
    return next.isPresent() && isWrite(events.get(next.getAsInt()), step, variable)
        ? next
        : OptionalInt.empty();
  }

  /** Whether an event is a write of another vCPU than a step's, and no slot that comes or goes. */
  private boolean isWrite(Event event, int step, int variable) {
    return event.vcpu() != events.get(step).vcpu()
        && event.op().variable() == variable
        && event.op().kind() != Op.Kind.FREE;
  }

  private boolean writes(int step, int variable) {
    Event event = events.get(step);
    return switch (event.op().kind()) {
      case ALLOC -> isPartOf(variable, event.result());
      case FREE -> event.op().variable() == variable || slot(variable) == event.op().variable();
      case COMPARE_AND_SET, COMPARE_AND_EXCHANGE, TRY_LOCK ->
          event.op().variable() == variable && event.before() != event.after();
      default -> event.op().variable() == variable && event.op().kind().writes();
    };
  }

  private boolean isPartOf(int variable, long object) {
    int life = slot(variable) == Variables.NONE ? variable : slot(variable);
    return object != 0 && variables().slotObject(life) == object;
  }

  /** The life of the slot that a variable is a field of. */
  int slot(int variable) {
    return variables().variable(variable).slot();
  }

  /** The life of the slot that an operation is on, or that it frees. */
  int slotOf(Op op) {
    return op.kind() == Op.Kind.FREE ? op.variable() : slot(op.variable());
  }

  /** The values that a variable, or the same field of another slot, has in the recording. */
  Set<Long> domain(int variable) {
    Set<Long> values = new LinkedHashSet<>();
    List<Integer> alike = variables().alike(variable);
    for (int one : alike) {
      values.add(value(0, one));
    }
    for (Event event : events) {
      if (alike.contains(event.op().variable())) {
        values.add(event.before());
        values.add(event.after());
      }
    }
    return values;
  }
}
