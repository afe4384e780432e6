package vcpucheck.checker.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.GhostValue;

/**
 * Every way to explain a history so far by a sequential order of its operations; a history itself
 * is not remembered, so that histories which leave the same ways are one.
 *
 * @param ways none if the history cannot be explained
 * @param problem then one sentence: which answer cannot be explained
 * @param answers what callers were answered, if that is to be observed
 */
@GhostValue
record Explanations<S, O, R>(Set<Way<S, O, R>> ways, Optional<String> problem, Answers answers) {
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
   */

  /**
   * What callers were answered, each in its order.
   *
   * @param isKept whether that is remembered
   */
  record Answers(boolean isKept, Map<Integer, List<String>> byCaller) {
    static Answers none(boolean isKept) {
      return new Answers(isKept, Map.of());
    }

    Answers with(int caller, Object answer) {
      if (!isKept) {
        return this;
      }
      List<String> all = new ArrayList<>(to(caller));
      all.add(answer.toString());
      Map<Integer, List<String>> changed = new HashMap<>(byCaller);
      changed.put(caller, List.copyOf(all));
      return new Answers(true, Map.copyOf(changed));
    }

    List<String> to(int caller) {
      if (!isKept) {
        throw new ModelException(
            "answers must be remembered to be asked for: make it by Linearizability.answering");
      }
      return byCaller.getOrDefault(caller, List.of());
    }

    @Override
    public String toString() {
      return new TreeMap<>(byCaller).toString();
    }
  }

  /** What has become of an operation whose return has not come yet. */
  sealed interface Progress<O, R> {
    O operation();
  }

  /** It has not taken effect. */
  record Pending<O, R>(O operation) implements Progress<O, R> {}

  /** It has taken effect. */
  record Answered<O, R>(O operation, R answer) implements Progress<O, R> {}

  /**
   * One way to explain a history.
   *
   * @param state the state that the operations which have taken effect lead to
   * @param open the operations that have not returned, by caller
   */
  record Way<S, O, R>(S state, Map<Integer, Progress<O, R>> open) {
    Progress<O, R> progress(int caller) {
      @Nullable Progress<O, R> progress = open.get(caller);
      if (progress == null) {
        throw unpaired(caller);
      }
      return progress;
    }

    Way<S, O, R> with(int caller, Progress<O, R> progress) {
      Map<Integer, Progress<O, R>> changed = new HashMap<>(open);
      changed.put(caller, progress);
      return new Way<>(state, Map.copyOf(changed));
    }

    Way<S, O, R> without(int caller) {
      Map<Integer, Progress<O, R>> changed = new HashMap<>(open);
      changed.remove(caller);
      return new Way<>(state, Map.copyOf(changed));
    }

    /** What may happen next: one more pending operation takes effect. */
    List<Way<S, O, R>> next(Specification<S, O, R> specification) {
      List<Way<S, O, R>> next = new ArrayList<>();
      open.forEach(
          (caller, progress) -> {
            if (progress instanceof Pending<O, R> pending) {
              Specification.Next<S, R> effect = specification.apply(state, pending.operation());
              next.add(
                  new Way<S, O, R>(effect.state(), open)
                      .with(caller, new Answered<>(pending.operation(), effect.answer())));
            }
          });
      return next;
    }
  }

  /** The beginning of an operation. */
  record Call<S, O, R>(Specification<S, O, R> specification, int caller, O operation)
      implements HistoryEvent, UnaryOperator<Explanations<S, O, R>> {
    @Override
    public Explanations<S, O, R> apply(Explanations<S, O, R> before) {
      return before.called(specification, caller, operation);
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
      implements HistoryEvent, UnaryOperator<Explanations<S, O, R>> {
    @Override
    public Explanations<S, O, R> apply(Explanations<S, O, R> before) {
      return before.returned(caller, answer);
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
  static <S, O, R> Explanations<S, O, R> initial(
      Specification<S, O, R> specification, Answers answers) {
    return new Explanations<>(
        Set.of(new Way<S, O, R>(specification.initial(), Map.of())), Optional.empty(), answers);
  }

  private Explanations<S, O, R> called(
      Specification<S, O, R> specification, int caller, O operation) {
    Set<Way<S, O, R>> closed = new HashSet<>();
    Deque<Way<S, O, R>> waiting = new ArrayDeque<>();
    for (Way<S, O, R> way : ways) {
      if (way.open().containsKey(caller)) {
        throw unpaired(caller);
      }
      waiting.add(way.with(caller, new Pending<>(operation)));
    }
    while (!waiting.isEmpty()) {
      Way<S, O, R> way = waiting.remove();
      if (closed.add(way)) {
        waiting.addAll(way.next(specification));
      }
    }
    return new Explanations<>(Set.copyOf(closed), problem, answers);
  }

  private Explanations<S, O, R> returned(int caller, R answer) {
    Set<Way<S, O, R>> left = new HashSet<>();
    Set<String> possible = new TreeSet<>();
    @Nullable O operation = null;
    for (Way<S, O, R> way : ways) {
      Progress<O, R> progress = way.progress(caller);
      operation = progress.operation();
      if (progress instanceof Answered<O, R> done) {
        possible.add(done.answer().toString());
        if (done.answer().equals(answer)) {
          left.add(way.without(caller));
        }
      }
    }
    Answers more = answers.with(caller, answer);
    return left.isEmpty() && problem.isEmpty()
        ? new Explanations<>(Set.of(), Optional.of(problem(operation, answer, possible)), more)
        : new Explanations<>(Set.copyOf(left), problem, more);
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
            () -> new TreeSet<>(ways.stream().map(Explanations::text).toList()).toString())
        + (answers.isKept() ? ", answered " + answers : "");
  }

  private static String text(Way<?, ?, ?> way) {
    TreeSet<String> open = new TreeSet<>();
    way.open().forEach((caller, progress) -> open.add(caller + ": " + progress));
    return way.state() + " " + open;
  }
}
