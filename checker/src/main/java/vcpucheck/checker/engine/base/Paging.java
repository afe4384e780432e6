package vcpucheck.checker.engine.base;

import java.util.Arrays;

/**
 * How an index is split into a chunk and a place in it, for arrays that grow without being copied.
 * Held in a static final field, so that the compiler folds it into shifts and masks.
 *
 * @param bits the binary logarithm of a chunk's length
 */
public record Paging(int bits) {
  /** How many elements a chunk has. */
  public int length() {
    return 1 << bits;
  }

  /** The chunk of an element. */
  public int chunk(long index) {
    return (int) (index >>> bits);
  }

  /** The place of an element in its chunk. */
  public int place(long index) {
    return (int) index & (length() - 1);
  }

  /** How many chunks hold some elements. */
  public int chunks(long elements) {
    return (int) ((elements + length() - 1) >>> bits);
  }

  /** How many elements before an end are in a chunk. */
  public int count(int chunk, int end) {
    return Math.max(0, Math.min(length(), end - (chunk << bits)));
  }

  /** A table of chunks with room for at least some, as it is if it has that. */
  public static <A> A[] withRoom(A[] chunks, int needed) {
    return needed <= chunks.length
        ? chunks
        : Arrays.copyOf(chunks, Math.max(needed, chunks.length * 2));
  }
}
