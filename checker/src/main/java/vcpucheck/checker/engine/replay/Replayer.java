package vcpucheck.checker.engine.replay;

import vcpucheck.checker.engine.Engine;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.property.PropertyChecker;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;

/** Walks a schedule that was recorded earlier, and tells how far it applies. */
public final class Replayer {
  private final ScheduleWalk walk;
  private final Machine machine;
  private final Vcpus vcpus;
  private final PropertyChecker judge;
  private final long bytes;

  /**
   * Makes a replayer, at the start.
   *
   * @param bytes how much memory it may take to tell whether the end of a schedule is a livelock
   */
  public Replayer(ScheduleWalk walk, Machine machine, Vcpus vcpus, PropertyChecker judge, long bytes) {
    this.walk = walk;
    this.machine = machine;
    this.vcpus = vcpus;
    this.judge = judge;
    this.bytes = bytes;
  }

  /** See {@link Engine#replay}. */
  public Replay replay(Schedule schedule, List<String> operations) {
    Optional<Replay.Divergence> divergence = Optional.empty();
    int step = 0;
    while (step < schedule.choices().size() && divergence.isEmpty() && walk.failure().isEmpty()) {
      divergence = take(step, schedule.choices().get(step), operations.get(step));
      step++;
    }
    Optional<Failure> failure = walk.failure();
    if (failure.isEmpty() && divergence.isEmpty() && judge.wantsProgress()) {
      failure = livelock();
    }
    if (failure.isEmpty() && divergence.isEmpty() && judge.wantsLockFree()) {
      failure = endless();
    }
    return new Replay(
        vcpus.names(),
        walk.steps(),
        walk.preemptions(),
        failure.map(found -> new Replay.Violation(found.property(), found.message())),
        divergence);
  }

  private Optional<Replay.Divergence> take(int step, Schedule.Choice choice, String operation) {
    if (choice.vcpu() >= vcpus.count()) {
      return Optional.of(new Replay.Divergence(step, ""));
    }
    String wanted = walk.next(choice.vcpu());
    return wanted.equals(operation) && walk.take(choice)
        ? Optional.empty()
        : Optional.of(new Replay.Divergence(step, wanted));
  }

  private Optional<Failure> endless() {
    return new ReachabilityCheck(machine, bytes).comesBackTo(walk.state())
        ? Optional.of(Failure.ENDLESS)
        : Optional.empty();
  }

  private Optional<Failure> livelock() {
    return new ReachabilityCheck(machine, bytes).reaches(walk.state())
        ? Optional.empty()
        : Optional.of(Failure.LIVELOCK);
  }
}
