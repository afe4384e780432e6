package vcpucheck.checker.engine.causality;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.trace.Schedule;

/**
 * Which steps decide a violation: had the step found another value, and had the vCPUs then gone on
 * in the same order, there would have been none (but-for causes: Halpern, Actual Causality, 2016).
 */
final class Intervention {
  private final Recording recording;

  private final Failure failure;
  private final boolean isOfVcpu;

  /**
   * Makes a judge of steps.
   *
   * @param isOfVcpu whether what is wrong is what a vCPU does, and not what variables are
   */
  Intervention(Recording recording, Failure failure, boolean isOfVcpu) {
    this.recording = recording;
    this.failure = failure;
    this.isOfVcpu = isOfVcpu;
  }

  /** Whether the violation would not have come about had a step had another result. */
  boolean avoids(int step) {
    return isPossible(() -> alternatives(step).anyMatch(branch -> !goesWrong(branch)));
  }

  /** Code that is run on a value which cannot be there may find that out. */
  private static boolean isPossible(BooleanSupplier question) {
    try {
      return question.getAsBoolean();
    } catch (ModelException e) {
      return false;
    }
  }

  /** Whether it would not have come about had a step read what a later one wrote. */
  boolean avoids(int step, int write) {
    Op op = recording.events().get(step).op();
    return isLoad(op)
        && isPossible(
            () ->
                found(step, op.variable(), recording.value(write + 1, op.variable()))
                    .anyMatch(branch -> !goesWrong(branch)));
  }

  private static boolean isLoad(Op op) {
    return op.kind() == Op.Kind.LOAD || op.kind() == Op.Kind.PROJECT;
  }

  /**
   * Another course of events.
   *
   * @param walk has come to where it differs
   * @param next the first of the recorded steps that are to follow
   */
  private record Branch(ScheduleWalk walk, int next) {}

  private Stream<Branch> alternatives(int step) {
    Recording.Event event = recording.events().get(step);
    Op op = event.op();
    if (recording.order().isPresent()) {
      return new Diversion(recording).from(step).map(walk -> new Branch(walk, step + 1));
    }
    return switch (op.kind()) {
      case CHOOSE ->
          IntStream.range(0, (int) op.a())
              .filter(alternative -> alternative != event.result())
              .mapToObj(alternative -> chosen(step, alternative));
      case LOCK, UNLOCK, FREE, ALLOC, FENCE, END, FAIL, STORE -> Stream.empty();
      default -> isData(op.variable()) ? changed(step, event) : Stream.empty();
    };
  }

  /** Whether a variable is one that code under test can observe. */
  private boolean isData(int variable) {
    return variable != Variables.NONE && !recording.variables().isGhost(variable);
  }

  private Branch chosen(int step, int alternative) {
    ScheduleWalk walk = Runs.from(recording, step);
    walk.take(new Schedule.Choice(recording.choice(step).vcpu(), alternative));
    return new Branch(walk, step + 1);
  }

  /** As if the last write that made a difference had not happened; if there was none, any value. */
  private Stream<Branch> changed(int step, Recording.Event event) {
    int variable = event.op().variable();
    OptionalLong old = recording.previous(step, variable);
    LongStream others =
        old.isPresent()
            ? LongStream.of(old.getAsLong())
            : recording.domain(variable).stream()
                .mapToLong(value -> value)
                .filter(value -> value != event.before());
    return others.boxed().flatMap(other -> found(step, variable, other));
  }

  /** A variable has another value, for good or for this step alone. */
  private Stream<Branch> found(int step, int variable, long other) {
    int[] codes = recording.codes(step);
    int code = codes[variable];
    codes[variable] = recording.variables().encode(variable, other);
    Op op = recording.events().get(step).op();
    /* One branch at a time: a walk may widen the layout, and then others have the old one. */
    Supplier<Branch> forGood = () -> new Branch(Runs.from(recording, codes), step);
    return isLoad(op)
        ? Stream.of(forGood, () -> seenOnce(step, codes, variable, code)).map(Supplier::get)
        : Stream.of(forGood).map(Supplier::get);
  }

  private Branch seenOnce(int step, int[] codes, int variable, int code) {
    ScheduleWalk first = Runs.from(recording, codes);
    first.take(recording.choice(step));
    int[] after = recording.system().codec().codes(first.state());
    after[variable] = code;
    return new Branch(first.failure().isPresent() ? first : Runs.from(recording, after), step + 1);
  }

  /**
   * Whether a branch goes wrong, in the recorded order and then by itself: in whatever way while
   * the vCPU runs that is to blame, for a value that cannot be there breaks something else; in the
   * same way once the others run as well.
   */
  private boolean goesWrong(Branch branch) {
    ScheduleWalk walk = branch.walk();
    for (int step = branch.next(); step < recording.steps() && walk.failure().isEmpty(); step++) {
      Runs.take(recording, walk, recording.choice(step));
    }
    List<Integer> order = Runs.lastFirst(recording);
    walk.runAlone(order.get(0), Runs.MOST_STEPS);
    if (walk.failure().isPresent() || isOfVcpu) {
      return walk.failure().isPresent();
    }
    order.forEach(vcpu -> walk.runAlone(vcpu, Runs.MOST_STEPS));
    return walk.failure().map(Failure::property).equals(Optional.of(failure.property()));
  }
}
