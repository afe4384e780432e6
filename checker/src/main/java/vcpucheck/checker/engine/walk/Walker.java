package vcpucheck.checker.engine.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.base.CancellationCheck;
import vcpucheck.checker.engine.reduction.SharingAnalysis;
import vcpucheck.checker.engine.reduction.SharingProfiler;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.walk.Cell;
import vcpucheck.checker.walk.Course;
import vcpucheck.checker.walk.Nearest;
import vcpucheck.checker.walk.Position;
import vcpucheck.checker.walk.ProgressGraph;
import vcpucheck.checker.walk.RunGoal;
import vcpucheck.checker.walk.Turn;
import vcpucheck.checker.walk.WalkedStep;

/**
 * Goes from position to position and says what is to be seen there. Positions that have steps in
 * common with the one before cost only the steps that they have not.
 */
public final class Walker {
  /** The most steps that a vCPU runs alone. */
  static final int MOST_ALONE = 2_000;

  private final TransitionSystem system;
  private final MemoryMachine machine;
  private final Variables variables;
  private final PlaceTable places;
  private final CourseReader along;
  private final List<WalkedStep> steps = new ArrayList<>();
  private @Nullable SharingAnalysis sharing;
  private @Nullable ScheduleWalk walk;
  private boolean isProfiled;

  public Walker(TransitionSystem system) {
    this.system = system;
    machine = system.machine();
    variables = system.variables();
    places = new PlaceTable(system.vcpus());
    along = new CourseReader(system);
  }

  /**
   * What is to be seen at the end of a schedule, or where it stops to apply.
   *
   * @throws vcpucheck.checker.model.ModelException if the model is wrong
   */
  public Position position(Schedule schedule) {
    return settled(() -> look(schedule));
  }

  /**
   * An answer of a machine that what the programs did meanwhile has not contradicted. A question
   * that fails leaves no walk behind, which may have taken half a step.
   */
  private <A> A settled(Supplier<A> question) {
    try {
      A answer = question.get();
      while (machine.isContradicted()) {
        answer = question.get();
      }
      return answer;
    } catch (RuntimeException | Error e) {
      forget();
      throw e;
    }
  }

  /** Forgets where it is: the next question is answered from the start. */
  public void forget() {
    walk = null;
    steps.clear();
  }

  private Position look(Schedule schedule) {
    ScheduleWalk here = goTo(schedule);
    Optional<Failure> failure = here.failure();
    int done = here.schedule().choices().size();
    Optional<Replay.Divergence> divergence =
        done == schedule.choices().size()
            ? Optional.empty()
            : Optional.of(
                new Replay.Divergence(done, wantedText(here, schedule.choices().get(done))));
    List<List<PlaceTable.Asked>> asked = asked(here);
    describe(here, asked);
    return new Position(
        system.vcpus().names(),
        cells(IntStream.range(Variables.NONE + 1, variables.size()), here.state(0)),
        steps,
        turns(here, asked),
        along.holders(here.state()),
        along.hidden(here.state()),
        failure.map(Walker::violation),
        divergence);
  }

  /**
   * What is to be seen along a schedule, as far as it applies.
   *
   * @throws vcpucheck.checker.model.ModelException if the model is wrong
   */
  public Course course(Schedule schedule) {
    return settled(() -> along.read(schedule, look(schedule)));
  }

  /** Where a vCPU comes to that runs alone from the end of a schedule. */
  public Schedule run(Schedule from, int vcpu, RunGoal goal) {
    return settled(() -> ran(from, vcpu, goal));
  }

  private Schedule ran(Schedule from, int vcpu, RunGoal goal) {
    if (goal == RunGoal.WRITE) {
      return runToWrite(from, vcpu);
    }
    ScheduleWalk here = goTo(from);
    int begin = here.schedule().choices().size();
    here.runAlone(vcpu, MOST_ALONE);
    if (goal == RunGoal.RETURN) {
      here.backTo(returned(here, vcpu, begin));
    }
    return here.schedule();
  }

  /**
   * How far two vCPUs are, and what comes of letting one run on and then the other.
   *
   * @throws java.util.concurrent.CancellationException if the listener wants the end
   */
  public ProgressGraph progress(Schedule from, int x, int y, ProgressListener listener) {
    return settled(
        () -> new ProgressReader(system, goTo(from), new CancellationCheck(listener)).read(x, y));
  }

  /**
   * Searches for the nearest violation, breadth first.
   *
   * @param states the most states to visit
   */
  public Nearest nearest(Schedule from, int states, ProgressListener listener) {
    return settled(() -> find(from, states, listener));
  }

  private Nearest find(Schedule from, int states, ProgressListener listener) {
    ScheduleWalk here = goTo(from);
    Schedule before = here.schedule();
    if (here.failure().isPresent()) {
      return new Nearest(Optional.of(before), false, 1);
    }
    forget(); /* the search may move states into another layout, also if it is cancelled */
    NearestViolation search = new NearestViolation(system, states, listener);
    Optional<Schedule> way = search.from(here.state());
    return new Nearest(way.map(before::then), search.isExhausted(), search.states());
  }

  // ---- going there ----

  private ScheduleWalk goTo(Schedule schedule) {
    while (true) {
      ScheduleWalk here = walk == null || machine.isContradicted() ? begin() : walk;
      List<Schedule.Choice> wanted = schedule.choices();
      int same = same(here.schedule().choices(), wanted);
      here.backTo(same);
      steps.subList(Math.min(same, steps.size()), steps.size()).clear();
      for (int at = same; at < wanted.size() && isGoing(here); at++) {
        if (!here.take(wanted.get(at))) {
          break;
        }
      }
      if (!machine.isContradicted()) {
        return here;
      }
    }
  }

  private ScheduleWalk begin() {
    if (!isProfiled && machine.findsRaces()) {
      profile();
    }
    isProfiled = true;
    if (machine.isContradicted()) {
      machine.restart();
    }
    steps.clear();
    ScheduleWalk begun = new ScheduleWalk(system);
    walk = begun;
    return begun;
  }

  private static boolean isGoing(ScheduleWalk here) {
    return here.failure().isEmpty();
  }

  private static int same(List<Schedule.Choice> one, List<Schedule.Choice> other) {
    int same = 0;
    while (same < Math.min(one.size(), other.size()) && one.get(same).equals(other.get(same))) {
      same++;
    }
    return same;
  }

  private String wantedText(ScheduleWalk here, Schedule.Choice choice) {
    if (choice.vcpu() >= system.vcpus().count()) {
      return "";
    }
    return isAtEnd(here, choice.vcpu()) ? "end" : here.wanted(choice.vcpu()).operation();
  }

  private boolean isAtEnd(ScheduleWalk here, int vcpu) {
    return machine.node(here.state(), 0, vcpu) == OperationTable.END;
  }

  // ---- what is to be seen ----

  /** Where each vCPU asks for what it did and for what it wants to do. */
  private List<List<PlaceTable.Asked>> asked(ScheduleWalk here) {
    return IntStream.range(0, system.vcpus().count())
        .mapToObj(vcpu -> places.places(vcpu, results(here, vcpu)))
        .toList();
  }

  private static List<Long> results(ScheduleWalk here, int vcpu) {
    List<Schedule.Choice> choices = here.schedule().choices();
    int done = here.isFaulty() ? choices.size() - 1 : choices.size();
    return IntStream.range(0, done)
        .filter(step -> choices.get(step).vcpu() == vcpu && !here.isOwn(step))
        .mapToObj(here::result)
        .toList();
  }

  /** Describes the steps that have not been described yet. */
  private void describe(ScheduleWalk here, List<List<PlaceTable.Asked>> asked) {
    List<Schedule.Choice> choices = here.schedule().choices();
    List<Step> done = here.steps();
    int[] operations = new int[asked.size()];
    for (int at = 0; at < choices.size(); at++) {
      int vcpu = choices.get(at).vcpu();
      boolean isOwn = here.isOwn(at);
      if (at >= steps.size()) {
        PlaceTable.Asked place =
            isOwn ? PlaceTable.Asked.NOWHERE : place(asked.get(vcpu), operations[vcpu]);
        steps.add(step(here, at, done.get(at), place));
      }
      operations[vcpu] += isOwn ? 0 : 1;
    }
  }

  private static PlaceTable.Asked place(List<PlaceTable.Asked> asked, int operation) {
    return operation < asked.size() ? asked.get(operation) : PlaceTable.Asked.NOWHERE;
  }

  private WalkedStep step(ScheduleWalk here, int at, Step step, PlaceTable.Asked place) {
    long[] before = here.state(at);
    long[] after = here.state(at + 1);
    IntStream changed =
        IntStream.range(Variables.NONE + 1, variables.size())
            .filter(
                variable ->
                    machine.value(before, 0, variable) != machine.value(after, 0, variable));
    return new WalkedStep(
        step,
        here.schedule().choices().get(at).alternative(),
        place.functions(),
        place.code(),
        cells(changed, after));
  }

  private List<Cell> cells(IntStream of, long[] state) {
    return of.mapToObj(
            variable ->
                new Cell(
                    variables.variable(variable).name(),
                    variables.text(variable, machine.value(state, 0, variable))))
        .toList();
  }

  private List<Turn> turns(ScheduleWalk here, List<List<PlaceTable.Asked>> asked) {
    List<Turn> turns = new ArrayList<>();
    boolean isStopped = here.failure().isPresent() || system.properties().isCut(here.state());
    for (int vcpu = 0; vcpu < asked.size(); vcpu++) {
      List<PlaceTable.Asked> own = asked.get(vcpu);
      PlaceTable.Asked place = place(own, results(here, vcpu).size());
      List<Turn.Option> options = isStopped ? List.of() : options(here, vcpu, place);
      Optional<WalkedStep> wanted =
          isAtEnd(here, vcpu)
              ? Optional.empty()
              : Optional.of(
                  new WalkedStep(here.wanted(vcpu), 0, place.functions(), place.code(), List.of()));
      turns.add(new Turn(vcpu, status(wanted, options, isStopped), wanted, options));
    }
    return turns;
  }

  private static Turn.Status status(
      Optional<WalkedStep> wanted, List<Turn.Option> options, boolean isStopped) {
    if (!options.isEmpty()) {
      return Turn.Status.READY;
    }
    if (wanted.isEmpty()) {
      return Turn.Status.ENDED;
    }
    return isStopped ? Turn.Status.STOPPED : Turn.Status.WAITS;
  }

  private List<Turn.Option> options(ScheduleWalk here, int vcpu, PlaceTable.Asked place) {
    int end = here.schedule().choices().size();
    List<Turn.Option> options = new ArrayList<>();
    for (Schedule.Choice choice : here.alternatives(vcpu).toList()) {
      if (!here.take(choice)) {
        return options; /* the machine was contradicted meanwhile */
      }
      PlaceTable.Asked at = here.isOwn(end) ? PlaceTable.Asked.NOWHERE : place;
      options.add(
          new Turn.Option(
              step(here, end, here.steps().get(end), at), here.failure().map(Walker::violation)));
      here.backTo(end);
    }
    return options;
  }

  private static Replay.Violation violation(Failure failure) {
    return new Replay.Violation(failure.property(), failure.message());
  }

  // ---- running on ----

  /** The first step after which a vCPU that has run on is outside of the function it began in. */
  private int returned(ScheduleWalk here, int vcpu, int begin) {
    List<PlaceTable.Asked> own = places.places(vcpu, results(here, vcpu));
    List<Schedule.Choice> choices = here.schedule().choices();
    int operation =
        (int)
            IntStream.range(0, begin)
                .filter(step -> choices.get(step).vcpu() == vcpu && !here.isOwn(step))
                .count();
    List<String> from = place(own, operation).functions();
    for (int step = begin; step < choices.size(); step++) {
      operation += here.isOwn(step) ? 0 : 1;
      List<String> now = place(own, operation).functions();
      if (now.size() < from.size() || !now.subList(0, from.size()).equals(from)) {
        return step + 1;
      }
    }
    return choices.size();
  }

  private Schedule runToWrite(Schedule from, int vcpu) {
    SharingAnalysis shared = sharing();
    ScheduleWalk here = goTo(from);
    boolean isThere = false;
    for (int steps = 0; steps < MOST_ALONE && !isThere && here.runAlone(vcpu, 1) == 1; steps++) {
      isThere = isGoing(here) && !isAtEnd(here, vcpu) && changesShared(here, vcpu, shared);
    }
    return here.schedule();
  }

  private boolean changesShared(ScheduleWalk here, int vcpu, SharingAnalysis shared) {
    int end = here.schedule().choices().size();
    Op op = here.op(end, vcpu);
    int variable = op.variable();
    if (variable == Variables.NONE
        || op.kind().isOfLock()
        || !op.kind().writes()
        || !shared.isShared(variable)) {
      return false;
    }
    Optional<Schedule.Choice> next = here.alternative(vcpu);
    if (next.isEmpty()) {
      return false;
    }
    long before = machine.value(here.state(), 0, variable);
    here.take(next.get());
    boolean isChanged = machine.value(here.state(), 0, variable) != before;
    here.backTo(end);
    return isChanged;
  }

  /** How vCPUs share variables, as far as they have been run: each alone, and here. */
  private SharingAnalysis sharing() {
    SharingAnalysis known = sharing;
    if (known == null) {
      known = new SharingAnalysis(variables, system.vcpus(), IntUnaryOperator.identity());
      sharing = known;
      ScheduleWalk start = goTo(Schedule.EMPTY);
      for (int vcpu = 0; vcpu < system.vcpus().count(); vcpu++) {
        start.runAlone(vcpu, MOST_ALONE);
        start.backTo(0);
      }
    }
    known.absorb();
    return known;
  }

  /** What a machine that finds races assumes of programs is learnt before it is relied on. */
  private void profile() {
    SharingAnalysis known =
        new SharingAnalysis(variables, system.vcpus(), IntUnaryOperator.identity());
    new SharingProfiler(system, known, false).explore();
  }
}
