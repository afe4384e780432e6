package vcpucheck.checker.engine.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;

/** Remembers the states themselves. */
public final class ExactStore implements StateStore {
  private final StateCodec codec;
  private final Arena arena;
  private int words;
  private int size;

  /** Makes an empty store that keeps its states in an empty arena. */
  public ExactStore(StateCodec codec, Arena arena) {
    this.codec = codec;
    this.arena = arena;
    words = codec.layout().words();
  }

  @Override
  public long hash(long[] states, int offset) {
    return StateStore.hash(codec, states, offset);
  }

  @Override
  public boolean is(int number, long hash, long[] states, int offset) {
    return arena.is(number, states, offset);
  }

  @Override
  public boolean isSame(
      long hash, long[] states, int offset, long otherHash, long[] otherStates, int otherOffset) {
    for (int w = 0; w < words; w++) {
      if (states[offset + w] != otherStates[otherOffset + w]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public long touch(int number) {
    return arena.touch(number);
  }

  @Override
  public void hashes(int from, int end, long[] target) {
    arena.hashes(from, end, target);
  }

  @Override
  public void reserve(int newSize) {
    arena.reserve(newSize);
  }

  @Override
  public void set(int number, long hash, long[] states, int offset) {
    arena.set(number, states, offset);
  }

  @Override
  public void setSize(int newSize) {
    size = newSize;
  }

  @Override
  public void take(int number, long[] target) {
    arena.get(number, target);
  }

  @Override
  public void release(int from, int end) {}

  @Override
  public int size() {
    return size;
  }

  @Override
  public void relayout(Layout.Relocation relocation, WorkerPool workers) {
    words = codec.layout().words();
    arena.relayout(relocation, size, workers);
  }

  @Override
  public void save(DataOutput out, int below) throws IOException {
    out.writeInt(below);
    long[] state = new long[words];
    for (int number = 0; number < below; number++) {
      arena.get(number, state);
      for (long word : state) {
        out.writeLong(word);
      }
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    clear();
    int saved = in.readInt();
    long[] state = new long[words];
    for (int number = 0; number < saved; number++) {
      for (int w = 0; w < words; w++) {
        state[w] = in.readLong();
      }
      add(state);
    }
  }

  /** Adds a state. */
  public void add(long[] state) {
    arena.reserve(size + 1);
    arena.set(size, state, 0);
    size++;
  }

  /** Forgets all states, and takes others in the layout that is the machine's by now. */
  public void clear() {
    words = codec.layout().words();
    arena.clear();
    size = 0;
  }

  @Override
  public long bytes() {
    return arena.bytes();
  }

  @Override
  public boolean isExact() {
    return true;
  }
}
