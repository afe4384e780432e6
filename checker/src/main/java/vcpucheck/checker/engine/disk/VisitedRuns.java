package vcpucheck.checker.engine.disk;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.machine.state.StateCodec;

/**
 * The runs of all states on disk. Runs of about one size are merged, so that there are few (O'Neil,
 * Cheng, Gawlick, O'Neil: The Log-Structured Merge-Tree, Acta Informatica 1996).
 */
final class VisitedRuns {
  /** How many runs of one tier become one of the next. */
  private static final int WIDTH = 8;

  private final SearchFolder folder;
  private final StateCodec codec;
  private final WorkerPool workers;

  /** For each tier, its runs. */
  private final List<List<SortedRun>> tiers = new ArrayList<>();

  VisitedRuns(SearchFolder folder, StateCodec codec, WorkerPool workers) {
    this.folder = folder;
    this.codec = codec;
    this.workers = workers;
  }

  private Stream<SortedRun> runs() {
    return tiers.stream().flatMap(List::stream);
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return runs().findAny().isEmpty();
  }

  /** The numbers of candidates that were visited before. */
  BitSet known(Candidates candidates) {
    List<SortedRun> all = runs().toList();
    List<BitSet> found = Stream.generate(BitSet::new).limit(all.size()).toList();
    workers.run(
        all.size(),
        (run, worker) -> {
          try (RunSearch search = new RunSearch(all.get(run), candidates, codec, found.get(run))) {
            search.search();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    BitSet known = new BitSet();
    found.forEach(known::or);
    return known;
  }

  /** Writes candidates, none of which were visited before. */
  SortedRun write(Candidates candidates) throws IOException {
    try (SortedRunWriter writer = new SortedRunWriter(folder, codec.layout())) {
      long[] state = new long[codec.layout().words()];
      for (int place = 0; place < candidates.count(); place++) {
        candidates.take(place, state);
        writer.add(candidates.prefix(place), state);
      }
      return writer.finish();
    }
  }

  /** Adds a run to the first tier. */
  void add(SortedRun run) {
    add(run, 0);
  }

  private void add(SortedRun run, int tier) {
    while (tier >= tiers.size()) {
      tiers.add(new ArrayList<>());
    }
    tiers.get(tier).add(run);
  }

  /** Merges runs of tiers that have enough of them. */
  void merge() throws IOException {
    for (int tier = 0; tier < tiers.size(); tier++) {
      List<SortedRun> runs = tiers.get(tier);
      if (runs.size() >= WIDTH) {
        SortedRun merged = merge(runs);
        for (SortedRun run : runs) {
          run.discard();
        }
        runs.clear();
        add(merged, tier + 1);
      }
    }
  }

  private SortedRun merge(List<SortedRun> runs) throws IOException {
    List<RunCursor> cursors = new ArrayList<>();
    try (SortedRunWriter writer = new SortedRunWriter(folder, codec.layout())) {
      for (SortedRun run : runs) {
        cursors.add(new RunCursor(run, codec));
      }
      merge(new ArrayList<>(cursors), writer);
      return writer.finish();
    } finally {
      for (RunCursor cursor : cursors) {
        cursor.close();
      }
    }
  }

  private static void merge(List<RunCursor> cursors, SortedRunWriter writer) throws IOException {
    while (!cursors.isEmpty()) {
      RunCursor least = cursors.get(0);
      for (RunCursor cursor : cursors) {
        least = cursor.prefix() < least.prefix() ? cursor : least;
      }
      writer.add(least.prefix(), least.take());
      if (least.isAtEnd()) {
        cursors.remove(least);
      }
    }
  }

  /** Says that all of them are of no use any more. */
  void discard() {
    for (SortedRun run : runs().toList()) {
      run.discard();
    }
    tiers.clear();
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(tiers.size());
    for (List<SortedRun> tier : tiers) {
      out.writeInt(tier.size());
      for (SortedRun run : tier) {
        run.save(out);
      }
    }
  }

  void restore(DataInput in) throws IOException {
    int count = in.readInt();
    for (int tier = 0; tier < count; tier++) {
      for (int left = in.readInt(); left > 0; left--) {
        add(SortedRun.restore(in, folder, codec), tier);
      }
    }
  }
}
