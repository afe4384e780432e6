package vcpucheck.checker.engine.disk;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import vcpucheck.checker.engine.base.PagedLongs;
import vcpucheck.checker.engine.base.UnaryDegrees;
import vcpucheck.checker.engine.base.VarintBuffer;
import vcpucheck.checker.engine.frontier.LevelledParents;
import vcpucheck.checker.engine.frontier.LoudsParents;

/** From where the states of a {@link DiskStore} were first reached. */
final class DiskParents implements LevelledParents {
  private final DiskStore store;
  private final DegreeLog degrees;

  /** For each level, the place of its first state. */
  private final PagedLongs begins = new PagedLongs();

  /** For each level, where the degrees of its states begin. */
  private final PagedLongs positions = new PagedLongs();

  /** The degrees that count states of which it is not known whether they are new. */
  private VarintBuffer unsettled = new VarintBuffer();

  private int levels;
  private long levelEnd = 1;
  private long size = 1;
  private int children;

  DiskParents(DiskStore store, SearchFolder folder) {
    this.store = store;
    degrees = new DegreeLog(folder);
    addLevel(0);
  }

  private void addLevel(long begin) {
    begins.reserve(levels + 1);
    positions.reserve(levels + 1);
    begins.set(levels, begin);
    positions.set(levels, degrees.position());
    levels++;
  }

  @Override
  public void addChild() {
    children++;
    size++;
  }

  @Override
  public void endChildren() {
    unsettled.add(children);
    children = 0;
  }

  @Override
  public void add(UnaryDegrees more) {
    for (int from = 0; from < more.length(); from += Long.SIZE) {
      long word = more.word(from / Long.SIZE);
      int left = Math.min(Long.SIZE, more.length() - from);
      while (left > 0) {
        int ones = Math.min(left, Long.numberOfTrailingZeros(~word));
        children += ones;
        size += ones;
        if (ones < left) {
          endChildren();
          ones++;
        }
        left -= ones;
        word = ones == Long.SIZE ? 0 : word >>> ones;
      }
    }
  }

  /** Takes states out of the count that were visited before, of those not known to be new. */
  void settle(BitSet known) {
    unsettled.seek(0);
    int child = 0;
    while (unsettled.position() < unsettled.size()) {
      int degree = (int) unsettled.read();
      int fresh = degree;
      for (int end = child + degree; child < end; child++) {
        fresh -= known.get(child) ? 1 : 0;
      }
      degrees.add(fresh);
    }
    size -= known.cardinality();
    unsettled = new VarintBuffer();
  }

  /** The degrees that are known for good. */
  DegreeLog degrees() {
    return degrees;
  }

  @Override
  public void beginLevel() {
    addLevel(levelEnd);
    levelEnd = size;
  }

  @Override
  public int level() {
    return levels - 1;
  }

  @Override
  public long levelBegin(int level) {
    return level == levels ? levelEnd : begins.get(level);
  }

  @Override
  public long levelEnd() {
    return levelEnd;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public long before() {
    return store.before();
  }

  @Override
  public int depth(int state) {
    long place = before() + state;
    int low = 0;
    int high = levels;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (levelBegin(middle) <= place) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  @Override
  public int[] path(int state) {
    int[] path = new int[depth(state) + 1];
    long place = before() + state;
    try {
      for (int level = path.length - 1; level > 0; level--) {
        path[level] = store.keep(place);
        long child = place - levelBegin(level);
        place = begins.get(level - 1) + degrees.parent(positions.get(level - 1), child);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    path[0] = store.keep(place);
    return path;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(levels);
    out.writeLong(levelEnd);
    out.writeLong(size);
    begins.save(out, levels);
    positions.save(out, levels);
    degrees.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    if (store.wasInMemory()) {
      restoreFromMemory(in);
      return;
    }
    levels = in.readInt();
    levelEnd = in.readLong();
    size = in.readLong();
    begins.restore(in, levels);
    positions.restore(in, levels);
    degrees.restore(in);
  }

  /** Takes over from a search whose states were all in memory. */
  private void restoreFromMemory(DataInput in) throws IOException {
    LoudsParents parents = new LoudsParents();
    parents.restore(in);
    levels = 0;
    long[] expanded = {0};
    addLevelsAt(parents, 0);
    parents.degrees(
        degree -> {
          degrees.add(degree);
          addLevelsAt(parents, ++expanded[0]);
        });
    levelEnd = parents.levelEnd();
    size = parents.size();
  }

  /** Adds the level that begins with a state, if one does and has been begun. */
  private void addLevelsAt(LoudsParents parents, long state) {
    if (levels <= parents.level() && parents.levelBegin(levels) == state) {
      addLevel(state);
    }
  }

  @Override
  public long bytes() {
    return degrees.bytes() + unsettled.bytes() + begins.bytes() + positions.bytes();
  }
}
