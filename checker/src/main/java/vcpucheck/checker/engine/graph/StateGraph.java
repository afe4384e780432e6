package vcpucheck.checker.engine.graph;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.base.PagedInts;
import vcpucheck.checker.engine.base.PagedLongs;
import vcpucheck.checker.engine.base.VarintBuffer;

/**
 * The explored part of the state graph: for each expanded state the states that it leads to.
 *
 * <p>Rows of targets lie one after the other in the order of expansion, each as the differences
 * between neighbours: a search numbers the states that it finds one after the other, so most take a
 * byte or two. Ends are marked.
 */
public final class StateGraph implements Digraph {
  private static final int NOT_EXPANDED = -1;

  /** Rows from one whose position is kept to the next. */
  private static final int SAMPLE = 4;

  private final VarintBuffer rows = new VarintBuffer();
  private final PagedLongs positions = new PagedLongs();
  private int states;
  private int expanded;
  private long transitions;

  /** The place of each state in the order of expansion; null if they were expanded in order. */
  private @Nullable PagedInts ranks;

  private int open = NOT_EXPANDED;
  private int[] openTargets = new int[16];
  private int openDegree;
  private boolean isOpenEnd;

  private int current = NOT_EXPANDED;
  private int currentRank;
  private int[] targets = new int[16];
  private int degree;
  private boolean isEnd;

  /** Adds a state that is not expanded yet. */
  public void addState() {
    if (ranks != null) {
      ranks.add(NOT_EXPANDED);
    }
    states++;
  }

  public boolean isExpanded(int state) {
    return rank(state) != NOT_EXPANDED;
  }

  private int rank(int state) {
    if (ranks != null) {
      return ranks.get(state);
    }
    return state < expanded ? state : NOT_EXPANDED;
  }

  /**
   * Begins the list of transitions of a state.
   *
   * @param isEnd whether it is an end; an end may have transitions too
   */
  public void expand(int state, boolean isEnd) {
    close();
    if (ranks == null && state != expanded) {
      ranks = new PagedInts();
      for (int other = 0; other < states; other++) {
        ranks.add(other < expanded ? other : NOT_EXPANDED);
      }
    }
    if (ranks != null) {
      ranks.set(state, expanded);
    }
    if (expanded % SAMPLE == 0) {
      positions.reserve(expanded / SAMPLE + 1);
      positions.set(expanded / SAMPLE, rows.size());
    }
    expanded++;
    open = state;
    isOpenEnd = isEnd;
    openDegree = 0;
  }

  /** Adds a transition to the state begun last. */
  public void addTransition(int target) {
    if (openDegree == openTargets.length) {
      openTargets = Arrays.copyOf(openTargets, openDegree * 2);
    }
    openTargets[openDegree++] = target;
    transitions++;
  }

  private void close() {
    if (open == NOT_EXPANDED) {
      return;
    }
    rows.add(2L * openDegree + (isOpenEnd ? 1 : 0));
    int before = open;
    for (int i = 0; i < openDegree; i++) {
      rows.addSigned((long) openTargets[i] - before - 1);
      before = openTargets[i];
    }
    open = NOT_EXPANDED;
  }

  int states() {
    return states;
  }

  long transitions() {
    return transitions;
  }

  @Override
  public int degree(int state) {
    load(state);
    return degree;
  }

  /** Whether a state is an end. */
  boolean isEnd(int state) {
    load(state);
    return isEnd;
  }

  @Override
  public int target(int state, int index) {
    load(state);
    return targets[index];
  }

  private void load(int state) {
    if (state == current) {
      return;
    }
    close();
    int rank = rank(state);
    if (rank == NOT_EXPANDED) {
      current = NOT_EXPANDED;
      degree = 0;
      isEnd = false;
      return;
    }
    if (current == NOT_EXPANDED || rank != currentRank + 1) {
      rows.seek(positions.get(rank / SAMPLE));
      for (int skipped = rank % SAMPLE; skipped > 0; skipped--) {
        rows.skip(rows.read() >> 1);
      }
    }
    read(state);
    current = state;
    currentRank = rank;
  }

  private void read(int state) {
    int head = (int) rows.read();
    degree = head >> 1;
    isEnd = (head & 1) != 0;
    if (degree > targets.length) {
      targets = new int[degree * 2];
    }
    int before = state;
    for (int i = 0; i < degree; i++) {
      before = (int) (rows.readSigned() + before + 1);
      targets[i] = before;
    }
  }

  /** Writes the graph of states that were expanded in order. */
  public void save(DataOutput out) throws IOException {
    if (ranks != null) {
      throw new AssertionError("checker bug: only states that were expanded in order are saved");
    }
    close();
    out.writeInt(states);
    out.writeInt(expanded);
    out.writeLong(transitions);
    rows.save(out);
    positions.save(out, samples());
  }

  /** Reads what was saved, into an empty graph. */
  public void restore(DataInput in) throws IOException {
    states = in.readInt();
    expanded = in.readInt();
    transitions = in.readLong();
    rows.restore(in);
    positions.restore(in, samples());
  }

  private int samples() {
    return (expanded + SAMPLE - 1) / SAMPLE;
  }

  public long bytes() {
    return rows.bytes() + positions.bytes() + (ranks == null ? 0 : ranks.bytes());
  }
}
