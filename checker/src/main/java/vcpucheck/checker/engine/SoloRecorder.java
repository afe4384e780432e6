package vcpucheck.checker.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import vcpucheck.checker.SoloRun;
import vcpucheck.checker.engine.automaton.Automaton;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.operation.Op;
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
    walk.runAlone(vcpu, MOST_OPERATIONS);
    Automaton automaton = system.vcpus().automaton(vcpu);
    List<Step> steps = walk.steps();
    List<SoloRun.Operation> operations = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      int node = system.machine().node(walk.state(i), 0, vcpu);
      operations.add(
          new SoloRun.Operation(
              steps.get(i), kind(automaton.table().op(node).kind()), automaton.holdsLock(node)));
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
