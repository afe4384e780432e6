package vcpucheck.checker.engine.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import vcpucheck.checker.cluster.ClusterJob;
import vcpucheck.checker.engine.cluster.runs.CandidateBuffer;
import vcpucheck.checker.engine.cluster.runs.RunFile;
import vcpucheck.checker.engine.cluster.runs.RunPart;
import vcpucheck.checker.engine.cluster.runs.RunReader;
import vcpucheck.checker.engine.cluster.runs.RunSorter;
import vcpucheck.checker.engine.cluster.runs.Shape;
import vcpucheck.checker.engine.cluster.runs.StateCursor;
import vcpucheck.checker.engine.cluster.runs.StateKey;

/**
 * Expands states of a level, and sorts out which of those that they lead to are new. What the
 * expansion has shown beside goes to a part of its own: results of tasks count once, whatever is
 * run again.
 */
final class LevelJob implements ClusterJob {
  private static final long serialVersionUID = 1L;

  /** Begins an input that is to be expanded. */
  private static final int EXPAND = -1;

  private final Snapshot snapshot;
  private final Shape shape;
  private final int level;

  /** For each part, the runs of the states visited before. */
  private final List<List<RunFile>> visited;

  /**
   * Makes a job.
   *
   * @param level how many steps lie between the start and the states
   */
  LevelJob(Snapshot snapshot, Shape shape, int level, List<List<RunFile>> visited) {
    this.snapshot = snapshot;
    this.shape = shape;
    this.level = level;
    this.visited = visited;
  }

  /** The part for reports. */
  private int reports() {
    return shape.partitions();
  }

  /** How many parts there are. */
  int parts() {
    return shape.partitions() + 1;
  }

  /** An input: states to expand. */
  static byte[] input(RunPart states) throws IOException {
    return input(EXPAND, states.bytes());
  }

  /** An input: what states lead to that the driver has expanded. */
  static byte[] input(int partition, byte[] block) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(partition);
    out.write(block);
    return bytes.toByteArray();
  }

  @Override
  public void map(byte[] input, Sink sink) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(input));
    int partition = in.readInt();
    if (partition != EXPAND) {
      sink.accept(partition, in.readAllBytes());
      return;
    }
    try (Replica.Lease lease = Replica.lease(snapshot);
        RunReader states = RunPart.of(in.readAllBytes()).open(shape)) {
      expand(lease.world(), states, sink);
    }
  }

  /** Expands states, all in the layout that they are brought into. */
  void expand(World world, StateCursor states, Sink sink) throws IOException {
    LevelReport report = new LevelReport(world.system().vcpus().count());
    LevelExpander expander = new LevelExpander(world, level);
    CandidateBuffer candidates = new CandidateBuffer(shape.words(), shape.partitions(), sink);
    long[] state = new long[shape.words()];
    while (states.advance()) {
      if (StateKey.is(states.key(), StateKey.UNEXPANDED)) {
        continue;
      }
      states.take(state);
      if (expander.expand(state)) {
        expander.offer(candidates);
        expander.report(state, report);
      } else {
        report.addResidual(state.clone());
      }
    }
    candidates.flush();
    expander.end(report);
    sink.accept(reports(), report.bytes());
  }

  @Override
  public byte[] reduce(int partition, Iterator<byte[]> blocks) throws IOException {
    if (partition == reports()) {
      return joined(blocks);
    }
    return blocks.hasNext()
        ? new RunSorter(shape).sort(visited.get(partition), blocks).bytes()
        : new byte[0];
  }

  private static byte[] joined(Iterator<byte[]> blocks) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    while (blocks.hasNext()) {
      byte[] block = blocks.next();
      out.writeInt(block.length);
      out.write(block);
    }
    return bytes.toByteArray();
  }

  /** Adds up reports that were joined. */
  static void addReports(byte[] joined, LevelReport to) {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(joined));
      while (in.available() > 0) {
        byte[] report = new byte[in.readInt()];
        in.readFully(report);
        to.add(report);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
