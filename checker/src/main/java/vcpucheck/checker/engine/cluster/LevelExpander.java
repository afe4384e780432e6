package vcpucheck.checker.engine.cluster;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.cluster.runs.CandidateBuffer;
import vcpucheck.checker.engine.cluster.runs.StateKey;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.state.Canonicalizer;
import vcpucheck.checker.machine.state.StateCodec;

/**
 * Where states of one level lead, as far as that is known: no code is unfolded. Used by one thread.
 */
final class LevelExpander {
  /** The key of a transition that leads nowhere. */
  private static final long NOWHERE = 0;

  private final MemoryMachine machine;
  private final StateCodec codec;
  private final PropertyChecker properties;
  private final Expander expander;
  private final @Nullable Canonicalizer canonicalizer;
  private final int vcpus;
  private final int level;
  private final Transitions transitions = new Transitions();

  /** For each transition, the key of the state that it leads to. */
  private long[] keys = new long[64];

  /**
   * Makes an expander.
   *
   * @param level how many steps lie between the start and the states
   */
  LevelExpander(World world, int level) {
    machine = world.system().machine();
    codec = machine.codec();
    properties = world.system().properties();
    vcpus = world.system().vcpus().count();
    expander = world.expanders().get();
    canonicalizer = world.symmetries().exist() ? world.symmetries().canonicalizer(codec) : null;
    this.level = level;
    transitions.setGrowing(false);
  }

  /**
   * Expands a state.
   *
   * @return false if code must be unfolded for it
   */
  boolean expand(long[] state) {
    transitions.clear(codec.layout().words());
    expander.expand(state, transitions);
    return !transitions.isIncomplete() && canonicalize(state) && judge(state);
  }

  private boolean canonicalize(long[] state) {
    if (canonicalizer == null || transitions.count() == 0) {
      return true;
    }
    canonicalizer.leave(state, false);
    for (int i = 0; i < transitions.count(); i++) {
      if (!transitions.isFaulty(i)
          && !canonicalizer.canonicalizeNext(transitions.states(), transitions.offset(i), false)) {
        return false;
      }
    }
    return true;
  }

  /** Finds the keys of the states that the transitions lead to. */
  private boolean judge(long[] state) {
    if (keys.length < transitions.count()) {
      keys = Arrays.copyOf(keys, 2 * transitions.count());
    }
    long hash = codec.hash(state, 0);
    for (int i = 0; i < transitions.count(); i++) {
      if (transitions.isFaulty(i)) {
        keys[i] = NOWHERE;
        continue;
      }
      @Nullable Failure failure = properties.target(transitions, i, false);
      if (PropertyChecker.UNDECIDED.equals(failure)) {
        return false;
      }
      int offset = transitions.offset(i);
      long change = codec.hashChange(state, transitions.states(), offset);
      keys[i] = StateKey.of(StateStore.spread(hash ^ change), kind(failure, offset));
    }
    return true;
  }

  private long kind(@Nullable Failure failure, int offset) {
    boolean isAtRest = properties.termination().isAtRest(transitions.states(), offset);
    return kind(failure, isAtRest);
  }

  /** What kind of a state it is with which something may be wrong. */
  static long kind(@Nullable Failure failure, boolean isAtRest) {
    long kind = isAtRest ? StateKey.AT_REST : 0;
    if (failure != null) {
      kind |= StateKey.UNEXPANDED | (failure.isViolation() ? StateKey.VIOLATION : 0);
    }
    return kind;
  }

  /** Hands on where the state expanded last leads. */
  void offer(CandidateBuffer candidates) {
    for (int i = 0; i < transitions.count(); i++) {
      int offset = transitions.offset(i);
      if (!transitions.isFaulty(i) && !candidates.has(keys[i], transitions.states(), offset)) {
        candidates.add(keys[i], transitions.states(), offset);
      }
    }
  }

  /** Reports what the state expanded last has shown. */
  void report(long[] state, LevelReport report) {
    int led = 0;
    for (int i = 0; i < transitions.count(); i++) {
      led += transitions.isFaulty(i) ? 0 : 1;
    }
    report.addTransitions(led);
    report.addViolation(costOfTransitions());
    expander
        .race()
        .ifPresent(
            race -> {
              if (isViolation(race)) {
                report.addViolation(level);
              } else {
                report.addRace(race.variable());
              }
            });
    if (isStuck(state)) {
      report.addAssumedViolation(level);
    }
  }

  private boolean isViolation(Expander.Race race) {
    return properties.wantsNoRaces() && race.plain();
  }

  /** Whether vCPUs wait for one another behind the state, or nothing leaves it that is no end. */
  private boolean isStuck(long[] state) {
    boolean isDeadEnd = transitions.count() == 0 || machine.isHanging(state, 0);
    return expander.deadlock().isPresent() || (isDeadEnd && properties.deadEnd(state) != null);
  }

  private long costOfTransitions() {
    for (int i = 0; i < transitions.count(); i++) {
      if (transitions.isFaulty(i) || StateKey.is(keys[i], StateKey.VIOLATION)) {
        return level + 1L;
      }
    }
    return LevelReport.NO_COST;
  }

  /** Whether a violation of some cost lies behind the state expanded last. */
  boolean hasViolation(long[] state, long cost) {
    return cost == level
        ? isStuck(state) || expander.race().filter(this::isViolation).isPresent()
        : costOfTransitions() == cost;
  }

  /** Reports what all states that were expanded have shown together. */
  void end(LevelReport report) {
    for (int vcpu = 0; vcpu < vcpus; vcpu++) {
      expander.performed().collect(vcpu, report.performed(vcpu));
    }
    properties.collectMet(report.met());
  }

  Expander expander() {
    return expander;
  }

  /** Where the state expanded last leads. */
  Transitions transitions() {
    return transitions;
  }

  /** The key of the state that a transition leads to, if it leads anywhere. */
  long key(int transition) {
    return keys[transition];
  }
}
