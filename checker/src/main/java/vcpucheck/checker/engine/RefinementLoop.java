package vcpucheck.checker.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.cluster.ClusterConfig;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.base.Stopwatch;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.engine.checkpoint.Checkpoint;
import vcpucheck.checker.engine.checkpoint.CheckpointFile;
import vcpucheck.checker.engine.checkpoint.ExchangedSlots;
import vcpucheck.checker.engine.cluster.ClusterSearch;
import vcpucheck.checker.engine.cluster.PathStore;
import vcpucheck.checker.engine.disk.DiskStore;
import vcpucheck.checker.engine.disk.SearchFolder;
import vcpucheck.checker.engine.frontier.FifoFrontier;
import vcpucheck.checker.engine.frontier.Frontier;
import vcpucheck.checker.engine.frontier.LevelFrontier;
import vcpucheck.checker.engine.frontier.LifoFrontier;
import vcpucheck.checker.engine.frontier.LoudsParents;
import vcpucheck.checker.engine.frontier.RandomFrontier;
import vcpucheck.checker.engine.frontier.SwitchFrontier;
import vcpucheck.checker.engine.reduction.BlockExpander;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.reduction.MoverExpander;
import vcpucheck.checker.engine.reduction.MoverTable;
import vcpucheck.checker.engine.reduction.OperationExpander;
import vcpucheck.checker.engine.reduction.SharingAnalysis;
import vcpucheck.checker.engine.reduction.SharingProfiler;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.search.SearchMode;
import vcpucheck.checker.engine.search.StopConditions;
import vcpucheck.checker.engine.search.Successors;
import vcpucheck.checker.engine.search.Symmetries;
import vcpucheck.checker.engine.store.CollapsedArena;
import vcpucheck.checker.engine.store.DelayedStore;
import vcpucheck.checker.engine.store.ExactStore;
import vcpucheck.checker.engine.store.FingerprintStore;
import vcpucheck.checker.engine.store.StateArena;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.state.Asymmetry;
import vcpucheck.checker.machine.state.HeapSymmetry;
import vcpucheck.checker.memory.BuiltInProperty;

/**
 * The searches that answer one question. A reduced search rests on assumptions of how variables are
 * shared; when one fails, the loop drops it and searches again, until the assumptions hold. A plain
 * search may follow.
 */
final class RefinementLoop {
  private static final long SHORTEST_STATES = 5_000_000;

  private final Options options;

  /** Those that are on: none where none is proven. */
  private final Reductions reductions;

  private final TransitionSystem system;
  private final ProgressListener monitor;
  private final Checkpoint checkpoint;
  private final Stopwatch clock;
  private final WorkerPool workers;

  /** Where states are that are not in memory. */
  private final SearchFolder folder;

  /** Searches what needs no search of its own kind, if there is a cluster. */
  private final Optional<ClusterSearch> cluster;

  /** What is known of how vCPUs share variables; replaced when fewer slots are interchangeable. */
  private SharingAnalysis sharing;

  /** What the blocks of the first search consist of; replaced in each round. */
  private MoverTable movers;

  /** The first search, with the reductions that are on: under way or done. */
  private @Nullable Exploration first;

  /** The search without reductions that may follow. */
  private @Nullable Exploration plain;

  /** Makes a loop that has not begun. */
  RefinementLoop(
      Options options,
      TransitionSystem system,
      ProgressListener monitor,
      Checkpoint checkpoint,
      Stopwatch clock,
      Optional<ClusterConfig> cluster) {
    this.options = options;
    reductions = options.effectiveReductions();
    this.system = system;
    this.monitor = monitor;
    this.checkpoint = checkpoint;
    this.clock = clock;
    sharing = analysis();
    movers = new MoverTable(system, sharing);
    workers = new WorkerPool(options.workers());
    folder = new SearchFolder(checkpoint.folder());
    this.cluster =
        cluster.map(
            config ->
                new ClusterSearch(
                    config, options, system, checkpoint.follow(), checkpoint.folder().isPresent()));
  }

  /**
   * Searches, or goes on from a checkpoint.
   *
   * @param reader reads the answer from the search that has it
   */
  <R> R run(SearchReader<R> reader) {
    try {
      checkpoint.begin(new Saved(), this::restore);
      while (true) {
        try {
          Exploration search = search();
          system.vcpus().endSearch();
          reader.ended(search);
          checkSlots(search);
          return reader.read(search);
        } catch (Asymmetry found) {
          tellApart(found);
        }
      }
    } finally {
      workers.close();
      folder.close();
      cluster.ifPresent(ClusterSearch::close);
    }
  }

  /** What a checkpoint holds. */
  private final class Saved implements CheckpointFile.Content {
    @Override
    public void save(DataOutput out) throws IOException {
      RefinementLoop.this.save(out);
    }

    @Override
    public void saved() {
      folder.saved();
      cluster.ifPresent(ClusterSearch::saved);
    }
  }

  /**
   * Searches until nothing that the machine keeps is doubted: a search that follows can unfold more
   * code than the first, whose states would be void then.
   */
  private Exploration search() {
    Exploration found = searchOnce();
    while (plain != null && system.machine().isContradicted()) {
      discard(first);
      discard(plain);
      first = null;
      plain = null;
      found = searchOnce();
    }
    return found;
  }

  private Exploration searchOnce() {
    Exploration reduced = runFirst();
    if (missesWaiting(reduced)) {
      return runPlain(reduced, true);
    }
    if ((!reductions.blocks() && !reductions.symmetry()) || reduced.finding().isEmpty()) {
      return reduced;
    }
    boolean isAround = reduced.stopped().isEmpty() && wantsAround(reduced);
    return isAround || wantsShortest() ? runPlain(reduced, isAround) : reduced;
  }

  /**
   * Whether a search that keeps going is made without reductions, too. It finds every property that
   * is violated, and blocks the first only. Their ends are all that no wrong state lies before, but
   * for races and waiting, which do not show inside a block, and for ends that daemons go on from:
   * the order that is left may lead through a wrong one.
   */
  private boolean wantsAround(Exploration reduced) {
    return options.keepGoing()
        && (options.shortest()
            || reduced.violated().contains(Failure.RACE.property())
            || system.vcpus().hasDaemons()
            || system.properties().wantsLockFree());
  }

  /** Begins again, and exchanges some slots no more. */
  private void tellApart(Asymmetry found) {
    system.codec().heap().orElseThrow().fix(found);
    system.properties().forgetMet();
    discard(first);
    discard(plain);
    first = null;
    plain = null;
    sharing = analysis();
    movers = new MoverTable(system, sharing);
  }

  private SharingAnalysis analysis() {
    IntUnaryOperator facts =
        exchangesSlots() ? system.codec().heap().orElseThrow()::fact : IntUnaryOperator.identity();
    return new SharingAnalysis(system.variables(), system.vcpus(), facts);
  }

  /** Checks that slots which a search has exchanged are not told apart. */
  private void checkSlots(Exploration search) {
    if (search.symmetries().slots() && search.stopped().isEmpty() && options.validate()) {
      system.machine().validateSlots();
      system.properties().validateSlots();
      search.finishRelayout();
    }
  }

  private Exploration runFirst() {
    Exploration search = first;
    if (plain != null && search != null) {
      return search;
    }
    if (search == null) {
      if (options.profile() && (reductions.blocks() || system.machine().findsRaces())) {
        new SharingProfiler(system, sharing, exchangesSlots()).explore();
      }
      search = beginFirst();
    }
    while (true) {
      first = search;
      if (cluster.isPresent()) {
        cluster.get().run(search, sharing, movers);
      } else {
        search.run();
      }
      if (findsFaultsToGoAround(search)) {
        sharing.distrustSlots();
      }
      if (!search.mustBeRepeated()) {
        return search;
      }
      discard(search);
      search = beginFirst();
    }
  }

  /** Whether ends are wanted of a program that uses slots after free. */
  private boolean findsFaultsToGoAround(Exploration search) {
    return options.keepGoing()
        && search.stopped().isEmpty()
        && search.violated().contains(BuiltInProperty.MEMORY_SAFETY.label());
  }

  /**
   * Whether a reduced search found nothing but cannot see waiting inside blocks, so that
   * lock-freedom must be checked again without reduction.
   */
  private boolean missesWaiting(Exploration reduced) {
    return reductions.blocks()
        && reduced.finding().isEmpty()
        && reduced.stopped().isEmpty()
        && system.properties().wantsLockFree()
        && system.vcpus().mayWait();
  }

  /** Whether a second search, without blocks, makes good what the order promises. */
  private boolean wantsShortest() {
    return options.shortest()
        && (options.order() == Options.Order.BFS || options.order() == Options.Order.SWITCHES);
  }

  /**
   * Runs the search without reductions: what finds everything around wrong states, for a block can
   * lead past a state that is wrong; and what finds the shortest counterexample, for blocks say
   * little about operations, if it is not too large. The latter need not record which vCPUs wait:
   * if it finds no state that is wrong, it is not what the verdict is read from.
   */
  private Exploration runPlain(Exploration reduced, boolean isAround) {
    Exploration search;
    try {
      search = plain == null ? beginPlain(isAround, reduced) : plain;
    } catch (OutOfMemoryError e) {
      if (isAround) {
        reduced.stop(Verdict.Incomplete.outOfMemory().reason());
      }
      return reduced;
    }
    plain = search;
    search.run();
    if (isAround && search.finding().isEmpty() && search.stopped().isPresent()) {
      /* What has been found stays found, though not all is known around it. */
      search.stopped().filter(why -> reduced.finding().isPresent()).ifPresent(reduced::stop);
      return reduced.finding().isPresent() ? reduced : search;
    }
    return isAround || search.finding().isPresent() ? search : reduced;
  }

  /** Gives up what a search has on disk. */
  private static void discard(@Nullable Exploration search) {
    if (search != null && search.store() instanceof DelayedStore store) {
      store.discard();
    }
  }

  private Exploration beginFirst() {
    sharing.restart();
    if (system.machine().isContradicted()) {
      system.machine().restart();
    }
    movers = new MoverTable(system, sharing);
    return prepareFirst();
  }

  private Exploration prepareFirst() {
    MoverTable current = movers;
    StateStore store = cluster.isPresent() ? new PathStore(system.codec()) : store();
    return prepare(
        store,
        cluster.isPresent() ? new LevelFrontier() : frontier(store),
        reductions.blocks() ? () -> blockExpander(current) : this::operationExpander,
        new Symmetries(exchangesVcpus(), exchangesSlots()),
        options.limits(),
        recordsWaiting());
  }

  private Exploration beginPlain(boolean isAround, Exploration reduced) {
    sharing.restart();
    return preparePlain(isAround, reduced);
  }

  private Exploration preparePlain(boolean isAround, Exploration reduced) {
    Limits limits = options.limits();
    long states = isAround ? limits.states() : Math.min(limits.states(), SHORTEST_STATES);
    StateStore store = store();
    Exploration search =
        prepare(
            store,
            frontier(store),
            this::operationExpander,
            new Symmetries(false, exchangesSlots()),
            limits.withStates(states),
            isAround && recordsWaiting());
    search.keep(reduced);
    return search;
  }

  /**
   * Whether symmetry reduction of vCPUs applies. It does not if the cost depends on the vCPU that
   * ran last, if walks continue from a concrete successor, or if a cycle must be reported: it may
   * close only up to a permutation.
   */
  private boolean exchangesVcpus() {
    return reductions.symmetry()
        && system.codec().hasTwins()
        && !system.properties().wantsLockFree()
        && (options.order() == Options.Order.BFS || options.order() == Options.Order.DFS);
  }

  /**
   * Whether symmetry reduction of slots applies. It does not if a cycle must be reported: it may
   * close only up to a permutation.
   */
  private boolean exchangesSlots() {
    return reductions.heapSymmetry()
        && system.codec().heap().filter(HeapSymmetry::exists).isPresent()
        && !system.properties().wantsLockFree();
  }

  private Expander operationExpander() {
    return new OperationExpander(system.machine(), system.vcpus().count(), exchangesSlots());
  }

  private Expander blockExpander(MoverTable of) {
    return system.machine().findsRaces()
        ? new MoverExpander(system, sharing, of)
        : new BlockExpander(system, sharing, of, exchangesSlots(), reductions.allocations());
  }

  private Exploration prepare(
      StateStore store,
      Frontier frontier,
      Supplier<Expander> expander,
      Symmetries symmetries,
      Limits limits,
      boolean recordsWaiting) {
    List<Expander> expanders = Stream.generate(expander).limit(workers.count()).toList();
    long countedStates = frontier instanceof LevelFrontier ? 0 : options.countedStates();
    boolean needsGraph =
        system.properties().wantsProgress()
            || system.properties().wantsLockFree()
            || options.order().revisits();
    return new Exploration(
        system,
        new Successors(expanders, workers, sharing, symmetries, recordsWaiting),
        store,
        frontier,
        new StopConditions(limits, monitor, checkpoint, clock),
        new SearchMode(
            options.keepGoing(),
            options.order().revisits(),
            needsGraph ? Long.MAX_VALUE : countedStates));
  }

  private boolean recordsWaiting() {
    return system.properties().wantsNoStuck()
        && !system.machine().findsRaces()
        && StoreCheck.tellsWhoWaits(options)
        && cluster.isEmpty();
  }

  private StateStore store() {
    StoreCheck.check(system, options);
    return switch (options.store()) {
      case EXACT -> new ExactStore(system.codec(), new StateArena(system.codec()));
      case COLLAPSED -> new ExactStore(system.codec(), new CollapsedArena(system.codec()));
      case DISK -> {
        long bytes = StopConditions.bytesBeforeDisk(options.limits());
        yield new DiskStore(system.codec(), folder, DiskStore.Size.of(bytes), workers);
      }
      case FINGERPRINT -> new FingerprintStore(system.codec());
    };
  }

  private Frontier frontier(StateStore store) {
    return switch (options.order()) {
      case BFS ->
          new FifoFrontier(store instanceof DiskStore disk ? disk.parents() : new LoudsParents());
      case DFS -> new LifoFrontier();
      case SWITCHES -> new SwitchFrontier();
      case RANDOM -> new RandomFrontier(options.seed());
    };
  }

  // ---- checkpoint and resume ----

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
    system.properties().save(out);
    Optional<HeapSymmetry> heap = system.codec().heap();
    if (heap.isPresent()) {
      ExchangedSlots.save(heap.get(), out);
    }
    sharing.save(out);
    movers.save(out);
    reduced.save(out);
    out.writeBoolean(second != null);
    if (second != null) {
      second.save(out);
    }
    if (cluster.isPresent()) {
      cluster.get().save(out);
    }
  }

  private void restoreSlots(DataInput in) throws IOException {
    Optional<HeapSymmetry> heap = system.codec().heap();
    if (heap.isPresent()) {
      ExchangedSlots.read(heap.get(), in).restore(heap.get());
      sharing = analysis();
      movers = new MoverTable(system, sharing);
    }
  }

  private void restore(DataInput in) throws IOException {
    system.properties().restore(in);
    restoreSlots(in);
    sharing.restore(in);
    movers.restore(in);
    Exploration reduced = prepareFirst();
    reduced.restore(in);
    first = reduced;
    if (in.readBoolean()) {
      Exploration second = preparePlain(wantsAround(reduced) || missesWaiting(reduced), reduced);
      second.restore(in);
      plain = second;
    }
    if (cluster.isPresent()) {
      cluster.get().restore(in);
    }
  }
}
