package vcpucheck.checker.cli.replay;

import com.google.common.primitives.Ints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.Walkthrough;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.trace.TraceFile;
import vcpucheck.checker.walk.Nearest;
import vcpucheck.checker.walk.Position;
import vcpucheck.checker.walk.RunGoal;
import vcpucheck.checker.walk.WalkedStep;

/**
 * How a trace goes on where the code has left it: with the same context switches, where the vCPU
 * has done the same operations of the same C functions, as far as it does them; and if that
 * violates nothing, with what a bounded search finds nearby, first behind the last context switch,
 * then behind the one before.
 *
 * @param schedule from the start to where it ends, which is a violation if there is one
 * @param switches how many context switches the trace has after the step at which the code left it
 * @param kept how many of them are behind the same operation
 * @param search what was searched; empty if the context switches led to a violation
 */
public record Continuation(Schedule schedule, int switches, int kept, Optional<Searched> search) {
  /** So long a schedule does not end, it goes round. */
  private static final int MOST_STEPS = 10_000;

  /**
   * A search.
   *
   * @param from how many steps lead to where it began last
   * @param isFound whether it found a violation
   * @param isExhaustive whether everything that can follow there was searched
   * @param states how many states were visited, in all searches together
   */
  public record Searched(int from, boolean isFound, boolean isExhaustive, int states) {}

  /** What one vCPU does without a context switch. */
  private record Segment(int vcpu, List<Step> steps) {
    Step last() {
      return steps.get(steps.size() - 1);
    }
  }

  /**
   * Goes on with a trace.
   *
   * @param walk on the code that left it
   * @param left the step at which it did, from 0
   * @param states the most states that a search visits
   */
  public static Continuation of(Walkthrough walk, TraceFile trace, int left, int states) {
    List<Schedule.Choice> choices = trace.schedule().choices();
    int vcpus = walk.position(Schedule.EMPTY).vcpus().size();
    List<Segment> segments =
        segments(
            trace.steps().subList(left, choices.size()).stream()
                .filter(step -> step.vcpu() < vcpus)
                .toList());
    List<Schedule> switched = new ArrayList<>();
    switched.add(new Schedule(choices.subList(0, left)));
    int kept = 0;
    for (Segment segment : segments) {
      boolean isLast = switched.size() == segments.size();
      Schedule from = switched.get(switched.size() - 1);
      Schedule alone = walk.run(from, segment.vcpu(), RunGoal.END);
      Position end = walk.position(alone);
      if (isLast || end.violation().isPresent()) {
        switched.add(alone);
        break;
      }
      int done = from.choices().size();
      List<Step> steps = end.steps().stream().map(WalkedStep::step).toList();
      List<Step> own = steps.subList(done, steps.size());
      int length = align(segment.steps(), own);
      boolean isKept = length > 0 && isSame(segment.last(), own.get(length - 1));
      kept += isKept ? 1 : 0;
      switched.add(length == 0 ? alone : cut(alone, done + length));
    }
    int switches = Math.max(0, segments.size() - 1);
    Schedule all = toTheEnd(walk, switched.get(switched.size() - 1));
    return walk.position(all).violation().isPresent()
        ? new Continuation(all, switches, kept, Optional.empty())
        : searched(walk, switched, states, switches, kept);
  }

  private static Continuation searched(
      Walkthrough walk, List<Schedule> switched, int states, int switches, int kept) {
    int visited = 0;
    for (int at = switched.size() - 1; at >= 0; at--) {
      Schedule from = switched.get(at);
      Nearest nearest = walk.nearest(from, states, ProgressListener.NONE);
      visited += nearest.states();
      if (nearest.schedule().isPresent() || at == 0) {
        Searched search =
            new Searched(
                from.choices().size(),
                nearest.schedule().isPresent(),
                nearest.isExhaustive(),
                visited);
        return new Continuation(
            nearest.schedule().orElse(from), switches, kept, Optional.of(search));
      }
    }
    throw new AssertionError("checker bug: a trace goes on nowhere");
  }

  private static List<Segment> segments(List<Step> steps) {
    List<Segment> segments = new ArrayList<>();
    int begin = 0;
    for (int at = 1; at <= steps.size(); at++) {
      if (at == steps.size() || steps.get(at).vcpu() != steps.get(begin).vcpu()) {
        segments.add(new Segment(steps.get(begin).vcpu(), steps.subList(begin, at)));
        begin = at;
      }
    }
    return segments;
  }

  /**
   * How many of some steps come to where others end, so that as many as can be of both are the same
   * operations of the same C functions, in this order; 0 if none are.
   */
  private static int align(List<Step> others, List<Step> steps) {
    int[] same = new int[steps.size() + 1];
    for (Step other : others) {
      int before = 0; /* the length for the others and the steps before */
      for (int at = 0; at < steps.size(); at++) {
        int longer = isSame(other, steps.get(at)) ? before + 1 : 0;
        before = same[at + 1];
        same[at + 1] = Math.max(longer, Math.max(same[at], same[at + 1]));
      }
    }
    return Ints.indexOf(same, same[steps.size()]);
  }

  private static boolean isSame(Step one, Step other) {
    return one.function().equals(other.function()) && one.operation().equals(other.operation());
  }

  private static Schedule cut(Schedule schedule, int length) {
    return new Schedule(schedule.choices().subList(0, length));
  }

  /** Each vCPU runs as far as it comes, in turn, until none comes further. */
  private static Schedule toTheEnd(Walkthrough walk, Schedule from) {
    Schedule schedule = from;
    Position position = walk.position(schedule);
    boolean isGoing = true;
    while (isGoing) {
      int before = schedule.choices().size();
      for (int vcpu = 0; vcpu < position.vcpus().size(); vcpu++) {
        schedule = walk.run(schedule, vcpu, RunGoal.END);
      }
      /* one that runs for ever stops at a bound, and is not run again */
      isGoing = schedule.choices().size() > before && schedule.choices().size() < MOST_STEPS;
    }
    return schedule;
  }
}
