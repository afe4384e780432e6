package vcpucheck.checker.engine.reduction;

import java.util.SplittableRandom;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.property.RaceDetector;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.state.Canonicalizer;
import vcpucheck.checker.model.ModelException;

/**
 * Walks at random, to learn how the vCPUs share their variables before a search relies on it: each
 * thing that a search learns late makes it begin again.
 *
 * <p>What it learns is true, for it only goes where the program can go; what it does not learn, the
 * search finds out. Its walks are the same at every run.
 */
public final class SharingProfiler {
  private static final long SEED = 1;
  private static final int STEPS = 5_000;
  private static final int MOST_WALKS = 1_000;

  /** Walks in a row that must teach nothing new. */
  private static final int PATIENCE = 30;

  private final MemoryMachine machine;
  private final Variables variables;
  private final Vcpus vcpus;
  private final PropertyChecker properties;
  private final SharingAnalysis sharing;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Transitions transitions = new Transitions();
  private final Canonicalizer canonicalizer;
  private long[] state = {};

  /**
   * Makes a profiler.
   *
   * @param exchangesSlots whether walks stay among representatives of states that differ only in
   *     which interchangeable slots are where
   */
  public SharingProfiler(TransitionSystem system, SharingAnalysis sharing, boolean exchangesSlots) {
    machine = system.machine();
    variables = system.variables();
    vcpus = system.vcpus();
    properties = system.properties();
    this.sharing = sharing;
    transitions.setExchangingSlots(exchangesSlots);
    canonicalizer = machine.codec().canonicalizer(false, exchangesSlots);
  }

  /** Walks until that teaches nothing new. */
  public void explore() {
    int patience = PATIENCE;
    for (int walk = 0; walk < MOST_WALKS && patience > 0; walk++) {
      int known = sharing.facts();
      try {
        walk();
      } catch (ModelException e) {
        return; /* the search will come upon it, if nothing else is wrong before */
      }
      boolean learned = sharing.facts() != known || machine.isContradicted();
      if (machine.isContradicted()) {
        machine.restart();
      }
      patience = learned ? PATIENCE : patience - 1;
    }
  }

  private void walk() {
    state = machine.start();
    boolean isRight = properties.start(state) == null;
    for (int step = 0; step < STEPS && isRight; step++) {
      expand();
      if (machine.isContradicted()) {
        return;
      }
      sharing.absorb();
      sharing.observe(properties.observed());
      meetRaces();
      if (transitions.count() == 0) {
        return;
      }
      int index = random.nextInt(transitions.count());
      isRight = !transitions.isFaulty(index) && properties.target(transitions, index, true) == null;
      System.arraycopy(transitions.states(), transitions.offset(index), state, 0, state.length);
    }
  }

  private void expand() {
    long[] from = state.clone();
    while (!canonicalizes() || !expands()) {
      from = machine.codec().widen().copy(from);
      state = from.clone();
    }
  }

  /** Returns false if the layout became too narrow, and the state is void. */
  private boolean canonicalizes() {
    canonicalizer.canonicalize(state, 0, true);
    return !machine.codec().isTooNarrow();
  }

  private boolean expands() {
    machine.expand(state, 0, transitions);
    return !machine.codec().isTooNarrow();
  }

  private void meetRaces() {
    for (int first = 0; first < vcpus.count(); first++) {
      Op a = next(first);
      for (int second = first + 1; second < vcpus.count(); second++) {
        Op b = next(second);
        if (a.kind().isAccess()
            && b.kind().isAccess()
            && a.variable() == b.variable()
            && (a.kind().writes() || b.kind().writes())
            && RaceDetector.isEnabled(a, machine, variables, state, 0)) {
          sharing.distrust(a.variable());
        }
      }
    }
  }

  private Op next(int vcpu) {
    return vcpus.table(vcpu).op(machine.node(state, 0, vcpu));
  }
}
