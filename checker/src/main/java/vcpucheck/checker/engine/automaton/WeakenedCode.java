package vcpucheck.checker.engine.automaton;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import vcpucheck.checker.machine.Semantics;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Orderings;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.ordering.DecisionSite;
import vcpucheck.checker.ordering.StatementSite;
import vcpucheck.checker.ordering.Strength;
import vcpucheck.checker.ordering.Weakening;

/** What the code of one automaton does in place of what it says, where it is to be weaker. */
final class WeakenedCode {
  private final SimulatedMemory memory;
  private final Orderings orderings;
  private final Sites sites;

  /** What was asked for at positions, and what is given. */
  private final Map<Integer, Given> known = new HashMap<>();

  WeakenedCode(SimulatedMemory memory, Orderings orderings, Sites sites) {
    this.memory = memory;
    this.orderings = orderings;
    this.sites = sites;
  }

  /** When an operation is done that code asks for. */
  enum When {
    /** At once. */
    NOW,
    /** Its load at once, and its store after that. */
    IN_TWO_STEPS,
    /** At the end of the scope in which it is asked for. */
    LATE
  }

  /**
   * What is done.
   *
   * @param asked what the code asks for
   * @param op what it gets
   */
  record Given(Op asked, Op op, When when) {
    private static Given asAsked(Op asked) {
      return new Given(asked, asked, When.NOW);
    }
  }

  /** What is done in place of an operation that is being asked for at a position. */
  Given given(Op asked, int position) {
    if (weakening().isNone()) {
      return Given.asAsked(asked);
    }
    if (mayBeLate(asked)) {
      return given(asked); /* what is late leaves the position to what follows */
    }
    Given before = known.get(position);
    if (before != null && before.asked().equals(asked)) {
      return before;
    }
    Given fresh = given(asked);
    known.put(position, fresh);
    return fresh;
  }

  private Given given(Op asked) {
    if (mayBeLate(asked) && weakening().late().contains(Sites.statement())) {
      return new Given(asked, asked, When.LATE);
    }
    if (orderings.strength(asked).isEmpty()) {
      return Given.asAsked(asked);
    }
    Optional<Strength> strength = sites.access(asked).flatMap(weakening()::at);
    Op op = strength.map(weaker -> orderings.with(asked, weaker)).orElse(asked);
    boolean isTorn = strength.filter(weaker -> weaker == Strength.TORN).isPresent();
    return new Given(asked, op, isTorn ? When.IN_TWO_STEPS : When.NOW);
  }

  /** Whether nothing is answered, so that the code can go on before it is done. */
  private boolean mayBeLate(Op op) {
    return !weakening().late().isEmpty() && canWait(op);
  }

  private static boolean canWait(Op op) {
    return switch (op.kind()) {
      case STORE, UPDATE, ADD_INT, ADD_LONG, AND, OR, XOR, AND_NOT, FREE -> true;
      default -> false;
    };
  }

  /** Does a read-modify-write in two steps. */
  long torn(Op op, OperationHandler performer) {
    Variables variables = memory.variables();
    long before = performer.perform(new Op(Op.Kind.LOAD, op.variable(), 0, 0, op.access()));
    if (Semantics.writes(op, before)) {
      long after = Semantics.after(op, before, variables);
      performer.perform(new Op(Op.Kind.STORE, op.variable(), after, 0, op.access()));
    }
    return Semantics.result(op, before, variables);
  }

  /** Which way code goes that decides. */
  boolean decided(String decision, boolean way) {
    if (weakening().denied().isEmpty()) {
      return way;
    }
    boolean isAsked =
        weakening().denied().stream().anyMatch(denied -> denied.decision().equals(decision));
    return (isAsked && weakening().denied().contains(here(decision))) != way;
  }

  private static DecisionSite here(String decision) {
    StatementSite statement = Sites.statement();
    return new DecisionSite(decision, statement.source(), statement.function());
  }

  /** What is done in place of giving back a lock that was not taken; empty if that is wrong. */
  Optional<Op> unlocked() {
    return weakening().unlocks() ? Optional.of(orderings.nothing("no lock")) : Optional.empty();
  }

  private Weakening weakening() {
    return memory.weakening();
  }
}
