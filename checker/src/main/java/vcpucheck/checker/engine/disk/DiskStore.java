package vcpucheck.checker.engine.disk;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.engine.frontier.LevelledParents;
import vcpucheck.checker.engine.store.DelayedStore;
import vcpucheck.checker.engine.store.ExactStore;
import vcpucheck.checker.engine.store.StateArena;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;

/**
 * Keeps the states found last in memory and those before them on disk. States in memory have
 * numbers from 0 on, those on disk have numbers below 0, and those that are kept have numbers far
 * below 0.
 */
public final class DiskStore implements DelayedStore {
  /** The first number of a state that is kept. */
  private static final int KEPT = Integer.MIN_VALUE;

  /** More than there can be states that are kept. */
  private static final int MOST_KEPT = 1 << 28;

  /** What is in a checkpoint instead of the number of states, which are all there otherwise. */
  private static final int ON_DISK = -1;

  /**
   * How much is kept in memory.
   *
   * @param bytes how much memory a search may take before states are moved to disk
   * @param prefixBits how many bits of a hash states are sorted by
   */
  public record Size(long bytes, int prefixBits) {
    /** Sorted by as many bits as there is room for. */
    public static Size of(long bytes) {
      return new Size(bytes, Candidates.PREFIX_BITS);
    }
  }

  private final StateCodec codec;
  private final SearchFolder folder;
  private final Size most;
  private final ExactStore memory;
  private final VisitedRuns runs;
  private final StateLog log;
  private final DiskParents parents;
  private final List<long[]> kept = new ArrayList<>();

  /** The layout of the states that are kept or fetched. */
  private Layout layout;

  private long[] fetched = {};

  /** The place of the first state fetched. */
  private long fetchedBegin;

  private int settled;
  private boolean wasInMemory;

  /** Makes an empty store. */
  public DiskStore(StateCodec codec, SearchFolder folder, Size most, WorkerPool workers) {
    this.codec = codec;
    this.folder = folder;
    this.most = most;
    memory = new ExactStore(codec, new StateArena(codec));
    runs = new VisitedRuns(folder, codec, workers);
    log = new StateLog(folder, codec);
    layout = codec.layout();
    parents = new DiskParents(this, folder);
  }

  /** From where the states were first reached. */
  public LevelledParents parents() {
    return parents;
  }

  // ---- states in memory ----

  @Override
  public long hash(long[] states, int offset) {
    return memory.hash(states, offset);
  }

  @Override
  public boolean is(int number, long hash, long[] states, int offset) {
    return number >= 0 ? memory.is(number, hash, states, offset) : isOld(number, states, offset);
  }

  private boolean isOld(int number, long[] states, int offset) {
    long[] state = new long[codec.layout().words()];
    take(number, state);
    return memory.isSame(0, states, offset, 0, state, 0);
  }

  @Override
  public boolean isSame(
      long hash, long[] states, int offset, long otherHash, long[] otherStates, int otherOffset) {
    return memory.isSame(hash, states, offset, otherHash, otherStates, otherOffset);
  }

  @Override
  public long touch(int number) {
    return memory.touch(number);
  }

  @Override
  public void hashes(int from, int end, long[] target) {
    memory.hashes(from, end, target);
  }

  @Override
  public void reserve(int size) {
    memory.reserve(size);
  }

  @Override
  public void set(int number, long hash, long[] states, int offset) {
    memory.set(number, hash, states, offset);
  }

  @Override
  public void setSize(int size) {
    memory.setSize(size);
    if (log.size() == 0) {
      settled = size; /* the index finds all that were visited before */
    }
  }

  @Override
  public int size() {
    return memory.size();
  }

  @Override
  public void release(int from, int end) {}

  // ---- states on disk ----

  @Override
  public long before() {
    return log.size();
  }

  @Override
  public void fetch(int from, int end) {
    int count = Math.min(end, 0) - from;
    if (count > 0) {
      try {
        fetchedBegin = before() + from;
        fetched = log.read(fetchedBegin, count);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void take(int number, long[] target) {
    if (number >= 0) {
      memory.take(number, target);
    } else if (number < KEPT + MOST_KEPT) {
      long[] state = kept.get(number - KEPT);
      System.arraycopy(state, 0, target, 0, state.length);
    } else {
      int words = codec.layout().words();
      int at = (int) (before() + number - fetchedBegin) * words;
      System.arraycopy(fetched, at, target, 0, words);
    }
  }

  @Override
  public int keep(int number) {
    return number < KEPT + MOST_KEPT ? number : keep(before() + number);
  }

  /**
   * A number under which the state at a place can be taken until states are first moved to disk.
   */
  int keep(long place) {
    if (before() == 0) {
      return (int) place;
    }
    long[] state = new long[codec.layout().words()];
    if (place >= before()) {
      memory.take((int) (place - before()), state);
    } else {
      try {
        state = log.read(place, 1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    kept.add(state);
    return KEPT + kept.size() - 1;
  }

  @Override
  public void relayout(Layout.Relocation relocation, WorkerPool workers) {
    if (layout != codec.layout()) {
      int words = layout.words();
      long[] moved = new long[fetched.length / words * codec.layout().words()];
      relocation.copy(fetched.length / words, fetched, moved);
      List<long[]> others = kept.stream().map(relocation::copy).toList();
      fetched = moved;
      kept.clear();
      kept.addAll(others);
      layout = codec.layout();
    }
    memory.relayout(relocation, workers);
  }

  // ---- which are new, and moving them to disk ----

  @Override
  public int settled() {
    return settled;
  }

  @Override
  public BitSet known() {
    return settled == size() || runs.isEmpty()
        ? new BitSet()
        : runs.known(new Candidates(memory, settled, most.prefixBits()));
  }

  @Override
  public void settle(BitSet known) {
    parents.settle(known);
    if (!known.isEmpty()) {
      long[] state = new long[codec.layout().words()];
      int next = settled + known.nextSetBit(0);
      for (int number = next; number < size(); number++) {
        if (!known.get(number - settled)) {
          memory.take(number, state);
          memory.set(next++, 0, state, 0);
        }
      }
      memory.setSize(next);
    }
    settled = size();
  }

  @Override
  public boolean isFull(long bytes) {
    return bytes > most.bytes() || size() > Candidates.MOST / 2;
  }

  @Override
  public void spill() {
    if (size() == 0) {
      return;
    }
    List<StoredFile> written = new ArrayList<>();
    try {
      runs.merge(); /* may fail, and changes nothing that is known */
      SortedRun run = runs.write(new Candidates(memory, 0, most.prefixBits()));
      written.addAll(run.files());
      StateLog.Segment segment = log.write(memory);
      written.add(segment.file());
      StoredFile degrees = parents.degrees().write();
      runs.add(run);
      log.add(segment);
      parents.degrees().spilled(degrees);
    } catch (IOException e) {
      folder.discard(written);
      throw new UncheckedIOException(e);
    }
    memory.clear();
    settled = 0;
  }

  @Override
  public void discard() {
    runs.discard();
    log.discard();
    parents.degrees().discard();
  }

  // ---- checkpoint and resume ----

  /** Whether it was restored from a search whose states were all in memory. */
  boolean wasInMemory() {
    return wasInMemory;
  }

  /** Once there are files, memory must be empty. */
  @Override
  public void save(DataOutput out, int below) throws IOException {
    folder.force();
    out.writeInt(ON_DISK);
    out.writeInt(kept.size());
    for (long[] state : kept) {
      for (long word : state) {
        out.writeLong(word);
      }
    }
    runs.save(out);
    log.save(out);
    memory.save(out, below);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    layout = codec.layout();
    memory.clear();
    int count = in.readInt();
    wasInMemory = count >= 0;
    if (!wasInMemory) {
      for (int left = in.readInt(); left > 0; left--) {
        kept.add(readState(in));
      }
      runs.restore(in);
      log.restore(in);
      count = in.readInt();
    }
    for (int left = count; left > 0; left--) {
      memory.add(readState(in));
      settled = size();
      if (isFull(memory.bytes() * 2)) {
        spill();
      }
    }
  }

  private long[] readState(DataInput in) throws IOException {
    long[] state = new long[codec.layout().words()];
    for (int w = 0; w < state.length; w++) {
      state[w] = in.readLong();
    }
    return state;
  }

  @Override
  public long bytes() {
    return memory.bytes() + (long) fetched.length * Long.BYTES;
  }

  @Override
  public boolean isExact() {
    return true;
  }
}
