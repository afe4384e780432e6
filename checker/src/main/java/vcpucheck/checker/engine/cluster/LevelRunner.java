package vcpucheck.checker.engine.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import vcpucheck.checker.cluster.ClusterConfig;
import vcpucheck.checker.cluster.ClusterJob;
import vcpucheck.checker.engine.cluster.runs.LayoutTable;
import vcpucheck.checker.engine.cluster.runs.Reduced;
import vcpucheck.checker.engine.cluster.runs.RunFile;
import vcpucheck.checker.engine.cluster.runs.RunPart;
import vcpucheck.checker.engine.cluster.runs.RunReader;
import vcpucheck.checker.engine.cluster.runs.RunSorter;
import vcpucheck.checker.engine.cluster.runs.Shape;
import vcpucheck.checker.engine.cluster.runs.StateKey;
import vcpucheck.checker.machine.state.Layout;

/** Runs jobs, on the cluster or, if they are small, here; and knows the files there are. */
final class LevelRunner {
  private final ClusterConfig config;
  private final World world;
  private final RoundFiles round;
  private final StateFiles folder;
  private final Supplier<Snapshot> snapshots;

  /**
   * Makes a runner.
   *
   * @param world of the driver
   * @param round the files there are, which it keeps up to date but for the levels
   * @param snapshots take what the driver knows at that moment
   */
  LevelRunner(
      ClusterConfig config,
      World world,
      RoundFiles round,
      StateFiles folder,
      Supplier<Snapshot> snapshots) {
    this.config = config;
    this.world = world;
    this.round = round;
    this.folder = folder;
    this.snapshots = snapshots;
  }

  World world() {
    return world;
  }

  Snapshot snapshot() {
    return snapshots.get();
  }

  Shape shape() throws IOException {
    Layout layout = world.system().codec().layout();
    LayoutTable layouts = round.layouts();
    return new Shape(
        folder.folder(), layouts, layouts.number(layout), layout.words(), round.partitions());
  }

  /** Whether so many states are expanded here. */
  boolean isSmall(List<RunFile> files) {
    return files.stream().mapToLong(RunFile::count).sum() <= config.smallLevel();
  }

  RunReader open(RunFile file, Shape shape) throws IOException {
    return new RunReader(shape.folder(), file, shape.layouts(), shape.layout());
  }

  /** Writes the first state; returns its level. */
  List<RunFile> begin(long[] start, long key) throws IOException {
    Shape shape = shape();
    ByteBuffer block = ByteBuffer.allocate((1 + start.length) * Long.BYTES);
    block.putLong(key).asLongBuffer().put(start);
    LevelResult result = new LevelResult(world.system().vcpus().count());
    int partition = StateKey.partition(key, shape.partitions());
    Map<Integer, List<byte[]>> blocks = Map.of(partition, List.of(block.array()));
    sortHere(new LevelJob(snapshot(), shape, 0, round.visited()), blocks, result);
    return result.fresh();
  }

  /** Expands a level. */
  LevelResult expand(int level, List<RunFile> files, Unfolder unfolder) throws IOException {
    LevelResult result = new LevelResult(world.system().vcpus().count());
    boolean isSmall = isSmall(files);
    List<long[]> rest = isSmall ? read(files) : expandOnCluster(level, files, result);
    if (!rest.isEmpty()) {
      List<long[]> known = unfolder.unfold(rest);
      LevelJob job = new LevelJob(snapshot(), shape(), level, round.visited());
      Map<Integer, List<byte[]>> blocks = expandHere(job, known);
      if (isSmall) {
        sortHere(job, blocks, result);
      } else {
        run(job, inputs(blocks), result);
      }
      requireNone(result.report().takeResidual());
    }
    folder.endLevel();
    return result;
  }

  private static void requireNone(List<long[]> residual) {
    if (!residual.isEmpty()) {
      throw new AssertionError(
          "checker bug: states are not known that were unfolded: states=" + residual.size());
    }
  }

  /** Reads the states of files that are to be expanded. */
  private List<long[]> read(List<RunFile> files) throws IOException {
    Shape shape = shape();
    List<long[]> states = new ArrayList<>();
    for (RunFile file : files) {
      try (RunReader reader = open(file, shape)) {
        while (reader.advance()) {
          if (!StateKey.is(reader.key(), StateKey.UNEXPANDED)) {
            long[] state = new long[shape.words()];
            reader.take(state);
            states.add(state);
          }
        }
      }
    }
    return states;
  }

  /** Expands files on the cluster; returns the states that code must be unfolded for. */
  private List<long[]> expandOnCluster(int level, List<RunFile> files, LevelResult result)
      throws IOException {
    List<byte[]> inputs = new ArrayList<>();
    for (RunPart part : RunPart.of(files)) {
      inputs.add(LevelJob.input(part));
    }
    run(new LevelJob(snapshot(), shape(), level, round.visited()), inputs, result);
    return result.report().takeResidual();
  }

  private Map<Integer, List<byte[]>> expandHere(LevelJob job, List<long[]> states)
      throws IOException {
    Map<Integer, List<byte[]>> blocks = new TreeMap<>();
    job.expand(world, new ListCursor(states), sink(blocks));
    return blocks;
  }

  private static ClusterJob.Sink sink(Map<Integer, List<byte[]>> blocks) {
    return (partition, block) ->
        blocks.computeIfAbsent(partition, fresh -> new ArrayList<>()).add(block);
  }

  private static List<byte[]> inputs(Map<Integer, List<byte[]>> blocks) throws IOException {
    List<byte[]> inputs = new ArrayList<>();
    for (Map.Entry<Integer, List<byte[]>> part : blocks.entrySet()) {
      for (byte[] block : part.getValue()) {
        inputs.add(LevelJob.input(part.getKey(), block));
      }
    }
    return inputs;
  }

  private void run(LevelJob job, List<byte[]> inputs, LevelResult result) throws IOException {
    List<byte[]> parts = config.cluster().run(job, inputs, job.parts());
    for (int partition = 0; partition < parts.size(); partition++) {
      take(partition, parts.get(partition), result);
    }
  }

  private void sortHere(LevelJob job, Map<Integer, List<byte[]>> blocks, LevelResult result)
      throws IOException {
    for (Map.Entry<Integer, List<byte[]>> part : blocks.entrySet()) {
      byte[] reduced = job.reduce(part.getKey(), part.getValue().iterator());
      take(part.getKey(), reduced, result);
    }
  }

  private void take(int partition, byte[] reduced, LevelResult result) throws IOException {
    if (partition == round.partitions()) {
      LevelJob.addReports(reduced, result.report());
    } else if (reduced.length > 0) {
      Reduced part = Reduced.of(reduced);
      List<RunFile> visited = round.visited().get(partition);
      replaceMerged(visited, part.merged());
      part.fresh().ifPresent(visited::add);
      result.add(part);
    }
  }

  /** Merged runs are of no more use, but for levels, which a counterexample is read from. */
  private void replaceMerged(List<RunFile> runs, Optional<RunFile> merged) {
    if (merged.isPresent()) {
      List<RunFile> crowded = RunSorter.crowded(runs);
      runs.removeAll(crowded);
      runs.add(merged.get());
      crowded.stream().filter(run -> run.tier() > 0).forEach(folder::discard);
    }
  }

  /**
   * Looks in a level for the states from which a violation is near.
   *
   * @return their hashes, in any order
   */
  byte[] trace(TraceJob job, List<RunFile> files) throws IOException {
    Map<Integer, List<byte[]>> blocks = new TreeMap<>();
    if (isSmall(files)) {
      Shape shape = shape();
      for (RunFile file : files) {
        try (RunReader reader = open(file, shape)) {
          job.filter(world, reader, sink(blocks));
        }
      }
    } else {
      List<byte[]> inputs = new ArrayList<>();
      for (RunPart part : RunPart.of(files)) {
        inputs.add(part.bytes());
      }
      List<byte[]> parts = config.cluster().run(job, inputs, TraceJob.PARTS);
      sink(blocks).accept(TraceJob.NEAR, parts.get(TraceJob.NEAR));
      job.filter(world, new ListCursor(states(parts.get(TraceJob.UNKNOWN))), sink(blocks));
    }
    if (blocks.containsKey(TraceJob.UNKNOWN)) {
      throw new AssertionError("checker bug: a state is not known that was expanded before");
    }
    return job.reduce(TraceJob.NEAR, blocks.getOrDefault(TraceJob.NEAR, List.of()).iterator());
  }

  /** States that lie one after the other. */
  private List<long[]> states(byte[] bytes) throws IOException {
    int words = shape().words();
    LongBuffer longs = ByteBuffer.wrap(bytes).asLongBuffer();
    List<long[]> states = new ArrayList<>();
    while (longs.hasRemaining()) {
      long[] state = new long[words];
      longs.get(state);
      states.add(state);
    }
    return states;
  }

  /** Deletes the files of a round that is over. */
  void discard() throws IOException {
    round.levels().forEach(level -> level.forEach(folder::discard));
    for (List<RunFile> runs : round.visited()) {
      runs.stream().filter(run -> run.tier() > 0).forEach(folder::discard);
    }
    folder.endLevel();
  }
}
