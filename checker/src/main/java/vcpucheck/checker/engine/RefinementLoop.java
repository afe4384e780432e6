package vcpucheck.checker.engine;

import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.base.Stopwatch;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.engine.checkpoint.Checkpoint;
import vcpucheck.checker.engine.frontier.FifoFrontier;
import vcpucheck.checker.engine.frontier.Frontier;
import vcpucheck.checker.engine.frontier.LifoFrontier;
import vcpucheck.checker.engine.frontier.RandomFrontier;
import vcpucheck.checker.engine.frontier.SwitchFrontier;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.reduction.BlockExpander;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.reduction.MoverTable;
import vcpucheck.checker.engine.reduction.OperationExpander;
import vcpucheck.checker.engine.reduction.SharingAnalysis;
import vcpucheck.checker.engine.reduction.SharingProfiler;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.search.StopConditions;
import vcpucheck.checker.engine.store.CollapsedArena;
import vcpucheck.checker.engine.store.ExactStore;
import vcpucheck.checker.engine.store.FingerprintStore;
import vcpucheck.checker.engine.store.StateArena;
import vcpucheck.checker.engine.store.StateStore;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Limits;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.machine.Variables;

/** The searches that answer one question, one after the other. */
public final class RefinementLoop {
  private static final long SHORTEST_STATES = 5_000_000;

  private final Options options;
  private final Variables variables;
  private final Vcpus vcpus;
  private final Machine machine;
  private final PropertyChecker judge;
  private final SharingAnalysis sharing;
  private final ProgressListener monitor;
  private final Checkpoint checkpoint;
  private final Stopwatch clock;
  private final WorkerPool workers;

  /** What the blocks of the first search consist of; replaced in each round. */
  private MoverTable roles;

  /** The first search, with the reductions that are on: under way or done. */
  private @Nullable Exploration first;

  /** The search without reductions that may follow. */
  private @Nullable Exploration plain;

  /** Makes searches that nothing is known of yet. */
  RefinementLoop(
      Options options,
      Variables variables,
      Vcpus vcpus,
      Machine machine,
      PropertyChecker judge,
      ProgressListener monitor,
      Checkpoint checkpoint,
      Stopwatch clock) {
    this.options = options;
    this.variables = variables;
    this.vcpus = vcpus;
    this.machine = machine;
    this.judge = judge;
    this.monitor = monitor;
    this.checkpoint = checkpoint;
    this.clock = clock;
    sharing = new SharingAnalysis(variables, vcpus);
    roles = new MoverTable(vcpus, sharing);
    workers = new WorkerPool(options.workers());
  }

  /**
   * Searches, or goes on from a checkpoint.
   *
   * @return the search that has the answer
   */
  Exploration run() {
    try {
      checkpoint.begin(this::save, this::restore);
      Exploration reduced = runFirst();
      if (isBlind(reduced)) {
        return runPlain(reduced, true);
      }
      if (options.reductions().equals(Reductions.none()) || reduced.finding().isEmpty()) {
        return reduced;
      }
      boolean isAround = options.keepGoing() && reduced.stopped().isEmpty();
      return isAround || wantsShortest() ? runPlain(reduced, isAround) : reduced;
    } finally {
      workers.close();
    }
  }

  private Exploration runFirst() {
    Exploration search = first;
    if (plain != null && search != null) {
      return search;
    }
    if (search == null) {
      if (options.reductions().fuse() && options.scout()) {
        new SharingProfiler(machine, variables, vcpus, judge, sharing).explore();
      }
      search = beginFirst();
    }
    while (true) {
      first = search;
      search.run();
      if (!options.reductions().fuse() || !search.mustBeRepeated()) {
        return search;
      }
      search = beginFirst();
    }
  }

  /** Whether a search of blocks has found nothing, but does not look where somebody may wait. */
  private boolean isBlind(Exploration reduced) {
    return options.reductions().fuse()
        && reduced.finding().isEmpty()
        && reduced.stopped().isEmpty()
        && judge.wantsLockFree()
        && vcpus.mayWait();
  }

  private boolean wantsShortest() {
    return options.order() == Options.Order.BFS && options.shortest();
  }

  /**
   * Runs the search without reductions: what finds everything around wrong states, for a block can
   * lead past a state that is wrong; and what finds the shortest counterexample, for blocks say
   * little about operations, if it is not too large.
   */
  private Exploration runPlain(Exploration reduced, boolean isAround) {
    Exploration search = plain == null ? beginPlain(isAround, reduced) : plain;
    plain = search;
    search.run();
    return isAround || search.finding().isPresent() ? search : reduced;
  }

  private Exploration beginFirst() {
    sharing.restart();
    roles = new MoverTable(vcpus, sharing);
    return prepareFirst();
  }

  private Exploration prepareFirst() {
    MoverTable current = roles;
    return prepare(
        options.reductions().fuse() ? () -> blockExpander(current) : this::operationExpander,
        isSymmetric(),
        options.limits());
  }

  private Exploration beginPlain(boolean isAround, Exploration reduced) {
    sharing.restart();
    return preparePlain(isAround, reduced);
  }

  private Exploration preparePlain(boolean isAround, Exploration reduced) {
    Limits limits = options.limits();
    long states = isAround ? limits.states() : Math.min(limits.states(), SHORTEST_STATES);
    Exploration search = prepare(this::operationExpander, false, limits.withStates(states));
    search.keep(reduced);
    return search;
  }

  /**
   * Whether twins are sorted. Not where it matters which vCPU ran last, where a walk goes on from
   * the state that a vCPU has led to, nor where a cycle is shown, which may close only with other
   * vCPUs in the places of those that began it.
   */
  private boolean isSymmetric() {
    return options.reductions().symmetry()
        && machine.hasTwins()
        && !judge.wantsLockFree()
        && (options.order() == Options.Order.BFS || options.order() == Options.Order.DFS);
  }

  private Expander operationExpander() {
    return new OperationExpander(machine, vcpus.count());
  }

  private Expander blockExpander(MoverTable of) {
    return new BlockExpander(machine, variables, vcpus, sharing, of, judge.wantsNoRaces());
  }

  private Exploration prepare(Supplier<Expander> expander, boolean isSymmetric, Limits limits) {
    return new Exploration(
        machine,
        isSymmetric,
        Stream.generate(expander).limit(workers.count()).toList(),
        sharing,
        store(),
        frontier(),
        judge,
        workers,
        new StopConditions(limits, monitor, checkpoint, clock),
        options.keepGoing(),
        comesBack(),
        judge.wantsProgress() || judge.wantsLockFree() || comesBack()
            ? Long.MAX_VALUE
            : options.countedStates());
  }

  private StateStore store() {
    checkStore();
    return switch (options.store()) {
      case EXACT -> new ExactStore(machine, new StateArena(machine));
      case COLLAPSED -> new ExactStore(machine, new CollapsedArena(machine));
      case FINGERPRINT -> new FingerprintStore(machine);
    };
  }

  private void checkStore() {
    if (comesBack() && options.store() == Options.Store.FINGERPRINT) {
      throw new IllegalArgumentException(
          "an order that comes back to states needs them whole: order="
              + options.order()
              + ", store="
              + options.store()
              + "; use an exact store");
    }
  }

  /** Whether the order comes back to states, so that it must be known which were expanded. */
  private boolean comesBack() {
    return options.order() == Options.Order.PREEMPTIONS || options.order() == Options.Order.RANDOM;
  }

  private Frontier frontier() {
    return switch (options.order()) {
      case BFS -> new FifoFrontier();
      case DFS -> new LifoFrontier();
      case PREEMPTIONS -> new SwitchFrontier();
      case RANDOM -> new RandomFrontier(options.seed());
    };
  }

  // ---- going on another day ----

  /**
   * Writes the search that is under way, and the one before, which may have the answer. That one
   * was not stopped, for after a search was stopped nothing more is saved.
   */
  private void save(DataOutput out) throws IOException {
    Exploration reduced = first;
    Exploration second = plain;
    if (reduced == null) {
      throw new AssertionError("checker bug: only a search that is under way is saved");
    }
    sharing.save(out);
    roles.save(out);
    reduced.save(out);
    out.writeBoolean(second != null);
    if (second != null) {
      second.save(out);
    }
  }

  private void restore(DataInput in) throws IOException {
    sharing.restore(in);
    roles.restore(in);
    Exploration reduced = prepareFirst();
    reduced.restore(in);
    first = reduced;
    if (in.readBoolean()) {
      Exploration second = preparePlain(options.keepGoing() || isBlind(reduced), reduced);
      second.restore(in);
      plain = second;
    }
  }
}
