package vcpucheck.checker.engine.search;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.engine.base.CheckpointFields;
import vcpucheck.checker.engine.frontier.FifoFrontier;
import vcpucheck.checker.engine.frontier.Frontier;
import vcpucheck.checker.engine.frontier.SavableFrontier;
import vcpucheck.checker.engine.graph.StateGraph;
import vcpucheck.checker.engine.graph.WaitingStates;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.reduction.SharingAnalysis;
import vcpucheck.checker.engine.store.DelayedStore;
import vcpucheck.checker.engine.store.StateIndex;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.state.Layout;

/** The search: takes states from the frontier, expands them in batches, and knows when to end. */
public final class Exploration {
  private final MemoryMachine machine;
  private final Symmetries symmetries;
  private final Expander expander;
  private final SharingAnalysis sharing;
  private final StateStore store;
  private final StateIndex index;
  private final Batch batch;
  private final Frontier frontier;
  private final PropertyChecker properties;
  private final StopConditions conditions;
  private final SearchMode mode;
  private final BatchCollector collector;
  private final GrowthWatch growth;
  private final List<Expander> expanders;

  /** If the store finds out late which states are new. */
  private final Optional<DelayedDetection> delayed;

  /** For each vCPU, the nodes performed before the search went on from a checkpoint. */
  private final List<BitSet> performedBefore;

  /** How many states there are when no batch is under way, or were before the one that is. */
  private int size;

  /** Up to how many states the search continues although an assumption failed; 0 if none did. */
  private long factsEnd;

  private int observations;

  /** Whether the machine had assumed what is not so; see {@link MemoryMachine#isContradicted}. */
  private boolean isVoid;

  /**
   * Makes a search.
   *
   * @param store empty
   */
  public Exploration(
      TransitionSystem system,
      Successors successors,
      StateStore store,
      Frontier frontier,
      StopConditions conditions,
      SearchMode mode) {
    machine = system.machine();
    properties = system.properties();
    symmetries = successors.symmetries();
    expander = successors.expanders().get(0);
    sharing = successors.sharing();
    this.store = store;
    this.frontier = frontier;
    this.conditions = conditions;
    this.mode = mode;
    index = new StateIndex(store, successors.workers().count());
    batch = new Batch(system, successors, store, index);
    collector = new BatchCollector(system, successors, store, frontier, conditions, mode);
    growth = new GrowthWatch(system);
    expanders = successors.expanders();
    delayed =
        store instanceof DelayedStore late && frontier instanceof FifoFrontier fifo
            ? Optional.of(new DelayedDetection(late, index, fifo, collector))
            : Optional.empty();
    performedBefore = Stream.generate(BitSet::new).limit(system.vcpus().count()).toList();
  }

  /** Keeps the store of an earlier search readable. */
  public void keep(Exploration earlier) {
    batch.keep(earlier.store);
  }

  /**
   * Searches until everything is explored, the cheapest violation is found, or a limit is reached.
   */
  public void run() {
    try {
      if (visited() == 0) {
        start();
      } else if (frontier.state() < frontier.end()) {
        expand();
      }
      while (goesOn() && advance()) {
        expand();
      }
      settle();
      isVoid = machine.isContradicted();
      conditions.ended(this::progress);
    } catch (OutOfMemoryError e) {
      index.drop();
      batch.finishRelayout();
      conditions.giveUp();
    } catch (UncheckedIOException e) {
      conditions.giveUp(
          "states could not be moved to disk or read from it: error="
              + e.getCause()
              + "; make room, and go on from the last checkpoint if there is one");
    }
  }

  private boolean advance() {
    if (!frontier.isWithinLevel()) {
      settle();
    }
    return frontier.advance(Batch.STATES) && !isDecided();
  }

  private void expand() {
    store.fetch(frontier.state(), frontier.end());
    batch.run(frontier.state(), frontier.end(), collector.findings()::isWrong);
    size = batch.sizeBefore();
    if (delayed.isEmpty()) {
      conditions.expanded(store.size());
    }
    collector.take(batch);
    growth.look();
    observe();
    size = store.size();
    if (delayed.isPresent()) {
      delayed.get().makeRoom(bytesSoon());
      size = store.size();
      if (!conditions.isStopped() && exceeds(conditions.limit())) {
        conditions.stopAtLimit();
      }
    }
    conditions.done(usage(), this::progress);
  }

  private StopConditions.Usage usage() {
    return delayed.isPresent()
        ? new StopConditions.Usage(Math.max(size, -frontier.state()), 0, 0)
        : new StopConditions.Usage(size, bytes(), bytesSoon());
  }

  private long bytesSoon() {
    return bytes(index.bytesWith(16 * Batch.STATES));
  }

  /** Finds out which states are new. */
  private void settle() {
    delayed.ifPresent(DelayedDetection::settle);
    size = store.size();
  }

  /** How many states there are when no batch is under way, or at most so many. */
  private long visited() {
    return store.before() + size;
  }

  /** Whether there are more states than some. */
  private boolean exceeds(long states) {
    if (visited() > states) {
      settle();
    }
    return visited() > states;
  }

  /** Whether there is reason to expand more states, if there are any. */
  public boolean goesOn() {
    return !conditions.isStopped()
        && !machine.isContradicted()
        && (!sharing.isContradicted() || isCollectingFacts())
        && !isDecided();
  }

  /*
   * When an assumption fails, the search must restart. It first continues for half as many states
   * again, because the facts it collects stay valid; this bounds the total work by a constant factor.
   * It ends with a level, if there are levels, so that which facts there are depends on nothing else.
   * Orders that revisit states skip this: they may find no new states for arbitrarily long.
   */
  private boolean isCollectingFacts() {
    if (frontier.isWithinLevel()) {
      return true;
    }
    if (factsEnd == 0) {
      settle();
      factsEnd = mode.revisits() ? visited() : visited() + visited() / 2;
    }
    return !exceeds(factsEnd - 1);
  }

  /** Whether it is of no use for a verdict, and another has to be made that relies on less. */
  public boolean mustBeRepeated() {
    return !conditions.isStopped() && (isVoid || (sharing.isContradicted() && !isDecided()));
  }

  /** Whether the cheapest violation has been found, and nothing else is wanted. */
  boolean isDecided() {
    return !mode.keepGoing()
        && finding().filter(found -> found.cost() <= frontier.floor()).isPresent();
  }

  private void start() {
    long[] start = canonicalStart();
    index.put(start, 0);
    begin(start);
  }

  private long[] canonicalStart() {
    long[] start = machine.start();
    while (symmetries.exist()
        && symmetries.canonicalizer(machine.codec()).canonicalize(start, 0, true)
        && machine.codec().isTooNarrow()) {
      batch.finishRelayout();
      start = machine.start();
    }
    return start;
  }

  private void begin(long[] start) {
    size = store.size();
    collector.start(start);
    sharing.observe(properties.observed());
  }

  // ---- levels that are searched elsewhere ----

  /**
   * Begins a search whose levels are searched elsewhere.
   *
   * @return the first state, which becomes number 0
   */
  public long[] beginElsewhere() {
    long[] start = canonicalStart();
    store.reserve(1);
    store.set(0, store.hash(start, 0), start, 0);
    store.setSize(1);
    begin(start);
    return start;
  }

  /** Takes what a level leads to. */
  public void take(SearchedLevel level) {
    properties.meet(level.met());
    level.raced().stream().forEach(sharing::distrust);
    for (int vcpu = 0; vcpu < performedBefore.size(); vcpu++) {
      performedBefore.get(vcpu).or(level.performed().get(vcpu));
    }
    collector.take(level);
    growth.look();
    observe();
    if (exceeds(conditions.limit())) {
      conditions.stopAtLimit();
    }
  }

  /** Takes a violation, whose states are in the store. */
  public void take(ErrorTrail found) {
    collector.findings().add(ErrorTrails.Place.of(found.failure()), found);
  }

  /** Ends a level, all of which was taken: the moment to save the search. */
  public void endLevel() {
    size = store.size();
    conditions.done(new StopConditions.Usage(0, 0, 0), this::progress);
  }

  /** Ends a search whose levels are searched elsewhere. */
  public void endElsewhere() {
    isVoid = machine.isContradicted();
    conditions.ended(this::progress);
  }

  /** Whether reductions have assumed what is not so. */
  public boolean isContradicted() {
    return sharing.isContradicted();
  }

  private void observe() {
    properties.settle();
    if (properties.observations() != observations) {
      observations = properties.observations();
      sharing.observe(properties.observed());
    }
  }

  /** How far the search is. */
  ProgressListener.Progress progress(Duration elapsed) {
    return new ProgressListener.Progress(
        states(),
        collector.transitions(),
        collector.depth(),
        frontier.waiting(),
        bytes(),
        elapsed,
        frontier.estimate(),
        growth());
  }

  /** What seems to grow for ever, and what can be done about it. */
  public Optional<String> growth() {
    return growth.diagnosis(visited());
  }

  // ---- checkpoint and resume ----

  /*
   * Between two batches nothing is under way. A batch that a limit of states will cut off is saved as
   * if it had only begun: of what it has led to so far, the automata and what is relied on may be
   * saved, for it leads to the same again; its states may not, and lie behind those that are.
   */
  public void save(DataOutput out) throws IOException {
    moveAll();
    out.writeLong(store.before());
    store.save(out, size);
    savable().save(out);
    collector.save(out);
    out.writeLong(factsEnd);
    out.writeInt(observations);
    for (int vcpu = 0; vcpu < performedBefore.size(); vcpu++) {
      CheckpointFields.bits(out, performed(vcpu));
    }
  }

  /** Moves states to disk that would have to be written anyway. */
  private void moveAll() throws IOException {
    try {
      delayed.ifPresent(DelayedDetection::moveAll);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      size = delayed.isPresent() ? store.size() : size;
    }
  }

  /** Reads what was saved of a search that was made in the same way. */
  public void restore(DataInput in) throws IOException {
    long before = in.readLong();
    store.restore(in);
    size = store.size();
    savable().restore(in);
    int fallen = Math.toIntExact(store.before() - before);
    collector.restore(in);
    if (fallen > 0) {
      delayed.ifPresent(late -> late.shift(fallen));
    }
    factsEnd = in.readLong();
    observations = in.readInt();
    for (BitSet nodes : performedBefore) {
      nodes.or(CheckpointFields.bits(in));
    }
    index.reserve(size, 0);
    index.fill();
  }

  private SavableFrontier savable() {
    if (frontier instanceof SavableFrontier savable) {
      return savable;
    }
    throw new AssertionError("checker bug: only a breadth-first search is saved");
  }

  // ---- what came of it ----

  /** The cheapest violation found. */
  public Optional<ErrorTrail> finding() {
    return isVoid ? Optional.empty() : collector.findings().cheapest();
  }

  /** The properties found violated. */
  public Set<String> violated() {
    return collector.findings().violated();
  }

  /** The cheapest violation at each place. */
  public Map<ErrorTrails.Place, ErrorTrail> trails() {
    return collector.findings().trails();
  }

  /** Whether a visited state is wrong; wrong states are not expanded. */
  public boolean isWrong(int state) {
    return collector.findings().isWrong(state);
  }

  /** Whether no cheaper violation can exist. */
  public boolean isFindingCheapest() {
    return !conditions.isStopped() && !sharing.isContradicted();
  }

  /** Says that the search is of no use for a verdict. */
  public void stop(String why) {
    conditions.stop(why);
  }

  /** What stopped the search before its end. */
  public Optional<String> stopped() {
    return conditions.stopped();
  }

  /** The nodes of a vCPU whose operations it has performed. */
  public BitSet performed(int vcpu) {
    BitSet nodes = new BitSet();
    nodes.or(performedBefore.get(vcpu));
    expanders.forEach(each -> each.performed().collect(vcpu, nodes));
    return nodes;
  }

  /** Which states are represented by one. */
  public Symmetries symmetries() {
    return symmetries;
  }

  /** Makes the states readable again if code has been unfolded since the search. */
  public void finishRelayout() {
    batch.finishRelayout();
  }

  /** Reads states and walks, which may unfold code, and makes the states readable again. */
  public <R> R beside(Supplier<R> walk) {
    Layout before = machine.codec().layout();
    try {
      return walk.get();
    } finally {
      batch.follow(before);
    }
  }

  public Expander expander() {
    return expander;
  }

  /** The graph, if it is kept. */
  public Optional<StateGraph> graph() {
    return collector.graph();
  }

  /** The states in which vCPUs wait, if they are recorded. */
  public Optional<WaitingStates> waiting() {
    return collector.waiting();
  }

  public StateStore store() {
    return store;
  }

  public Frontier frontier() {
    return frontier;
  }

  public long states() {
    return Math.min(store.before() + store.size(), conditions.limit());
  }

  public long transitions() {
    return collector.transitions();
  }

  public int depth() {
    return collector.depth();
  }

  public long ends() {
    return collector.ends();
  }

  /** How many states there are in which an assumption fails, so that they are not expanded. */
  public long cuts() {
    return collector.findings().cuts();
  }

  private long bytes() {
    return bytes(index.bytes());
  }

  private long bytes(long ofIndex) {
    return store.bytes() + ofIndex + frontier.bytes() + collector.bytes();
  }
}
