package vcpucheck.checker.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import vcpucheck.checker.memory.OrderedUpdate.Known;

/**
 * One way to explain a history.
 *
 * @param state the state that the operations which have taken effect lead to
 * @param waiting the operations that have not taken effect, by caller, each in its order: those
 *     that have returned, and then perhaps one that has not; no caller has none
 * @param answered the operations that have taken effect and not returned, by caller
 */
record Way<S, O, R>(
    S state, Map<Integer, List<Waiting<O, R>>> waiting, Map<Integer, Answered<O, R>> answered) {

  /**
   * An operation that has not taken effect.
   *
   * @param answer what it has answered, if it has returned: then its effect must answer that
   * @param vcpu whose it is, if it has returned
   * @param after how many operations of each vCPU must take effect before it: of the first that
   *     have returned without; no vCPU has none
   */
  record Waiting<O, R>(O operation, Optional<R> answer, int vcpu, Map<Integer, Integer> after) {
    private Waiting<O, R> returned(R given, int ofVcpu) {
      return new Waiting<>(operation, Optional.of(given), ofVcpu, after);
    }

    /** One operation of a vCPU has taken effect. */
    private Waiting<O, R> afterOne(int ofVcpu) {
      if (!after.containsKey(ofVcpu)) {
        return this;
      }
      Map<Integer, Integer> fewer = new HashMap<>(after);
      fewer.computeIfPresent(ofVcpu, (key, count) -> count == 1 ? null : count - 1);
      return new Waiting<>(operation, answer, vcpu, Map.copyOf(fewer));
    }

    @Override
    public String toString() {
      return operation + answer.map(given -> " has answered " + given).orElse("");
    }
  }

  /** An operation that has taken effect. */
  record Answered<O, R>(O operation, R answer) {}

  /** Nothing has happened. */
  static <S, O, R> Way<S, O, R> initial(S state) {
    return new Way<>(state, Map.of(), Map.of());
  }

  /** Whether an operation of a caller has begun and not returned. */
  boolean isOpen(int caller) {
    return answered.containsKey(caller) || open(caller).isPresent();
  }

  /** The operation of a caller that has begun and neither taken effect nor returned. */
  Optional<Waiting<O, R>> open(int caller) {
    List<Waiting<O, R>> own = own(caller);
    return own.stream()
        .skip(Math.max(0, own.size() - 1))
        .filter(last -> last.answer().isEmpty())
        .findFirst();
  }

  private List<Waiting<O, R>> own(int caller) {
    return waiting.getOrDefault(caller, List.of());
  }

  /** How many operations of a caller have returned and not taken effect. */
  private int owed(int caller) {
    return own(caller).size() - (open(caller).isPresent() ? 1 : 0);
  }

  /** Whether every operation that has returned has taken effect. */
  boolean isComplete() {
    return waiting.values().stream().flatMap(List::stream).allMatch(one -> one.answer().isEmpty());
  }

  /** An operation begins, after those of others that are known. */
  Way<S, O, R> called(int caller, O operation, Known known) {
    Map<Integer, Integer> after = new HashMap<>();
    waiting.forEach(
        (other, all) -> {
          int owed = owed(other);
          int vcpu = all.get(0).vcpu();
          int unknown = other == caller || owed == 0 ? owed : unknown(known, vcpu, owed);
          if (owed > unknown) {
            after.put(vcpu, owed - unknown);
          }
        });
    return with(caller, new Waiting<>(operation, Optional.empty(), 0, Map.copyOf(after)));
  }

  private static int unknown(Known known, int vcpu, int owed) {
    int unknown = known.unknown(vcpu);
    if (unknown == Known.MOST && owed > Known.MOST) {
      throw new ModelException(
          "of operations in a row that another vCPU need not know of at most "
              + Known.MOST
              + " can be told apart: operations="
              + owed
              + "; check shorter histories, or strict ones");
    }
    return unknown;
  }

  private Way<S, O, R> with(int caller, Waiting<O, R> last) {
    List<Waiting<O, R>> own = new ArrayList<>(own(caller));
    own.add(last);
    return new Way<>(state, replaced(waiting, caller, own), answered);
  }

  /** An operation that has taken effect returns. */
  Way<S, O, R> answeredBy(int caller) {
    return new Way<>(state, waiting, removed(answered, caller));
  }

  /** The caller's open operation, which has not taken effect, returns all the same. */
  Way<S, O, R> owing(int caller, R answer, int vcpu) {
    List<Waiting<O, R>> own = new ArrayList<>(own(caller));
    own.set(own.size() - 1, own.get(own.size() - 1).returned(answer, vcpu));
    return new Way<>(state, replaced(waiting, caller, own), answered);
  }

  /**
   * Whether each operation that has returned and not taken effect is unknown to some vCPU: then
   * another one can still come before it that has not begun.
   */
  boolean isOpenTo(Known known, int justReturned) {
    return waiting.keySet().stream()
        .allMatch(
            caller -> {
              int owed = owed(caller);
              int unknown = owed == 0 ? 0 : known.unknownToSome(own(caller).get(0).vcpu());
              int more = caller == justReturned ? 1 : 0;
              return unknown == Known.MOST || owed <= unknown + more;
            });
  }

  /** What may happen next: one more operation takes effect. */
  List<Way<S, O, R>> next(Specification<S, O, R> specification) {
    List<Way<S, O, R>> next = new ArrayList<>();
    waiting.forEach(
        (caller, all) -> {
          Waiting<O, R> first = all.get(0);
          if (first.after().isEmpty()) {
            Specification.Next<S, R> effect = specification.apply(state, first.operation());
            if (first.answer().isEmpty()) {
              next.add(effective(caller, first, effect));
            } else if (first.answer().get().equals(effect.answer())) {
              next.add(settled(caller, first, effect.state()));
            }
          }
        });
    return next;
  }

  private Way<S, O, R> effective(int caller, Waiting<O, R> first, Specification.Next<S, R> effect) {
    Map<Integer, Answered<O, R>> more = new HashMap<>(answered);
    more.put(caller, new Answered<>(first.operation(), effect.answer()));
    return new Way<>(effect.state(), removed(waiting, caller), Map.copyOf(more));
  }

  private Way<S, O, R> settled(int caller, Waiting<O, R> first, S after) {
    Map<Integer, List<Waiting<O, R>>> left = new HashMap<>();
    waiting.forEach(
        (other, all) ->
            left.put(
                other,
                all.stream()
                    .skip(other == caller ? 1 : 0)
                    .map(one -> one.afterOne(first.vcpu()))
                    .toList()));
    left.values().removeIf(List::isEmpty);
    return new Way<>(after, Map.copyOf(left), answered);
  }

  private static <V> Map<Integer, V> removed(Map<Integer, V> from, int caller) {
    Map<Integer, V> changed = new HashMap<>(from);
    changed.remove(caller);
    return Map.copyOf(changed);
  }

  private static <V> Map<Integer, List<V>> replaced(
      Map<Integer, List<V>> in, int caller, List<V> by) {
    Map<Integer, List<V>> changed = new HashMap<>(in);
    changed.put(caller, List.copyOf(by));
    return Map.copyOf(changed);
  }

  @Override
  public String toString() {
    TreeSet<String> open = new TreeSet<>();
    waiting.forEach((caller, all) -> open.add(caller + ": " + all));
    answered.forEach((caller, one) -> open.add(caller + ": " + one));
    return state + " " + open;
  }
}
