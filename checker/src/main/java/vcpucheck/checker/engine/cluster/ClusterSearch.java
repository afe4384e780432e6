package vcpucheck.checker.engine.cluster;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.cluster.ClusterConfig;
import vcpucheck.checker.cluster.ClusterException;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.checkpoint.UnfoldingLog;
import vcpucheck.checker.engine.cluster.runs.RunFile;
import vcpucheck.checker.engine.cluster.runs.StateKey;
import vcpucheck.checker.engine.frontier.LevelFrontier;
import vcpucheck.checker.engine.reduction.MoverTable;
import vcpucheck.checker.engine.reduction.SharingAnalysis;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.state.HeapSymmetry;
import vcpucheck.checker.memory.BuiltInProperty;

/**
 * Drives a search level by level. The driver alone decides which code is run on what: states that
 * need more come back to it, it runs what they need, and expands them itself. So do all states of a
 * level that is small.
 */
public final class ClusterSearch implements AutoCloseable {
  /** A UUID: each search has a folder of its own, and replicas of its own. */
  private final String name = UUID.randomUUID().toString();

  private final ClusterConfig config;
  private final Options options;
  private final TransitionSystem system;
  private final UnfoldingLog unfoldings;
  private final boolean isSaved;

  /** Where its files are; those of the search that it goes on with, if it does. */
  private String place;

  private StateFiles files;
  private int rounds;

  /** Whether all rounds that were begun have come to their ends. */
  private boolean isOver;

  /** The slots that were exchanged in the last round. */
  private BitSet movable;

  /** Where the log was when they became those that they are. */
  private long slotsSince;

  /** The files of the round that is under way, or was the last. */
  private @Nullable RoundFiles round;

  /** The files of a round that was saved, until it goes on. */
  private @Nullable RoundFiles saved;

  /**
   * Prepares searches of one model.
   *
   * @param unfoldings all code that was and will be run
   * @param isSaved whether checkpoints are made
   */
  public ClusterSearch(
      ClusterConfig config,
      Options options,
      TransitionSystem system,
      UnfoldingLog unfoldings,
      boolean isSaved) {
    this.config = config;
    this.options = options;
    this.system = system;
    this.unfoldings = unfoldings;
    this.isSaved = isSaved;
    place = config.work() + "/vcpucheck-" + name;
    files = new StateFiles(config.cluster().folder(place), isSaved);
    movable = movable();
    requireMatch();
  }

  private void requireMatch() {
    if (options.order() != Options.Order.BFS || options.store() != Options.Store.EXACT) {
      throw new IllegalArgumentException(
          "a cluster searches breadth first, and keeps states whole in files: order="
              + options.order()
              + ", store="
              + options.store());
    }
    if (options.memory() != MemoryModel.SC) {
      throw new IllegalArgumentException(
          "a cluster searches under sc: memory=" + options.memory().word());
    }
    if (options.keepGoing()) {
      throw new IllegalArgumentException(
          "a cluster ends with the first level in which something is wrong: keep going=true");
    }
    if (!ofGraph().isEmpty()) {
      throw new IllegalArgumentException(
          "livelocks and lock-freedom need the graph of all states, which a cluster does not keep:"
              + " properties="
              + String.join(", ", ofGraph())
              + "; search on one machine, or leave the property out");
    }
  }

  /** The names of properties that need the graph of all states. */
  private List<String> ofGraph() {
    List<String> names = new ArrayList<>();
    if (system.properties().wantsProgress()) {
      names.add(BuiltInProperty.NO_LIVELOCK.label());
    }
    if (system.properties().wantsLockFree()) {
      names.add(BuiltInProperty.LOCK_FREE.label());
    }
    return names;
  }

  /**
   * Searches, or goes on.
   *
   * @param search made with a {@link PathStore} and a {@link LevelFrontier}; receives what is found
   * @param movers what its blocks consist of
   */
  public void run(Exploration search, SharingAnalysis sharing, MoverTable movers) {
    isOver = false;
    try {
      if (!movable.equals(movable())) {
        movable = movable();
        slotsSince = unfoldings.size();
      }
      RoundFiles before = saved;
      saved = null;
      if (before == null) {
        before = RoundFiles.none(system.variables().size(), config.partitions());
      }
      Knowledge knowledge = new Knowledge(system, unfoldings, sharing, movers, slotsSince);
      round = before;
      new Round(search, knowledge, before).run();
    } catch (IOException e) {
      throw new ClusterException(
          "a search on a cluster must be able to write its files, and read them as it wrote them:"
              + " error="
              + e.getMessage()
              + "; make room, let nothing else change them, and begin anew or from a checkpoint",
          e);
    }
    isOver = search.stopped().isEmpty();
  }

  private BitSet movable() {
    return system.codec().heap().map(HeapSymmetry::movable).orElseGet(BitSet::new);
  }

  // ---- checkpoint and resume ----

  /** Writes the round that is under way, or was the last. */
  public void save(DataOutput out) throws IOException {
    RoundFiles current = round;
    if (current == null) {
      throw new AssertionError("checker bug: only a search that is under way is saved");
    }
    out.writeUTF(place);
    current.save(out);
  }

  /** Called when a checkpoint is made. */
  public void saved() {
    files.saved();
  }

  /** Reads what was saved, after all code was run again and slots were restored. */
  public void restore(DataInput in) throws IOException {
    place = in.readUTF();
    files = new StateFiles(config.cluster().folder(place), isSaved);
    files.saved();
    saved = RoundFiles.restore(in, system.variables().size());
    round = saved;
    movable = movable();
    slotsSince = unfoldings.size();
  }

  /** Removes what is of no more use. */
  @Override
  public void close() {
    Replica.forget(name);
    files.close(isOver);
  }

  /** One search of all that there is, under what is assumed by then. */
  private final class Round {
    private final Exploration search;
    private final Knowledge knowledge;
    private final RoundFiles round;
    private final PathStore store;
    private final LevelFrontier frontier;
    private final LevelRunner runner;
    private final int number = rounds++;
    private int versions;

    Round(Exploration search, Knowledge knowledge, RoundFiles round) {
      this.search = search;
      this.knowledge = knowledge;
      this.round = round;
      store = (PathStore) search.store();
      frontier = (LevelFrontier) search.frontier();
      World world = new World(system, search::expander, search.symmetries());
      runner = new LevelRunner(config, world, round, files, this::snapshot);
    }

    /** Machines look up what it knows of slots by then; judging may have added to it. */
    private Snapshot snapshot() {
      if (search.symmetries().slots()) {
        system.codec().heap().ifPresent(HeapSymmetry::absorb);
      }
      return new Snapshot(name, number, versions++, config.source(), how(), knowledge.growth());
    }

    private Snapshot.How how() {
      return new Snapshot.How(
          options.build(),
          options.reuse().orElse(null),
          options.reductions(),
          search.symmetries().vcpus(),
          search.symmetries().slots());
    }

    void run() throws IOException {
      if (round.levels().isEmpty()) {
        long[] start = search.beginElsewhere();
        round.levels().add(runner.begin(start, startKey(start)));
      }
      int level = round.levels().size() - 1;
      while (!round.levels().get(level).isEmpty() && search.goesOn()) {
        search(level++);
      }
      if (search.stopped().isEmpty()) {
        runner.discard();
      }
      search.endElsewhere();
    }

    private long startKey(long[] start) {
      boolean isCut = system.properties().isCut(start);
      boolean isAtRest = system.properties().termination().isAtRest(start, 0);
      return StateKey.of(
          StateStore.hash(system.codec(), start, 0),
          LevelExpander.kind(isCut ? Failure.CUT : null, isAtRest));
    }

    private void search(int level) throws IOException {
      List<RunFile> states = round.levels().get(level);
      frontier.enter(level, count(states));
      Unfolder unfolder = new Unfolder(runner.world(), search::finishRelayout);
      LevelResult result = runner.expand(level, states, unfolder);
      round.levels().add(result.fresh());
      long fresh = count(result.fresh());
      store.visit(fresh);
      search.take(result.searched(fresh));
      long cost = result.report().cost(!search.isContradicted());
      if (cost != LevelReport.NO_COST) {
        search.take(new TraceFinder(runner, store, round.levels()).find(level, cost));
      }
      search.endLevel();
    }
  }

  private static long count(List<RunFile> files) {
    return files.stream().mapToLong(RunFile::count).sum();
  }
}
