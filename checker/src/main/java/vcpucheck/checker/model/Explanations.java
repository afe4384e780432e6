package vcpucheck.checker.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.GhostValue;
import vcpucheck.checker.memory.OrderedUpdate;
import vcpucheck.checker.memory.OrderedUpdate.Known;

/**
 * Every way to explain a history so far by a sequential order of its operations; a history itself
 * is not remembered, so that histories which leave the same ways are one.
 *
 * @param ways none if the history cannot be explained
 * @param problem then one sentence: which answer cannot be explained
 * @param callers for each vCPU its caller, where it matters what vCPUs know
 */
@GhostValue
record Explanations<S, O, R>(
    Set<Way<S, O, R>> ways, Optional<String> problem, Map<Integer, Integer> callers) {
  /*
   * A history is linearizable if its operations can be put into an order that respects which ended
   * before which began, and in which each answers as the specification says (Herlihy and Wing,
   * Linearizability: A Correctness Condition for Concurrent Objects, TOPLAS 1990). Think of each
   * operation as taking effect at one moment between its call and its return. A way is what such
   * moments, chosen up to now, have led to. At a call each way is continued by all choices of who
   * takes effect next, and in which order, that are possible before the next event; at a return
   * those ways remain in which the operation has taken effect and had that answer. The set is a
   * function of the history: a deterministic monitor of a nondeterministic choice.
   *
   * Closing under effects at calls is enough: at a return ways only leave, and what remains of a
   * closed set is closed, for nobody but the caller loses anything that could take effect.
   *
   * Under a weak memory model an operation need only come behind those whose return happens before
   * its call: no client can tell more. So an operation may return before it takes effect, and owes
   * its effect then: one that begins later and does not know of its return may come first. Once
   * every vCPU knows of its return, whatever comes first has begun, and ways in which it still owes
   * its effect leave: what they lead to, others lead to that the set has. A history is explained if
   * in some way nothing is owed. It is judged as it is, though an operation that is still to come
   * might explain an answer, for vCPUs may stop anywhere: every beginning of an execution is one, as
   * long as nothing is seen that the code has yet to store.
   */

  /** The beginning of an operation. */
  record Call<S, O, R>(Specification<S, O, R> specification, int caller, O operation)
      implements HistoryEvent, OrderedUpdate<Explanations<S, O, R>> {
    @Override
    public Explanations<S, O, R> apply(Explanations<S, O, R> before, Known known) {
      return before.called(specification, caller, operation, known);
    }

    @Override
    public boolean isCounted() {
      return false;
    }

    @Override
    public boolean isCall() {
      return true;
    }

    @Override
    public String text() {
      return operation.toString();
    }
  }

  /** The end of an operation. */
  record Return<S, O, R>(int caller, R answer)
      implements HistoryEvent, OrderedUpdate<Explanations<S, O, R>> {
    @Override
    public Explanations<S, O, R> apply(Explanations<S, O, R> before, Known known) {
      return before.returned(caller, answer, known);
    }

    @Override
    public boolean isCounted() {
      return true;
    }

    @Override
    public boolean isCall() {
      return false;
    }

    @Override
    public String text() {
      return answer.toString();
    }
  }

  /** Of the empty history. */
  static <S, O, R> Explanations<S, O, R> initial(Specification<S, O, R> specification) {
    return new Explanations<>(
        Set.of(Way.initial(specification.initial())), Optional.empty(), Map.of());
  }

  private Explanations<S, O, R> called(
      Specification<S, O, R> specification, int caller, O operation, Known known) {
    Set<Way<S, O, R>> closed = new HashSet<>();
    Deque<Way<S, O, R>> open = new ArrayDeque<>();
    for (Way<S, O, R> way : ways) {
      if (way.isOpen(caller)) {
        throw unpaired(caller);
      }
      open.add(way.called(caller, operation, known));
    }
    while (!open.isEmpty()) {
      Way<S, O, R> way = open.remove();
      if (closed.add(way)) {
        open.addAll(way.next(specification));
      }
    }
    boolean isExplained = closed.stream().anyMatch(Way::isComplete);
    return new Explanations<>(
        Set.copyOf(closed), isExplained ? Optional.empty() : problem, callers(caller, known));
  }

  private Explanations<S, O, R> returned(int caller, R answer, Known known) {
    Set<Way<S, O, R>> left = new HashSet<>();
    Set<String> possible = new TreeSet<>();
    @Nullable O operation = null;
    for (Way<S, O, R> way : ways) {
      Way.@Nullable Answered<O, R> done = way.answered().get(caller);
      if (done == null) {
        operation = way.open(caller).orElseThrow(() -> unpaired(caller)).operation();
        if (!known.isAll()) {
          left.add(way.owing(caller, answer, known.vcpu()));
        }
      } else {
        operation = done.operation();
        possible.add(done.answer().toString());
        if (done.answer().equals(answer)) {
          left.add(way.answeredBy(caller));
        }
      }
    }
    if (!known.isAll()) {
      left.removeIf(way -> !way.isOpenTo(known, caller));
    }
    boolean isExplained = left.stream().anyMatch(Way::isComplete);
    String why = problem.isPresent() ? problem.get() : problem(operation, answer, possible);
    return new Explanations<>(
        Set.copyOf(left), isExplained ? Optional.empty() : Optional.of(why), callers);
  }

  /* What is known of a vCPU is how many of its operations: they must be those of one caller. */
  private Map<Integer, Integer> callers(int caller, Known known) {
    if (known.isAll()) {
      return callers;
    }
    Map<Integer, Integer> all = new HashMap<>(callers);
    all.putIfAbsent(known.vcpu(), caller);
    int other = all.getOrDefault(known.vcpu(), caller);
    if (other != caller) {
      throw new ModelException(
          "under a weak memory model a vCPU has one number as a caller: callers="
              + other
              + ", "
              + caller);
    }
    return Map.copyOf(all);
  }

  private static String problem(@Nullable Object operation, Object answer, Set<String> possible) {
    return "no order of the operations explains that "
        + operation
        + " answers "
        + answer
        + "; what can be explained is "
        + String.join(" or ", possible);
  }

  private static ModelException unpaired(int caller) {
    return new ModelException(
        "the calls and returns of one caller must alternate: caller="
            + caller
            + "; give each vCPU a number of its own");
  }

  @Override
  public String toString() {
    return problem.orElseGet(
        () -> new TreeSet<>(ways.stream().map(Way::toString).toList()).toString());
  }
}
