package vcpucheck.checker.engine.graph;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import vcpucheck.checker.engine.base.PagedInts;
import vcpucheck.checker.engine.base.PagedLongs;
import vcpucheck.checker.engine.base.VarintBuffer;

/**
 * The part of the state graph in which vCPUs wait: for each state in which some do, which do, and
 * where the state leads. Most states of a search have no row, so that it is kept where the whole
 * graph is not.
 */
public final class WaitingStates implements Digraph {
  /** Rows from one whose position is kept to the next. */
  private static final int SAMPLE = 8;

  private final VarintBuffer rows = new VarintBuffer();
  private final PagedLongs positions = new PagedLongs();

  /** The state of each row. */
  private final PagedInts states = new PagedInts();

  private int[] openTargets = new int[16];
  private int openDegree;
  private long openWaiting;

  /** Rows in the order of their states; empty until the first is looked for. */
  private int[] sorted = {};

  private int current = -1;
  private long waiting;
  private int[] targets = new int[16];
  private int degree;

  /** Adds a row, of a state that has none yet. */
  public void add(int state, long waitingVcpus) {
    close();
    if (states.size() % SAMPLE == 0) {
      int sample = (int) states.size() / SAMPLE;
      positions.reserve(sample + 1);
      positions.set(sample, rows.size());
    }
    states.add(state);
    openWaiting = waitingVcpus;
    openDegree = 0;
  }

  /** Adds a transition to the row added last. */
  public void addTransition(int target) {
    if (openDegree == openTargets.length) {
      openTargets = Arrays.copyOf(openTargets, openDegree * 2);
    }
    openTargets[openDegree++] = target;
  }

  private void close() {
    if (openWaiting == 0) {
      return;
    }
    rows.add(openWaiting);
    rows.add(openDegree);
    int before = states.get(states.size() - 1);
    for (int i = 0; i < openDegree; i++) {
      rows.addSigned((long) openTargets[i] - before - 1);
      before = openTargets[i];
    }
    openWaiting = 0;
  }

  int rows() {
    return (int) states.size();
  }

  int state(int row) {
    return states.get(row);
  }

  /** The row of a state, or -1 if no vCPU waits there. */
  int row(int state) {
    if (sorted.length < rows()) {
      sort();
    }
    int low = 0;
    int high = sorted.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int other = states.get(sorted[middle]);
      if (other == state) {
        return sorted[middle];
      }
      if (other < state) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private void sort() {
    long[] keys = new long[rows()];
    for (int row = 0; row < keys.length; row++) {
      keys[row] = (long) states.get(row) << Integer.SIZE | row;
    }
    Arrays.sort(keys);
    sorted = Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }

  /** The vCPUs that wait in the state of a row: by their places in that state. */
  long waiting(int row) {
    load(row);
    return waiting;
  }

  /** How many transitions the state of a row has. */
  int degreeOf(int row) {
    load(row);
    return degree;
  }

  /** The state that a transition of the state of a row leads to. */
  int targetOf(int row, int index) {
    load(row);
    return targets[index];
  }

  @Override
  public int degree(int state) {
    return degreeOf(row(state));
  }

  @Override
  public int target(int state, int index) {
    return targetOf(row(state), index);
  }

  private void load(int row) {
    if (row == current) {
      return;
    }
    close();
    rows.seek(positions.get(row / SAMPLE));
    for (int skipped = row % SAMPLE; skipped > 0; skipped--) {
      rows.read();
      rows.skip(rows.read());
    }
    waiting = rows.read();
    degree = (int) rows.read();
    if (degree > targets.length) {
      targets = new int[degree * 2];
    }
    int before = states.get(row);
    for (int i = 0; i < degree; i++) {
      before = (int) (rows.readSigned() + before + 1);
      targets[i] = before;
    }
    current = row;
  }

  public void save(DataOutput out) throws IOException {
    close();
    rows.save(out);
    states.save(out);
    positions.save(out, samples());
  }

  /** Reads what was saved. */
  public void restore(DataInput in) throws IOException {
    rows.restore(in);
    states.restore(in);
    positions.restore(in, samples());
  }

  private int samples() {
    return (rows() + SAMPLE - 1) / SAMPLE;
  }

  public long bytes() {
    return rows.bytes() + positions.bytes() + states.bytes();
  }
}
