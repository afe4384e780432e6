package vcpucheck.checker.engine.cluster.runs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Sorts out which of the states of one part that were reached are new, in one pass over the runs of
 * those that were visited before, and writes them. Now and then runs are merged, so that there are
 * few (O'Neil, Cheng, Gawlick, O'Neil: The Log-Structured Merge-Tree, Acta Informatica 1996).
 */
public final class RunSorter {
  /** How many runs of one tier become one of the next. */
  static final int WIDTH = 8;

  private final Shape shape;
  private final long[] state;
  private long ends;
  private long cuts;

  public RunSorter(Shape shape) {
    this.shape = shape;
    state = new long[shape.words()];
  }

  /**
   * Sorts out what is new.
   *
   * @param visited the runs of the part
   * @param blocks sorted each by itself
   */
  public Reduced sort(List<RunFile> visited, Iterator<byte[]> blocks) throws IOException {
    List<CandidateBlock> reached = new ArrayList<>();
    while (blocks.hasNext()) {
      reached.add(new CandidateBlock(blocks.next(), shape.words()));
    }
    List<RunReader> known = open(visited);
    try {
      Optional<RunFile> fresh = write(new CursorMerge(reached, shape.words()), known, 0);
      return new Reduced(fresh, merge(visited), ends, cuts);
    } finally {
      close(known);
    }
  }

  private List<RunReader> open(List<RunFile> files) throws IOException {
    List<RunReader> readers = new ArrayList<>();
    for (RunFile file : files) {
      readers.add(new RunReader(shape.folder(), file, shape.layouts(), shape.layout()));
    }
    return readers;
  }

  private static void close(List<RunReader> readers) throws IOException {
    for (RunReader reader : readers) {
      reader.close();
    }
  }

  /** Writes the states that none of some runs has. */
  private Optional<RunFile> write(CursorMerge merge, List<RunReader> known, int tier)
      throws IOException {
    boolean isAny = false;
    while (!isAny && merge.advance()) {
      isAny = dropKnown(merge, known);
    }
    if (!isAny) {
      return Optional.empty();
    }
    try (RunWriter writer = new RunWriter(shape.folder(), shape.layout(), shape.words())) {
      do {
        dropKnown(merge, known);
        for (int place = 0; place < merge.states().size(); place++) {
          writer.add(merge.key(place), merge.states().get(place));
          count(merge.key(place));
        }
      } while (merge.advance());
      return Optional.of(writer.finish(tier));
    }
  }

  private void count(long key) {
    ends += StateKey.is(key, StateKey.AT_REST) ? 1 : 0;
    boolean isCut = StateKey.is(key, StateKey.UNEXPANDED) && !StateKey.is(key, StateKey.VIOLATION);
    cuts += isCut ? 1 : 0;
  }

  /** Drops the states of a group that a run has; tells whether some are left. */
  private boolean dropKnown(CursorMerge merge, List<RunReader> known) throws IOException {
    if (merge.states().isEmpty()) {
      return false;
    }
    long key = merge.key(0);
    for (RunReader run : known) {
      boolean isThere = run.seek(key);
      while (isThere && StateKey.compare(run.key(), key) == 0) {
        run.take(state);
        merge.drop(state);
        isThere = run.advance();
      }
    }
    return !merge.states().isEmpty();
  }

  /** Merges the runs of a tier that has enough of them. */
  private Optional<RunFile> merge(List<RunFile> visited) throws IOException {
    List<RunFile> crowded = crowded(visited);
    if (crowded.isEmpty()) {
      return Optional.empty();
    }
    long endsBefore = ends;
    long cutsBefore = cuts;
    List<RunReader> readers = open(crowded);
    try {
      CursorMerge all = new CursorMerge(readers, shape.words());
      return write(all, List.of(), crowded.get(0).tier() + 1);
    } finally {
      ends = endsBefore;
      cuts = cutsBefore;
      close(readers);
    }
  }

  /** The runs that are merged when states are sorted out: all of the first tier with enough. */
  public static List<RunFile> crowded(List<RunFile> visited) {
    int most = visited.stream().mapToInt(RunFile::tier).max().orElse(0);
    for (int tier = 0; tier <= most; tier++) {
      int of = tier;
      List<RunFile> runs = visited.stream().filter(run -> run.tier() == of).toList();
      if (runs.size() >= WIDTH) {
        return runs;
      }
    }
    return List.of();
  }
}
