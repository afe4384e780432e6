package vcpucheck.checker.engine.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;

/**
 * One pass over a run that finds out which candidates it has; blocks that can have none it skips.
 */
final class RunSearch implements Closeable {
  /** How many blocks are read at once where one follows the other. */
  private static final int AHEAD = 64;

  /** How many states are read at once. */
  private static final int STATES = 64;

  private final SortedRun run;
  private final SortedRun.Reader reader;
  private final Candidates candidates;
  private final BitSet known;
  private final Layout.Relocation relocation;
  private final int words;
  private final long[] prefixes = new long[SortedRun.BLOCK];
  private final byte[] blocks = new byte[AHEAD * SortedRun.BLOCK];
  private final ByteBuffer states;
  private int blocksBegin;
  private int blocksEnd;
  private long statesBegin;
  private long statesEnd;

  /**
   * Makes a search.
   *
   * @param known receives the numbers of candidates that the run has
   */
  RunSearch(SortedRun run, Candidates candidates, StateCodec codec, BitSet known)
      throws IOException {
    this.run = run;
    reader = run.open();
    this.candidates = candidates;
    this.known = known;
    relocation = codec.from(run.layout());
    words = run.layout().words();
    states = ByteBuffer.allocate(STATES * words * Long.BYTES);
  }

  /** Searches for all candidates. */
  void search() throws IOException {
    int place = 0;
    int block = 0;
    while (place < candidates.count() && block < run.blocks().count()) {
      block = run.blocks().seek(candidates.prefix(place), block);
      place = search(block, place);
      block++;
    }
  }

  /** Searches in a block; returns the first candidate that a later block may have. */
  private int search(int block, int from) throws IOException {
    int count = load(block);
    int place = from;
    for (int i = 0; i < count; i++) {
      long prefix = prefixes[i];
      while (candidates.prefix(place) < prefix) {
        if (++place == candidates.count()) {
          return place;
        }
      }
      if (candidates.prefix(place) == prefix) {
        compare(place, run.blocks().begin(block) + i);
      }
    }
    return place;
  }

  /** Compares a state of the run with all candidates that have its prefix. */
  private void compare(int first, long index) throws IOException {
    long[] state = relocation.copy(state(index));
    long prefix = candidates.prefix(first);
    int end = candidates.count();
    for (int place = first; place < end && candidates.prefix(place) == prefix; place++) {
      if (candidates.is(place, state)) {
        known.set(candidates.number(place));
        return;
      }
    }
  }

  private int load(int block) throws IOException {
    if (block >= blocksEnd || block < blocksBegin) {
      int ahead = block == blocksEnd ? AHEAD : 1;
      ByteBuffer target = ByteBuffer.wrap(blocks, 0, ahead * SortedRun.BLOCK);
      blocksBegin = block;
      blocksEnd = block + reader.read(block, target.slice());
    }
    return SortedRun.decode(blocks, (block - blocksBegin) * SortedRun.BLOCK, prefixes);
  }

  private long[] state(long index) throws IOException {
    if (index >= statesEnd || index < statesBegin) {
      long left = run.size() - index;
      states.clear().limit((int) Math.min(STATES, left) * words * Long.BYTES);
      reader.readStates(index, states);
      statesBegin = index;
      statesEnd = index + states.limit() / words / Long.BYTES;
    }
    long[] state = new long[words];
    int at = (int) (index - statesBegin) * words * Long.BYTES;
    for (int w = 0; w < words; w++) {
      state[w] = states.getLong(at + w * Long.BYTES);
    }
    return state;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
