package vcpucheck.checker.engine.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.walk.Course;
import vcpucheck.checker.walk.Position;
import vcpucheck.checker.walk.Turn;

/** Reads what is to be seen along a schedule. */
final class CourseReader {
  /** The word for a step that the memory model takes. */
  private static final String OWN = "memory";

  private final TransitionSystem system;

  CourseReader(TransitionSystem system) {
    this.system = system;
  }

  /**
   * Reads a schedule.
   *
   * @param end what is to be seen at its end
   */
  Course read(Schedule schedule, Position end) {
    ScheduleWalk here = new ScheduleWalk(system);
    List<Course.Moment> moments = new ArrayList<>();
    for (int at = 0; at < end.steps().size(); at++) {
      int vcpu = schedule.choices().get(at).vcpu();
      List<Course.Other> others = others(here, vcpu);
      List<Position.Holder> holders = holders(here.state());
      here.take(schedule.choices().get(at));
      Op op = here.isOwn(at) ? Op.END : here.op(at);
      moments.add(
          new Course.Moment(
              end.steps().get(at), kind(op), variable(op), others, holders, hidden(here.state())));
    }
    return new Course(variables(), end.start(), moments);
  }

  private static String kind(Op op) {
    return op.equals(Op.END) ? OWN : op.kind().name().toLowerCase(Locale.ROOT);
  }

  private Optional<String> variable(Op op) {
    return op.variable() == Variables.NONE
        ? Optional.empty()
        : Optional.of(system.variables().variable(op.variable()).name());
  }

  private List<Course.Variable> variables() {
    Variables all = system.variables();
    return IntStream.range(Variables.NONE + 1, all.size())
        .mapToObj(all::variable)
        .map(
            one ->
                new Course.Variable(
                    one.name(),
                    one.type().name().toLowerCase(Locale.ROOT),
                    one.slot() == Variables.NONE
                        ? Optional.empty()
                        : Optional.of(all.variable(one.slot()).name())))
        .toList();
  }

  private List<Course.Other> others(ScheduleWalk here, int vcpu) {
    return IntStream.range(0, system.vcpus().count())
        .filter(one -> one != vcpu)
        .mapToObj(one -> other(here, one))
        .toList();
  }

  private Course.Other other(ScheduleWalk here, int vcpu) {
    if (isAtEnd(here, vcpu)) {
      return new Course.Other(vcpu, Turn.Status.ENDED, "");
    }
    return new Course.Other(
        vcpu,
        here.canGoOn(vcpu) ? Turn.Status.READY : Turn.Status.WAITS,
        here.wanted(vcpu).operation());
  }

  private boolean isAtEnd(ScheduleWalk here, int vcpu) {
    return system.machine().node(here.state(), 0, vcpu) == OperationTable.END;
  }

  /** The locks that are held in a state. */
  List<Position.Holder> holders(long[] state) {
    Variables variables = system.variables();
    return IntStream.range(Variables.NONE + 1, variables.size())
        .filter(variable -> variables.variable(variable).type() == Variable.Type.LOCK)
        .boxed()
        .flatMap(
            lock ->
                IntStream.range(0, system.vcpus().count())
                    .filter(vcpu -> holds(state, vcpu, lock))
                    .mapToObj(vcpu -> new Position.Holder(variables.variable(lock).name(), vcpu)))
        .toList();
  }

  /** What memory has in a state beside the last values. */
  List<Position.Hidden> hidden(long[] state) {
    Variables variables = system.variables();
    return system.machine().pending(state, 0).stream()
        .map(
            one ->
                new Position.Hidden(
                    one.vcpu(),
                    one.kind().name().toLowerCase(Locale.ROOT),
                    variables.variable(one.variable()).name(),
                    variables.text(one.variable(), one.value())))
        .toList();
  }

  private boolean holds(long[] state, int vcpu, int lock) {
    return system.vcpus().automaton(vcpu).holds(system.machine().node(state, 0, vcpu), lock);
  }
}
