package vcpucheck.checker.engine.causality;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.trace.Schedule;

/** Walks beside the recorded one. */
final class Runs {
  /** After so many steps of one vCPU there is no violation. */
  static final int MOST_STEPS = 2_000;

  private Runs() {}

  /** A walk from the state before a step. */
  static ScheduleWalk from(Recording recording, int step) {
    return from(recording, recording.codes(step));
  }

  /** A walk from the state with some codes. */
  static ScheduleWalk from(Recording recording, int[] codes) {
    return new ScheduleWalk(recording.system(), recording.system().codec().state(codes));
  }

  /**
   * Takes a step as it was recorded or, if that is not possible, as the vCPU can; one of the memory
   * model's own only as it was.
   */
  static void take(Recording recording, ScheduleWalk walk, Schedule.Choice choice) {
    boolean isOwn = recording.system().machine().isOwnStep(choice.alternative());
    if (!walk.take(choice) && !isOwn) {
      walk.alternative(choice.vcpu()).ifPresent(walk::take);
    }
  }

  /** The vCPUs, the one that ran last first. */
  static List<Integer> lastFirst(Recording recording) {
    int last = recording.steps() == 0 ? 0 : recording.choice(recording.steps() - 1).vcpu();
    return Stream.concat(
            Stream.of(last),
            IntStream.range(0, recording.runs().size()).filter(vcpu -> vcpu != last).boxed())
        .toList();
  }

  /**
   * For each step of a walk of one vCPU the variable that it changed, or {@link Variables#NONE}. A
   * slot that is freed stands for its fields.
   */
  static int[] variablesWritten(TransitionSystem system, ScheduleWalk walk, int vcpu) {
    MemoryMachine machine = system.machine();
    return IntStream.range(0, walk.schedule().choices().size())
        .map(
            step -> {
              long[] before = walk.state(step);
              Op op = system.vcpus().table(vcpu).op(machine.node(before, 0, vcpu));
              int variable = op.variable();
              boolean isChanged =
                  op.kind().writes()
                      && machine.value(before, 0, variable)
                          != machine.value(walk.state(step + 1), 0, variable);
              boolean isData = !op.kind().isOfLock() && !system.variables().isGhost(variable);
              return isChanged && isData ? variable : Variables.NONE;
            })
        .toArray();
  }
}
