package vcpucheck.checker.engine.cluster;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.engine.store.ExactStore;
import vcpucheck.checker.engine.store.StateArena;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;

/**
 * The states that the driver has of a search whose states are in files: the first, and those on the
 * way to a violation.
 */
public final class PathStore implements StateStore {
  private final ExactStore states;
  private long all = 1;

  /** Makes an empty store. */
  public PathStore(StateCodec codec) {
    states = new ExactStore(codec, new StateArena(codec));
  }

  /** Says that so many more states were visited. */
  void visit(long count) {
    all += count;
  }

  /** How many states were visited. */
  long all() {
    return all;
  }

  /** Adds a state of the way; returns its number. */
  int add(long[] state) {
    states.add(state);
    return states.size() - 1;
  }

  @Override
  public long before() {
    return all - size();
  }

  @Override
  public long hash(long[] of, int offset) {
    return states.hash(of, offset);
  }

  @Override
  public boolean is(int number, long hash, long[] of, int offset) {
    return states.is(number, hash, of, offset);
  }

  @Override
  public boolean isSame(
      long hash, long[] of, int offset, long otherHash, long[] others, int otherOffset) {
    return states.isSame(hash, of, offset, otherHash, others, otherOffset);
  }

  @Override
  public long touch(int number) {
    return states.touch(number);
  }

  @Override
  public void hashes(int from, int end, long[] target) {
    states.hashes(from, end, target);
  }

  @Override
  public void reserve(int size) {
    states.reserve(size);
  }

  @Override
  public void set(int number, long hash, long[] of, int offset) {
    states.set(number, hash, of, offset);
  }

  @Override
  public void setSize(int size) {
    states.setSize(size);
  }

  @Override
  public void take(int number, long[] target) {
    states.take(number, target);
  }

  @Override
  public void release(int from, int end) {}

  @Override
  public int size() {
    return states.size();
  }

  @Override
  public void relayout(Layout.Relocation relocation, WorkerPool workers) {
    states.relayout(relocation, workers);
  }

  @Override
  public void save(DataOutput out, int size) throws IOException {
    out.writeLong(all);
    states.save(out, size);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    all = in.readLong();
    states.restore(in);
  }

  @Override
  public long bytes() {
    return states.bytes();
  }

  @Override
  public boolean isExact() {
    return true;
  }
}
