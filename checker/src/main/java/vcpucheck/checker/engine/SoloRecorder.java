package vcpucheck.checker.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import vcpucheck.checker.SoloRun;
import vcpucheck.checker.engine.automaton.Automaton;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;

/** Records what each vCPU does alone. */
final class SoloRecorder {
  /** A vCPU that does not end is recorded so far. */
  private static final int MOST_OPERATIONS = 2_000;

  private final TransitionSystem system;

  SoloRecorder(TransitionSystem system) {
    this.system = system;
  }

  List<SoloRun> record() {
    return IntStream.range(0, system.vcpus().count()).mapToObj(this::record).toList();
  }

  private SoloRun record(int vcpu) {
    ScheduleWalk walk = new ScheduleWalk(system);
    List<Op> ops = new ArrayList<>();
    List<Boolean> underLock = new ArrayList<>();
    Automaton automaton = system.vcpus().automaton(vcpu);
    Optional<Schedule.Choice> choice = walk.alternative(vcpu);
    while (choice.isPresent() && ops.size() < MOST_OPERATIONS && walk.failure().isEmpty()) {
      int node = system.machine().node(walk.state(), 0, vcpu);
      ops.add(automaton.table().op(node));
      underLock.add(automaton.holdsLock(node));
      walk.take(choice.get());
      choice = walk.alternative(vcpu);
    }
    List<Step> steps = walk.steps();
    List<SoloRun.Operation> operations = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      operations.add(
          new SoloRun.Operation(steps.get(i), kind(ops.get(i).kind()), underLock.get(i)));
    }
    return new SoloRun(system.vcpus().name(vcpu), operations);
  }

  private static SoloRun.Kind kind(Op.Kind kind) {
    if (kind.isOfLock()) {
      return SoloRun.Kind.LOCK;
    }
    return switch (kind) {
      case LOAD, STORE, PROJECT -> SoloRun.Kind.ACCESS;
      case ALLOC -> SoloRun.Kind.ALLOCATION;
      case FENCE -> SoloRun.Kind.FENCE;
      default -> kind.isAccess() ? SoloRun.Kind.ATOMIC : SoloRun.Kind.OTHER;
    };
  }
}
