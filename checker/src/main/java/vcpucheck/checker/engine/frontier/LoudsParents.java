package vcpucheck.checker.engine.frontier;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.IntConsumer;
import vcpucheck.checker.engine.base.PagedInts;
import vcpucheck.checker.engine.base.PagedLongs;
import vcpucheck.checker.engine.base.UnaryDegrees;

/**
 * From where each state was first reached by a breadth-first search, in two bits for each: states
 * are numbered in the order of their parents, so it suffices to know how many children each has.
 */
public final class LoudsParents implements LevelledParents {
  /** Ones from one whose position is kept to the next. */
  private static final int SAMPLE = 256;

  /** For each state that was expanded, a one for each child, then a zero. */
  private final PagedLongs bits = new PagedLongs();

  private final PagedLongs positions = new PagedLongs();
  private PagedInts levels = new PagedInts();
  private long length;
  private int states = 1;
  private int levelEnd = 1;

  /** Only the start. */
  public LoudsParents() {
    levels.add(0);
  }

  @Override
  public void addChild() {
    if (states % SAMPLE == 0) {
      keep(states / SAMPLE, length);
    }
    append(1, 1);
    states++;
  }

  @Override
  public void endChildren() {
    append(0, 1);
  }

  @Override
  public void add(UnaryDegrees children) {
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

  @Override
  public void beginLevel() {
    levels.add(levelEnd);
    levelEnd = states;
  }

  @Override
  public long levelEnd() {
    return levelEnd;
  }

  @Override
  public int level() {
    return (int) levels.size() - 1;
  }

  @Override
  public long size() {
    return states;
  }

  @Override
  public int depth(int state) {
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

  /** How many children each state that was expanded has, in order. */
  public void degrees(IntConsumer consumer) {
    int children = 0;
    for (long position = 0; position < length; position++) {
      if ((bits.get((int) (position >>> 6)) >>> position & 1) == 1) {
        children++;
      } else {
        consumer.accept(children);
        children = 0;
      }
    }
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

  @Override
  public int[] path(int state) {
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

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(states);
    out.writeInt(levelEnd);
    out.writeLong(length);
    bits.save(out, words());
    positions.save(out, samples());
    levels.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
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

  @Override
  public long levelBegin(int level) {
    return levels.get(level);
  }

  @Override
  public long bytes() {
    return bits.bytes() + positions.bytes() + levels.bytes();
  }
}
