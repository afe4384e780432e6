package vcpucheck.checker.engine.causality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OpText;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.story.Dependence;
import vcpucheck.checker.story.Explanation;
import vcpucheck.checker.story.Missed;
import vcpucheck.checker.story.Preemption;
import vcpucheck.checker.trace.Schedule;

/** Explains why an interleaving violates a property. */
public final class Explainer {
  private final Recording recording;
  private final Failure failure;
  private final Criterion criterion;
  private final int[] switches;

  /** The step of the first preemption, or the end. */
  private final int begin;

  /** Whether what is wrong is what a vCPU does, and not what variables are. */
  private final boolean isOfVcpu;

  private Explainer(TransitionSystem system, ScheduleWalk walk, Failure failure) {
    recording = new Recording(system, walk);
    this.failure = failure;
    criterion = new Criterion(recording, failure);
    switches = WindowFinder.switches(recording);
    begin = switches.length == 0 ? recording.steps() : switches[0];
    isOfVcpu = criterion.variables().isEmpty();
  }

  /**
   * Explains a schedule.
   *
   * @return {@link Explanation#NONE} if it is empty, or not walked to its end
   */
  public static Explanation explain(TransitionSystem system, Schedule schedule, Failure failure) {
    ScheduleWalk walk = new ScheduleWalk(system);
    for (Schedule.Choice choice : schedule.choices()) {
      if (!walk.take(choice)) {
        return Explanation.NONE;
      }
    }
    return schedule.choices().isEmpty()
        ? Explanation.NONE
        : new Explainer(system, walk, walk.failure().orElse(failure)).explanation();
  }

  private Explanation explanation() {
    Set<Dependence> dependences = dependences();
    List<Explanation.SliceStep> slice =
        withKeepers(new Relevance(recording, begin).slice(dependences));
    List<Integer> steps = slice.stream().map(Explanation.SliceStep::step).toList();
    WindowFinder windows = new WindowFinder(recording, failure, isOfVcpu);
    List<Preemption> preemptions =
        IntStream.of(switches).mapToObj(step -> windows.find(step, steps)).toList();
    List<Dependence> sorted = new ArrayList<>(dependences);
    sorted.sort(
        Comparator.comparingInt(Dependence::to)
            .thenComparingInt(Dependence::from)
            .thenComparing(Dependence::kind));
    return new Explanation(sorted, preemptions, slice, missed());
  }

  /** A store that was seen early is done somewhere. */
  private List<Explanation.SliceStep> withKeepers(List<Explanation.SliceStep> slice) {
    SortedMap<Integer, Double> all = new TreeMap<>();
    for (Explanation.SliceStep one : slice) {
      all.put(one.step(), one.distance());
      recording
          .order()
          .flatMap(stores -> stores.keeper(one.step()))
          .ifPresent(keeper -> all.putIfAbsent(keeper, one.distance()));
    }
    return all.entrySet().stream()
        .map(one -> new Explanation.SliceStep(one.getKey(), one.getValue()))
        .toList();
  }

  private List<Missed> missed() {
    List<Missed> missed = new ArrayList<>();
    recording
        .order()
        .ifPresent(
            stores ->
                stores
                    .missed()
                    .forEach(
                        (by, miss) ->
                            missed.add(
                                new Missed(
                                    by,
                                    Optional.of(stores.found(by))
                                        .filter(found -> found != Recording.NO_STEP),
                                    outcome(by),
                                    miss.store(),
                                    recording.choice(miss.store()).vcpu(),
                                    miss.isBuffered(),
                                    stores.arrival(miss.store())))));
    return missed;
  }

  private String outcome(int step) {
    Recording.Event event = recording.events().get(step);
    return OpText.outcome(
        event.op(), event.before(), event.after(), event.result(), recording.variables());
  }

  private Set<Dependence> dependences() {
    int end = recording.steps();
    Set<Integer> blamed = criterion.vcpus();
    Set<Dependence> all = new LinkedHashSet<>();
    for (Dependence dependence : new DependenceFinder(recording).find()) {
      boolean isOfEnd = dependence.to() == end;
      boolean isBlamed = blamed.contains(recording.choice(dependence.from()).vcpu());
      if (!isOfEnd || (isBlamed && isKept(dependence))) {
        all.add(dependence);
      }
    }
    criterion.variables().forEach(variable -> addWriter(variable, all));
    blamed.forEach(vcpu -> addWanted(recording.runs().get(vcpu).next(), all));
    if (recording.isFaulty()) {
      all.add(new Dependence(end - 1, end, Dependence.Kind.READ));
      addWriter(recording.slotOf(recording.events().get(end - 1).op()), all);
    }
    addCauses(all);
    return all;
  }

  /**
   * Whether what a vCPU does wrong depends on a step in a way that counts. What decides whether it
   * comes to do it is found otherwise under sc, but for what it looked at last before it gives up,
   * and is what another vCPU stored elsewhere.
   */
  private boolean isKept(Dependence dependence) {
    return dependence.kind() != Dependence.Kind.CONTROL
        || (recording.order().isPresent() && recording.readsAnother(dependence.from()))
        || isLastLook(dependence.from());
  }

  private boolean isLastLook(int step) {
    VcpuRun run = recording.runs().get(recording.choice(step).vcpu());
    return run.next().kind() == Op.Kind.FAIL
        && run.steps().indexOf(step) == run.results().size() - 1
        && recording.readsAnother(step);
  }

  private void addWriter(int variable, Set<Dependence> to) {
    int writer = recording.lastWriter(variable);
    if (variable != Variables.NONE && writer != Recording.NO_STEP) {
      to.add(new Dependence(writer, recording.steps(), Dependence.Kind.READ));
    }
  }

  /** What an operation waits for, or races with. */
  private void addWanted(Op op, Set<Dependence> to) {
    if (op.kind() != Op.Kind.FAIL) {
      addWriter(op.variable(), to);
    }
  }

  /**
   * The steps that decide the violation: of those after the first preemption, which read what
   * another vCPU wrote; of all, which read what another vCPU was to write, and that write; under
   * weak memory, which could have found another store. If there is none, those of the vCPU that ran
   * last.
   */
  private void addCauses(Set<Dependence> to) {
    Intervention intervention = new Intervention(recording, failure, isOfVcpu);
    int last = recording.choice(recording.steps() - 1).vcpu();
    Set<Integer> causes = new TreeSet<>();
    for (int step = 0; step < recording.steps(); step++) {
      if (isOpen(step) && intervention.avoids(step)) {
        causes.add(step);
      }
      OptionalInt write = recording.writesNext(step);
      if (write.isPresent() && intervention.avoids(step, write.getAsInt())) {
        causes.addAll(List.of(step, write.getAsInt()));
      }
    }
    for (int step = 0; step < recording.steps() && causes.isEmpty(); step++) {
      if (recording.choice(step).vcpu() == last && intervention.avoids(step)) {
        causes.add(step);
      }
    }
    causes.forEach(
        step -> to.add(new Dependence(step, recording.steps(), Dependence.Kind.CONTROL)));
  }

  /** Whether a step might have found something else. */
  private boolean isOpen(int step) {
    return recording.order().isPresent() || (step >= begin && recording.readsAnother(step));
  }
}
