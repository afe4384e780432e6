package vcpucheck.checker.engine.frontier;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import vcpucheck.checker.engine.base.PagedInts;
import vcpucheck.checker.engine.base.PagedLongs;
import vcpucheck.checker.engine.base.UnaryDegrees;

/**
 * From where each state was first reached by a breadth-first search, in two bits for each: states
 * are numbered in the order of their parents, so it suffices to know how many children each has.
 */
final class LoudsParents {
  /** Ones from one whose position is kept to the next. */
  private static final int SAMPLE = 256;

  /** For each state that was expanded, a one for each child, then a zero. */
  private final PagedLongs bits = new PagedLongs();

  private final PagedLongs positions = new PagedLongs();
  private PagedInts levels = new PagedInts();
  private long length;
  private int states = 1;
  private int levelEnd = 1;

  LoudsParents() {
    levels.add(0);
  }

  /** Adds the next state, a child of the state that is being expanded. */
  void addChild() {
    if (states % SAMPLE == 0) {
      keep(states / SAMPLE, length);
    }
    append(1, 1);
    states++;
  }

  /** Goes on to the next state to be expanded. */
  void endChildren() {
    append(0, 1);
  }

  /** Does both for several states to be expanded. */
  void add(UnaryDegrees children) {
    for (int from = 0; from < children.length(); from += Long.SIZE) {
      long word = children.word(from / Long.SIZE);
      int ones = Long.bitCount(word);
      sample(word, ones);
      append(word, Math.min(Long.SIZE, children.length() - from));
      states += ones;
    }
  }

  /** Keeps where the one of a state will be, if one of the next is such that it is kept. */
  private void sample(long word, int ones) {
    int before = Math.floorMod(-states, SAMPLE);
    if (before < ones) {
      long rest = word;
      for (int skipped = 0; skipped < before; skipped++) {
        rest &= rest - 1;
      }
      keep((states + before) / SAMPLE, length + Long.numberOfTrailingZeros(rest));
    }
  }

  private void keep(int sample, long position) {
    positions.reserve(sample + 1);
    positions.set(sample, position);
  }

  /** Appends up to 64 bits, the lowest first. */
  private void append(long more, int count) {
    int word = Math.toIntExact(length >>> 6);
    bits.reserve(Math.toIntExact((length + count + Long.SIZE - 1) >>> 6));
    bits.set(word, bits.get(word) | (more << length));
    if ((length & (Long.SIZE - 1)) + count > Long.SIZE) {
      bits.set(word + 1, more >>> -length);
    }
    length += count;
  }

  /** Says that the next state to be expanded is the first of a new level. */
  void beginLevel() {
    levels.add(levelEnd);
    levelEnd = states;
  }

  /** The state after the last of the level that is being expanded. */
  int levelEnd() {
    return levelEnd;
  }

  /** How many steps lie between the start and the level that is being expanded. */
  int level() {
    return (int) levels.size() - 1;
  }

  int size() {
    return states;
  }

  /** The number of steps on the shortest way to a state. */
  int depth(int state) {
    if (state >= levelEnd) {
      return level() + 1;
    }
    int low = 0;
    int high = (int) levels.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (levels.get(middle) <= state) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The state from which a state was first reached: the zeros before its one. */
  private int parent(int state) {
    int sample = state / SAMPLE;
    long position = sample == 0 ? 0 : positions.get(sample);
    int ones = sample == 0 ? 0 : sample * SAMPLE - 1;
    int word = (int) (position >>> 6);
    long rest = bits.get(word) & (-1L << position);
    while (ones + Long.bitCount(rest) < state) {
      ones += Long.bitCount(rest);
      word++;
      rest = bits.get(word);
    }
    while (true) {
      int at = Long.numberOfTrailingZeros(rest);
      if (++ones == state) {
        return (int) (((long) word << 6) + at - state + 1);
      }
      rest &= rest - 1;
    }
  }

  /** The states on the way that first led to a state, from the start on. */
  int[] path(int state) {
    int length = 1;
    for (int at = state; at != 0; at = parent(at)) {
      length++;
    }
    int[] path = new int[length];
    int at = state;
    for (int i = length - 1; i > 0; i--) {
      path[i] = at;
      at = parent(at);
    }
    return path;
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(states);
    out.writeInt(levelEnd);
    out.writeLong(length);
    bits.save(out, words());
    positions.save(out, samples());
    levels.save(out);
  }

  /** Reads what was saved. */
  void restore(DataInput in) throws IOException {
    states = in.readInt();
    levelEnd = in.readInt();
    length = in.readLong();
    bits.restore(in, words());
    positions.restore(in, samples());
    levels = new PagedInts();
    levels.restore(in);
  }

  private int words() {
    return Math.toIntExact((length + Long.SIZE - 1) / Long.SIZE);
  }

  private int samples() {
    return (states - 1) / SAMPLE + 1;
  }

  /** The first state of a level. */
  int levelBegin(int level) {
    return levels.get(level);
  }

  long bytes() {
    return bits.bytes() + positions.bytes() + levels.bytes();
  }
}
