package vcpucheck.checker.engine.causality;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Pending;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.trace.Schedule;

/**
 * Other courses of events that a weak memory model allows at a step: the vCPU finds another of the
 * stores that it may find, or chooses otherwise; or what others have stored has left their buffers.
 */
final class Diversion {
  private final Recording recording;
  private final MemoryMachine machine;

  Diversion(Recording recording) {
    this.recording = recording;
    machine = recording.system().machine();
  }

  /** Walks that have taken a step with another outcome, made one at a time. */
  Stream<ScheduleWalk> from(int step) {
    Op op = recording.events().get(step).op();
    boolean isOpen = op.kind().isAccess() || op.kind().waits() || op.kind() == Op.Kind.CHOOSE;
    if (!isOpen || op.kind().isOfLock()) {
      return Stream.of();
    }
    Schedule.Choice taken = recording.choice(step);
    List<Supplier<ScheduleWalk>> others =
        Runs.from(recording, step)
            .alternatives(taken.vcpu())
            .filter(other -> !other.equals(taken) && !machine.isOwnStep(other.alternative()))
            .<Supplier<ScheduleWalk>>map(other -> () -> chosen(step, other))
            .toList();
    return Stream.concat(others.stream().map(Supplier::get), flushed(step, op));
  }

  private ScheduleWalk chosen(int step, Schedule.Choice other) {
    ScheduleWalk walk = Runs.from(recording, step);
    walk.take(other);
    return walk;
  }

  /** As if what others have stored to a variable had reached memory. */
  private Stream<ScheduleWalk> flushed(int step, Op op) {
    ScheduleWalk walk = Runs.from(recording, step);
    boolean isFlushed = false;
    for (int vcpu = 0; vcpu < recording.runs().size(); vcpu++) {
      while (vcpu != recording.choice(step).vcpu()
          && isBuffered(walk, vcpu, op.variable())
          && flush(walk, vcpu)) {
        isFlushed = true;
      }
    }
    if (isFlushed && walk.failure().isEmpty()) {
      Runs.take(recording, walk, recording.choice(step));
    }
    return isFlushed ? Stream.of(walk) : Stream.of();
  }

  private boolean isBuffered(ScheduleWalk walk, int vcpu, int variable) {
    return machine.pending(walk.state(), 0).stream()
        .anyMatch(
            one ->
                one.vcpu() == vcpu
                    && one.variable() == variable
                    && one.kind() == Pending.Kind.BUFFERED);
  }

  private boolean flush(ScheduleWalk walk, int vcpu) {
    return walk.alternatives(vcpu)
        .filter(choice -> machine.isOwnStep(choice.alternative()))
        .findFirst()
        .filter(walk::take)
        .isPresent();
  }
}
