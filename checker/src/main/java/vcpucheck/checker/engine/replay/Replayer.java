package vcpucheck.checker.engine.replay;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;

/** Walks a schedule that was recorded earlier, and tells how far it applies. */
public final class Replayer {
  private final ScheduleWalk walk;
  private final TransitionSystem system;
  private final Vcpus vcpus;
  private final PropertyChecker properties;
  private final long bytes;

  /**
   * Makes a replayer, at the start.
   *
   * @param bytes how much memory it may take to tell whether the end of a schedule is a livelock
   */
  public Replayer(TransitionSystem system, long bytes) {
    this.system = system;
    vcpus = system.vcpus();
    properties = system.properties();
    walk = new ScheduleWalk(system);
    this.bytes = bytes;
  }

  /**
   * Walks a schedule from the start, as far as it applies or to the first violation.
   *
   * @param operations what each choice did when the schedule was recorded, as in {@link
   *     vcpucheck.checker.trace.Step#operation}; a vCPU that wants to do something else ends the
   *     walk
   * @throws vcpucheck.checker.model.ModelException if the model is wrong
   */
  public Replay replay(Schedule schedule, List<String> operations) {
    Optional<Replay.Divergence> divergence = Optional.empty();
    int step = 0;
    while (step < schedule.choices().size() && divergence.isEmpty() && walk.failure().isEmpty()) {
      divergence = take(step, schedule.choices().get(step), operations.get(step));
      step++;
    }
    List<Step> steps = walk.steps(); /* what is asked now may widen the layout of states */
    List<Coverage.Decision> decisions =
        walk.places().stream().map(Coverage.Place::decision).distinct().toList();
    Optional<Failure> failure = walk.failure();
    if (failure.isEmpty() && divergence.isEmpty() && properties.wantsProgress()) {
      failure = livelock();
    }
    if (failure.isEmpty() && divergence.isEmpty() && properties.wantsLockFree()) {
      failure = endless();
    }
    if (failure.isEmpty() && divergence.isEmpty() && properties.wantsNoStuck()) {
      failure = stuck();
    }
    return new Replay(
        vcpus.names(),
        steps,
        walk.preemptions(),
        failure.map(found -> new Replay.Violation(found.property(), found.message())),
        divergence,
        walk.loop(0),
        decisions);
  }

  private Optional<Replay.Divergence> take(int step, Schedule.Choice choice, String operation) {
    if (choice.vcpu() >= vcpus.count()) {
      return Optional.of(new Replay.Divergence(step, ""));
    }
    String wanted = walk.next(choice);
    return wanted.equals(operation) && walk.take(choice)
        ? Optional.empty()
        : Optional.of(new Replay.Divergence(step, wanted));
  }

  /** A search from the end of the schedule, under which the layout of states may change. */
  private ReachabilityCheck afterwards() {
    return new ReachabilityCheck(system, bytes, walk::relocate);
  }

  private Optional<Failure> endless() {
    return afterwards().comesBackTo(walk.state()) ? Optional.of(Failure.ENDLESS) : Optional.empty();
  }

  private Optional<Failure> stuck() {
    OptionalInt vcpu = afterwards().stuck(walk.state());
    return vcpu.isEmpty() ? Optional.empty() : Optional.of(walk.stuck(vcpu.getAsInt()));
  }

  private Optional<Failure> livelock() {
    return afterwards().reaches(walk.state()) ? Optional.empty() : Optional.of(Failure.LIVELOCK);
  }
}
