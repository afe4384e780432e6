package vcpucheck.checker.engine.store;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.base.Paging;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;

/**
 * Keeps the first word of each state, which has the vCPUs' nodes, and the number of its tail: the
 * other words, which many states share and which are kept once (Holzmann: State Compression in
 * SPIN, SPIN Workshop 1997; Laarman, van de Pol, Weber: Parallel Recursive State Compression for
 * Free, SPIN Workshop 2011).
 */
public final class CollapsedArena implements Arena {
  private static final Paging PAGING = new Paging(12);
  private static final boolean[] NONE_MOVED = {};

  private final StateCodec codec;
  private long[][] heads = new long[8][];
  private int[][] tailNumbers = new int[8][];
  private int present;
  private ComponentTable tails;

  /** The tails in the machine's layout, while not all states are in that layout. */
  private @Nullable ComponentTable nextTails;

  /** Which chunks are in the machine's layout while others are not yet. */
  private boolean[] isMoved = NONE_MOVED;

  public CollapsedArena(StateCodec codec) {
    this.codec = codec;
    tails = new ComponentTable(codec.layout().words() - 1);
  }

  @Override
  public void reserve(int size) {
    int needed = PAGING.chunks(size);
    heads = Paging.withRoom(heads, needed);
    tailNumbers = Paging.withRoom(tailNumbers, needed);
    for (; present < needed; present++) {
      heads[present] = new long[PAGING.length()];
      tailNumbers[present] = new int[PAGING.length()];
    }
  }

  @Override
  public void set(int number, long[] states, int offset) {
    heads[PAGING.chunk(number)][PAGING.place(number)] = states[offset];
    tailNumbers[PAGING.chunk(number)][PAGING.place(number)] = tails.number(states, offset + 1);
  }

  @Override
  public void get(int number, long[] target) {
    target[0] = heads[PAGING.chunk(number)][PAGING.place(number)];
    tails.get(tailNumbers[PAGING.chunk(number)][PAGING.place(number)], target, 1);
  }

  @Override
  public boolean is(int number, long[] states, int offset) {
    return heads[PAGING.chunk(number)][PAGING.place(number)] == states[offset]
        && tails.is(tailNumbers[PAGING.chunk(number)][PAGING.place(number)], states, offset + 1);
  }

  @Override
  public void hashes(int from, int end, long[] target) {
    long[] state = new long[tails.words() + 1];
    for (int number = from; number < end; number++) {
      get(number, state);
      target[number - from] = StateStore.hash(codec, state, 0);
    }
  }

  @Override
  public long touch(int number) {
    return heads[PAGING.chunk(number)][PAGING.place(number)]
        + tails.touch(tailNumbers[PAGING.chunk(number)][PAGING.place(number)]);
  }

  @Override
  public void relayout(Layout.Relocation relocation, int size, WorkerPool workers) {
    ComponentTable next =
        nextTails == null ? new ComponentTable(codec.layout().words() - 1) : nextTails;
    nextTails = next;
    if (isMoved.length == 0) {
      isMoved = new boolean[present];
    }
    workers.run(
        present,
        (chunk, worker) -> {
          if (!isMoved[chunk]) {
            int count = PAGING.count(chunk, size);
            move(heads[chunk], tailNumbers[chunk], count, relocation, next);
            isMoved[chunk] = true;
          }
        });
    tails = next;
    nextTails = null;
    isMoved = NONE_MOVED;
  }

  /** Moves a chunk all at once or, without memory, not at all. */
  private void move(
      long[] head, int[] tailNumber, int count, Layout.Relocation relocation, ComponentTable next) {
    int before = tails.words() + 1;
    int after = next.words() + 1;
    long[] source = new long[count * before];
    long[] target = new long[count * after];
    for (int i = 0; i < count; i++) {
      source[i * before] = head[i];
      tails.get(tailNumber[i], source, i * before + 1);
    }
    relocation.copy(count, source, target);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = next.number(target, i * after + 1);
    }
    for (int i = 0; i < count; i++) {
      head[i] = target[i * after];
      tailNumber[i] = numbers[i];
    }
  }

  @Override
  public void clear() {
    heads = new long[8][];
    tailNumbers = new int[8][];
    present = 0;
    tails = new ComponentTable(codec.layout().words() - 1);
  }

  @Override
  public long bytes() {
    return (long) present * PAGING.length() * (Long.BYTES + Integer.BYTES) + tails.bytes();
  }
}
