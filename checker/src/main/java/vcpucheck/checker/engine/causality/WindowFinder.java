package vcpucheck.checker.engine.causality;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.story.Preemption;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;

/** When a vCPU had to be preempted, and what it would have done otherwise. */
final class WindowFinder {
  /** Of so many operations in both directions it is known whether they are in a window. */
  private static final int FARTHEST = 400;

  private static final int MOST_GHOSTS = 200;

  private final Recording recording;
  private final Failure failure;
  private final boolean isOfVcpu;

  WindowFinder(Recording recording, Failure failure, boolean isOfVcpu) {
    this.recording = recording;
    this.failure = failure;
    this.isOfVcpu = isOfVcpu;
  }

  /** The steps before which a vCPU was left that could have gone on; none under weak memory. */
  static int[] switches(Recording recording) {
    return recording.order().isPresent() ? new int[0] : preempting(recording);
  }

  private static int[] preempting(Recording recording) {
    return IntStream.range(1, recording.steps())
        .filter(step -> recording.choice(step).vcpu() != recording.choice(step - 1).vcpu())
        .filter(step -> Runs.from(recording, step).canGoOn(recording.choice(step - 1).vcpu()))
        .toArray();
  }

  /**
   * The preemption before a step.
   *
   * @param slice the steps of the story
   */
  Preemption find(int step, List<Integer> slice) {
    int vcpu = recording.choice(step - 1).vcpu();
    ScheduleWalk alone = Runs.from(recording, step);
    alone.runAlone(vcpu, MOST_GHOSTS);
    List<Step> ghosts = alone.steps();
    Optional<Preemption.Late> late = late(alone, step, vcpu, slice);
    int first = step;
    while (first > 0 && recording.choice(first - 1).vcpu() == vcpu) {
      first--;
    }
    int own = step - first;
    return new Preemption(
        step,
        vcpu,
        count(
            Math.min(own - 1, FARTHEST),
            by -> violates(Runs.from(recording, step - by), vcpu, step)),
        count(FARTHEST, by -> violatesAfter(by, vcpu, step)),
        ghosts,
        late);
  }

  /** How many distances from 1 on a condition holds for. */
  private static int count(int most, IntPredicate condition) {
    int by = 0;
    while (by < most && condition.test(by + 1)) {
      by++;
    }
    return by;
  }

  private boolean violatesAfter(int by, int vcpu, int step) {
    ScheduleWalk walk = Runs.from(recording, step);
    return walk.runAlone(vcpu, by) == by && walk.failure().isEmpty() && violates(walk, vcpu, step);
  }

  /**
   * Whether the others, in the recorded order, come to the violation.
   *
   * @param preempted goes on whenever one of them waits
   */
  private boolean violates(ScheduleWalk walk, int preempted, int step) {
    for (int at = step; at < recording.steps() && walk.failure().isEmpty(); at++) {
      Schedule.Choice choice = recording.choice(at);
      for (int help = 0; help < MOST_GHOSTS && !walk.canGoOn(choice.vcpu()); help++) {
        if (walk.runAlone(preempted, 1) == 0) {
          break;
        }
      }
      if (walk.failure().isEmpty()) {
        Runs.take(recording, walk, choice);
      }
    }
    List<Integer> order = Runs.lastFirst(recording);
    walk.runAlone(order.get(0), Runs.MOST_STEPS);
    if (!isOfVcpu) {
      order.forEach(vcpu -> walk.runAlone(vcpu, Runs.MOST_STEPS));
    }
    return walk.failure().map(Failure::property).equals(Optional.of(failure.property()));
  }

  // ---- too late ----

  /** The first write of the preempted vCPU to what others read of the slice. */
  private Optional<Preemption.Late> late(
      ScheduleWalk alone, int step, int vcpu, List<Integer> slice) {
    int[] writers = Runs.variablesWritten(recording.system(), alone, vcpu);
    Set<Integer> seen = new HashSet<>();
    for (int ghost = 0; ghost < writers.length; ghost++) {
      int variable = writers[ghost];
      if (variable == Variables.NONE || !seen.add(variable)) {
        continue;
      }
      Optional<Integer> reader =
          slice.stream()
              .filter(at -> at >= step && recording.choice(at).vcpu() != vcpu)
              .filter(at -> reads(at, variable))
              .findFirst();
      if (reader.isPresent()) {
        return Optional.of(new Preemption.Late(ghost, reader.get()));
      }
    }
    return Optional.empty();
  }

  private boolean reads(int step, int variable) {
    Op op = recording.events().get(step).op();
    return op.variable() == variable && op.kind() != Op.Kind.STORE;
  }
}
