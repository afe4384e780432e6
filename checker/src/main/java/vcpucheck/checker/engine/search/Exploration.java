package vcpucheck.checker.engine.search;

import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.engine.frontier.FifoFrontier;
import vcpucheck.checker.engine.frontier.Frontier;
import vcpucheck.checker.engine.graph.StateGraph;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.reduction.SharingAnalysis;
import vcpucheck.checker.engine.store.StateIndex;
import vcpucheck.checker.engine.store.StateStore;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.machine.Machine;

/** The search: takes states from the frontier, expands them in batches, and knows when to end. */
public final class Exploration {
  private final Machine machine;
  private final boolean isSymmetric;
  private final Expander expander;
  private final SharingAnalysis sharing;
  private final StateStore store;
  private final StateIndex index;
  private final Batch batch;
  private final Frontier frontier;
  private final PropertyChecker judge;
  private final StopConditions watch;
  private final boolean keepGoing;
  private final boolean comesBack;
  private final BatchCollector harvest;

  /** How many states there are when no batch is under way, or were before the one that is. */
  private int size;

  /** Up to how many states to go on though something relied on is wrong; 0 if nothing is. */
  private int learningEnd;

  private int observations;

  /**
   * Makes a search.
   *
   * @param expanders one for each worker, all alike
   * @param isSymmetric whether states are stored with their twins sorted
   * @param store empty
   * @param comesBack whether the order comes back to states
   * @param graphStates up to how many states the graph is kept, for questions about paths
   */
  public Exploration(
      Machine machine,
      boolean isSymmetric,
      List<Expander> expanders,
      SharingAnalysis sharing,
      StateStore store,
      Frontier frontier,
      PropertyChecker judge,
      WorkerPool workers,
      StopConditions watch,
      boolean keepGoing,
      boolean comesBack,
      long graphStates) {
    this.machine = machine;
    this.isSymmetric = isSymmetric;
    this.expander = expanders.get(0);
    this.sharing = sharing;
    this.store = store;
    index = new StateIndex(store, workers.count());
    batch = new Batch(machine, isSymmetric, expanders, store, index, judge, workers);
    this.frontier = frontier;
    this.judge = judge;
    this.watch = watch;
    this.keepGoing = keepGoing;
    this.comesBack = comesBack;
    harvest = new BatchCollector(machine, expander, sharing, store, frontier, judge, watch, graphStates);
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
      if (store.size() == 0) {
        start();
      } else if (frontier.state() < frontier.end()) {
        expand();
      }
      while (goesOn() && frontier.advance(Batch.STATES) && !isDecided()) {
        expand();
      }
      watch.ended(this);
    } catch (OutOfMemoryError e) {
      index.drop();
      batch.finishRelayout();
      watch.giveUp();
    }
  }

  private void expand() {
    batch.run(frontier.state(), frontier.end(), harvest.findings().wrong());
    size = batch.sizeBefore();
    watch.expanded(store.size());
    harvest.take(batch);
    observe();
    size = store.size();
    watch.done(this, size);
  }

  private boolean goesOn() {
    return !watch.isStopped() && (!sharing.isContradicted() || isLearning()) && !isDecided();
  }

  /*
   * A search that must be repeated goes on by half, for what it comes upon is true all the same, or
   * safe to believe. So what would make the next ones begin again is learnt at once, and together
   * they are not more than some times the last. Not where states are come back to, for there it may
   * take any time to meet so many new ones.
   */
  private boolean isLearning() {
    if (learningEnd == 0) {
      learningEnd = comesBack ? size : size + size / 2;
    }
    return size < learningEnd;
  }

  /** Whether it is of no use for a verdict, and another has to be made that relies on less. */
  public boolean mustBeRepeated() {
    return sharing.isContradicted() && !watch.isStopped() && !isDecided();
  }

  /** Whether the cheapest violation has been found, and nothing else is wanted. */
  boolean isDecided() {
    return !keepGoing && finding().filter(found -> found.cost() <= frontier.floor()).isPresent();
  }

  private void start() {
    long[] start = machine.start();
    index.put(start, 0);
    size = store.size();
    harvest.start(start);
    sharing.observe(judge.observed());
  }

  private void observe() {
    if (judge.observations() != observations) {
      observations = judge.observations();
      sharing.observe(judge.observed());
    }
  }

  /** How far the search is. */
  ProgressListener.Progress progress(Duration elapsed) {
    return new ProgressListener.Progress(
        states(),
        harvest.transitions(),
        harvest.depth(),
        frontier.waiting(),
        bytes(),
        elapsed,
        frontier.estimate());
  }

  // ---- going on another day ----

  /*
   * Between two batches nothing is under way. A batch that a limit of states will cut off is saved as
   * if it had only begun: of what it has led to so far, the automata and what is relied on may be
   * saved, for it leads to the same again; its states may not, and lie behind those that are.
   */
  public void save(DataOutput out) throws IOException {
    store.save(out, size);
    ((FifoFrontier) frontier).save(out);
    harvest.save(out);
    out.writeInt(learningEnd);
    out.writeInt(observations);
  }

  /** Reads what was saved of a search that was made in the same way. */
  public void restore(DataInput in) throws IOException {
    store.restore(in);
    size = store.size();
    ((FifoFrontier) frontier).restore(in);
    harvest.restore(in);
    learningEnd = in.readInt();
    observations = in.readInt();
    index.reserve(size, 0);
    index.fill();
  }

  // ---- what came of it ----

  /** The cheapest violation found. */
  public Optional<ErrorTrail> finding() {
    return harvest.findings().cheapest();
  }

  /** The properties found violated. */
  public Set<String> violated() {
    return harvest.findings().violated();
  }

  /** Whether a visited state is wrong; wrong states are not expanded. */
  public boolean isWrong(int state) {
    return harvest.findings().wrong(state) != null;
  }

  /** Whether no cheaper violation can exist. */
  public boolean isFindingCheapest() {
    return !watch.isStopped() && !sharing.isContradicted();
  }

  /** Says that the search is of no use for a verdict. */
  public void stop(String why) {
    watch.stop(why);
  }

  /** What stopped the search before its end. */
  public Optional<String> stopped() {
    return watch.stopped();
  }

  /** Whether states are stored with their twins sorted. */
  public boolean isSymmetric() {
    return isSymmetric;
  }

  public Expander expander() {
    return expander;
  }

  /** The graph, if it is kept. */
  public Optional<StateGraph> graph() {
    return harvest.graph();
  }

  public StateStore store() {
    return store;
  }

  public Frontier frontier() {
    return frontier;
  }

  public long states() {
    return Math.min(store.size(), watch.limit());
  }

  public long transitions() {
    return harvest.transitions();
  }

  public int depth() {
    return harvest.depth();
  }

  public long ends() {
    return harvest.ends();
  }

  long bytes() {
    return bytes(index.bytes());
  }

  /** What {@link #bytes} may be after the next batch. */
  long bytesSoon() {
    return bytes(index.bytesWith(16 * Batch.STATES));
  }

  private long bytes(long ofIndex) {
    return store.bytes() + ofIndex + frontier.bytes() + harvest.bytes();
  }
}
