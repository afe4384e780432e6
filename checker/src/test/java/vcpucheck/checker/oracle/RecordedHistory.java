package vcpucheck.checker.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import vcpucheck.checker.memory.GhostValue;
import vcpucheck.checker.memory.OrderedUpdate;
import vcpucheck.checker.memory.OrderedUpdate.Known;
import vcpucheck.checker.model.Specification;

/**
 * A whole history, event after event, and whether it is linearizable by trying every order of its
 * operations (Wing and Gong, Testing and Verifying Concurrent Objects, JPDC 1993).
 */
@GhostValue
record RecordedHistory(List<Event> events) {
  static final RecordedHistory EMPTY = new RecordedHistory(List.of());

  /**
   * A call with its operation, or a return with its answer, by a vCPU that has the caller's number.
   *
   * @param known what its vCPU knows of earlier returns
   */
  record Event(int caller, boolean isCall, Object content, Known known)
      implements OrderedUpdate<RecordedHistory> {
    @Override
    public RecordedHistory apply(RecordedHistory before, Known now) {
      List<Event> all = new ArrayList<>(before.events());
      all.add(new Event(caller, isCall, content, now));
      return new RecordedHistory(List.copyOf(all));
    }

    @Override
    public boolean isCounted() {
      return !isCall;
    }
  }

  /**
   * One operation.
   *
   * @param number which of its caller's it is, from 0
   * @param known of each caller, how many operations come before it
   */
  private record Interval(
      int caller,
      int number,
      Object operation,
      Map<Integer, Integer> known,
      Optional<Object> answer) {
    /** Whether another one may come behind it. */
    boolean mayPrecede(Interval other) {
      return other.answer().isEmpty() || known.getOrDefault(other.caller(), 0) <= other.number();
    }
  }

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
    Map<Integer, Integer> returned = new HashMap<>();
    for (Event event : events) {
      int caller = event.caller();
      if (event.isCall()) {
        Map<Integer, Integer> known = new HashMap<>();
        returned.forEach((other, all) -> known.put(other, all - event.known().unknown(other)));
        int number = returned.getOrDefault(caller, 0);
        open.put(caller, intervals.size());
        intervals.add(new Interval(caller, number, event.content(), known, Optional.empty()));
      } else {
        int index = Objects.requireNonNull(open.remove(caller));
        Interval began = intervals.get(index);
        Optional<Object> answer = Optional.of(event.content());
        intervals.set(
            index, new Interval(caller, began.number(), began.operation(), began.known(), answer));
        returned.merge(caller, 1, Integer::sum);
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
      if (left.stream().allMatch(first::mayPrecede)
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
