package vcpucheck.checker.engine.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.base.CancellationCheck;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.walk.ProgressGraph;

/** Reads the progress graph of two vCPUs from a walk, by letting each of them run on. */
final class ProgressReader {
  /** The most operations ahead of the position, for each vCPU. */
  private static final int FARTHEST = 400;

  /** The most steps of a vCPU in a row that another one waits for. */
  private static final int MOST_HELP = 400;

  /** The most steps in all. */
  private static final int MOST_STEPS = 400_000;

  private final TransitionSystem system;
  private final ScheduleWalk walk;
  private final CancellationCheck cancellation;
  private int steps;
  private boolean isBounded;

  ProgressReader(TransitionSystem system, ScheduleWalk walk, CancellationCheck cancellation) {
    this.system = system;
    this.walk = walk;
    this.cancellation = cancellation;
  }

  ProgressGraph read(int x, int y) {
    ProgressGraph.Axis horizontal = axis(x, y);
    ProgressGraph.Axis vertical = axis(y, x);
    return new ProgressGraph(horizontal, vertical, !isBounded);
  }

  private ProgressGraph.Axis axis(int vcpu, int other) {
    int begin = length();
    int done = done(vcpu);
    runOn(vcpu, other);
    int end = done(vcpu);
    List<ProgressGraph.Section> sections = sections(vcpu);
    walk.backTo(begin);
    List<ProgressGraph.Violation> violations = violations(vcpu, other, done);
    walk.backTo(begin);
    return new ProgressGraph.Axis(vcpu, done, end, sections, violations);
  }

  private int length() {
    return walk.schedule().choices().size();
  }

  private int done(int vcpu) {
    return (int) walk.schedule().choices().stream().filter(choice -> choice.vcpu() == vcpu).count();
  }

  private void runOn(int runner, int helper) {
    int taken = 0;
    while (taken < FARTHEST && steps < MOST_STEPS && step(runner, helper)) {
      count();
      taken++;
    }
    isBounded |= taken == FARTHEST || steps == MOST_STEPS;
  }

  /**
   * Lets a vCPU take one step; the helper goes on while that one waits, or when it has ended.
   *
   * @return whether it took one
   */
  private boolean step(int vcpu, int helper) {
    for (int help = 0; help <= MOST_HELP; help++) {
      if (walk.runAlone(vcpu, 1) == 1) {
        return true;
      }
      if (walk.runAlone(helper, 1) == 0) {
        return false;
      }
    }
    isBounded = true;
    return false;
  }

  private void count() {
    steps++;
    cancellation.step();
  }

  /** Where the vCPU, running on, must not be preempted. */
  private List<ProgressGraph.Violation> violations(int vcpu, int other, int done) {
    List<ProgressGraph.Violation> violations = new ArrayList<>();
    for (int after = done; after < done + FARTHEST && walk.failure().isEmpty(); after++) {
      int here = length();
      runOn(other, vcpu);
      int at = done(other);
      int from = after;
      walk.failure()
          .map(Failure::property)
          .ifPresent(wrong -> violations.add(new ProgressGraph.Violation(from, at, wrong)));
      walk.backTo(here);
      if (steps == MOST_STEPS || walk.runAlone(vcpu, 1) == 0) {
        return violations;
      }
      count();
    }
    return violations;
  }

  /** Where a vCPU holds locks, in operations of its own. */
  private List<ProgressGraph.Section> sections(int vcpu) {
    List<ProgressGraph.Section> sections = new ArrayList<>();
    List<ProgressGraph.Section> open = new ArrayList<>();
    List<Schedule.Choice> choices = walk.schedule().choices();
    int operation = 0;
    for (int step = 0; step < choices.size(); step++) {
      if (choices.get(step).vcpu() != vcpu) {
        continue;
      }
      Op op = walk.op(step);
      operation++;
      if (op.kind() == Op.Kind.UNLOCK) {
        close(name(op), open, operation - 1).ifPresent(sections::add);
      } else if (op.kind().isOfLock() && isTaken(vcpu, op, step)) {
        open.add(new ProgressGraph.Section(name(op), operation, operation));
      }
    }
    for (ProgressGraph.Section held : open) {
      sections.add(new ProgressGraph.Section(held.lock(), held.from(), operation));
    }
    return sections;
  }

  /** Takes the section of a lock off those that are open. */
  private static Optional<ProgressGraph.Section> close(
      String lock, List<ProgressGraph.Section> open, int to) {
    Optional<ProgressGraph.Section> held =
        open.stream().filter(section -> section.lock().equals(lock)).findFirst();
    held.ifPresent(open::remove);
    return held.map(section -> new ProgressGraph.Section(lock, section.from(), to));
  }

  private String name(Op op) {
    return system.variables().variable(op.variable()).name();
  }

  private boolean isTaken(int vcpu, Op op, int step) {
    long[] after = walk.state(step + 1);
    return system
        .vcpus()
        .automaton(vcpu)
        .holds(system.machine().node(after, 0, vcpu), op.variable());
  }
}
