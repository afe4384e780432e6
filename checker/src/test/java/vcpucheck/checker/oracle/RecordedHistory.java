package vcpucheck.checker.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import vcpucheck.checker.model.Specification;

/**
 * A whole history, event after event, and whether it is linearizable by trying every order of its
 * operations (Wing and Gong, Testing and Verifying Concurrent Objects, JPDC 1993).
 */
record RecordedHistory(List<Event> events) {
  static final RecordedHistory EMPTY = new RecordedHistory(List.of());

  /** A call with its operation, or a return with its answer. */
  record Event(int caller, boolean isCall, Object content)
      implements UnaryOperator<RecordedHistory> {
    @Override
    public RecordedHistory apply(RecordedHistory before) {
      List<Event> all = new ArrayList<>(before.events());
      all.add(this);
      return new RecordedHistory(List.copyOf(all));
    }
  }

  /** One operation: when it began and ended, as positions among the events. */
  private record Interval(Object operation, int call, int end, Optional<Object> answer) {}

  RecordedHistory {
    events = List.copyOf(events);
  }

  /** Whether the operations have an order that a specification explains. */
  <S, O, R> boolean isLinearizable(Specification<S, O, R> specification) {
    return canEnd(intervals(), specification.initial(), specification);
  }

  private List<Interval> intervals() {
    List<Interval> intervals = new ArrayList<>();
    Map<Integer, Integer> open = new HashMap<>();
    for (int at = 0; at < events.size(); at++) {
      Event event = events.get(at);
      if (event.isCall()) {
        open.put(event.caller(), intervals.size());
        intervals.add(new Interval(event.content(), at, Integer.MAX_VALUE, Optional.empty()));
      } else {
        int index = Objects.requireNonNull(open.remove(event.caller()));
        Interval began = intervals.get(index);
        intervals.set(
            index, new Interval(began.operation(), began.call(), at, Optional.of(event.content())));
      }
    }
    return intervals;
  }

  private static <S, O, R> boolean canEnd(
      List<Interval> left, S state, Specification<S, O, R> specification) {
    if (left.stream().allMatch(interval -> interval.answer().isEmpty())) {
      return true;
    }
    for (Interval first : left) {
      if (left.stream().allMatch(other -> first.call() < other.end())
          && canBegin(first, left, state, specification)) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings("unchecked") // what was recorded is what the specification is about
  private static <S, O, R> boolean canBegin(
      Interval first, List<Interval> left, S state, Specification<S, O, R> specification) {
    Specification.Next<S, R> next = specification.apply(state, (O) first.operation());
    List<Interval> others = new ArrayList<>(left);
    others.remove(first);
    return first.answer().map(next.answer()::equals).orElse(true)
        && canEnd(others, next.state(), specification);
  }
}
