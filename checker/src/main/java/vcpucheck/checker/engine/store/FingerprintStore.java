package vcpucheck.checker.engine.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import vcpucheck.checker.engine.base.PagedLongs;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;

/**
 * Remembers a 64-bit fingerprint of each state, and the state itself only until it is taken. Two
 * states with one fingerprint are taken for one.
 */
public final class FingerprintStore implements StateStore {
  /** States of which the arena gives up the words together. */
  private static final int CHUNK = StateArena.PAGING.length();

  private final StateCodec codec;
  private final StateArena waiting;
  private final PagedLongs fingerprints = new PagedLongs();
  private int[] taken = new int[8];
  private int size;

  public FingerprintStore(StateCodec codec) {
    this.codec = codec;
    waiting = new StateArena(codec);
  }

  @Override
  public long hash(long[] states, int offset) {
    return StateStore.hash(codec, states, offset);
  }

  @Override
  public boolean is(int number, long hash, long[] states, int offset) {
    return fingerprints.get(number) == hash;
  }

  @Override
  public boolean isSame(
      long hash, long[] states, int offset, long otherHash, long[] otherStates, int otherOffset) {
    return hash == otherHash;
  }

  @Override
  public long touch(int number) {
    return fingerprints.get(number);
  }

  @Override
  public void hashes(int from, int end, long[] target) {
    for (int number = from; number < end; number++) {
      target[number - from] = fingerprints.get(number);
    }
  }

  @Override
  public void reserve(int newSize) {
    waiting.reserve(newSize);
    fingerprints.reserve(newSize);
    int chunks = newSize / CHUNK + 1;
    if (chunks > taken.length) {
      taken = Arrays.copyOf(taken, chunks * 2);
    }
  }

  @Override
  public void set(int number, long hash, long[] states, int offset) {
    fingerprints.set(number, hash);
    waiting.set(number, states, offset);
  }

  @Override
  public void setSize(int newSize) {
    size = newSize;
  }

  @Override
  public void take(int number, long[] target) {
    waiting.get(number, target);
  }

  @Override
  public void release(int from, int end) {
    for (int number = from; number < end; number++) {
      if (++taken[number / CHUNK] == CHUNK) {
        waiting.drop(number);
      }
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void relayout(Layout.Relocation relocation, WorkerPool workers) {
    waiting.relayout(relocation, size, workers);
  }

  @Override
  public void save(DataOutput out, int below) throws IOException {
    out.writeInt(below);
    fingerprints.save(out, below);
    for (int first = 0; first < below; first += CHUNK) {
      out.writeInt(taken[first / CHUNK]);
    }
    waiting.save(out, below);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    size = in.readInt();
    fingerprints.restore(in, size);
    taken = new int[size / CHUNK + 1];
    for (int first = 0; first < size; first += CHUNK) {
      taken[first / CHUNK] = in.readInt();
    }
    waiting.restore(in, size);
  }

  @Override
  public long bytes() {
    return fingerprints.bytes() + waiting.bytes();
  }

  @Override
  public boolean isExact() {
    return false;
  }
}
