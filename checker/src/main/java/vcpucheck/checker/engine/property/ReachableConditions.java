package vcpucheck.checker.engine.property;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.machine.Transitions;

/**
 * The conditions that must hold in at least one reachable state, and which of them have been met.
 */
final class ReachableConditions {
  private final List<PredicateTree> conditions;

  /** Written by several threads at once, but only to true. */
  private final boolean[] met;

  /*
   * A condition that was met is looked at until the end of the batch, for whether Java code runs for
   * the batch's other states must not depend on which worker is the fastest.
   */
  private final boolean[] settled;

  /**
   * Makes conditions of which none has been met.
   *
   * @param conditions each answers with a failure where it holds
   */
  ReachableConditions(List<PredicateTree> conditions) {
    this.conditions = List.copyOf(conditions);
    met = new boolean[conditions.size()];
    settled = new boolean[conditions.size()];
  }

  /** The answer of a condition as that of a check: there is something to report where it holds. */
  static Optional<String> report(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean() ? Optional.of("it holds") : Optional.empty();
    } catch (AssertionError e) {
      return Optional.empty();
    }
  }

  /** Looks at the state at the start. */
  void start(long[] state) {
    for (int i = 0; i < met.length; i++) {
      met[i] |= conditions.get(i).evaluate(state, 0, true) != null;
    }
  }

  /**
   * Looks at the state that a transition leads to; the state that it comes from has been looked at.
   *
   * @param mayRun whether code may be run; if not, several threads may ask at once
   * @return whether no code needs to be run to decide
   */
  boolean look(Transitions transitions, int index, boolean mayRun) {
    boolean isDecided = true;
    for (int i = 0; i < met.length; i++) {
      PredicateTree condition = conditions.get(i);
      if (!settled[i] && transitions.mayChange(index, condition.reads())) {
        @Nullable Failure answer =
            condition.evaluate(transitions.states(), transitions.offset(index), mayRun);
        if (PropertyChecker.UNDECIDED.equals(answer)) {
          isDecided = false;
        } else if (answer != null) {
          met[i] = true;
        }
      }
    }
    return isDecided;
  }

  /** Whether a predicate is one of the conditions. */
  boolean has(PredicateTree predicate) {
    return conditions.contains(predicate);
  }

  /** Forgets which have been met. */
  void forget() {
    Arrays.fill(met, false);
    Arrays.fill(settled, false);
  }

  /** Looks no more at those that have been met; called between two batches. */
  void settle() {
    System.arraycopy(met, 0, settled, 0, met.length);
  }

  /** Adds the numbers of those that have been met. */
  void collectMet(BitSet into) {
    for (int i = 0; i < met.length; i++) {
      if (met[i]) {
        into.set(i);
      }
    }
  }

  /** Says that some have been met. */
  void meet(BitSet numbers) {
    numbers.stream().forEach(number -> met[number] = true);
  }

  /** The names of those that have not been met. */
  List<String> unmet() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < met.length; i++) {
      if (!met[i]) {
        names.add(conditions.get(i).name());
      }
    }
    return names;
  }

  /** Writes which are settled: a batch that is begun again meets the others again. */
  void save(DataOutput out) throws IOException {
    for (boolean flag : settled) {
      out.writeBoolean(flag);
    }
  }

  /** Reads what was saved. */
  void restore(DataInput in) throws IOException {
    Arrays.fill(met, false);
    for (int i = 0; i < settled.length; i++) {
      settled[i] = in.readBoolean();
      met[i] |= settled[i];
    }
  }
}
