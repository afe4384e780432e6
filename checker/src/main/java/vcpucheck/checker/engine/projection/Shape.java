package vcpucheck.checker.engine.projection;

import com.google.common.hash.Hashing;

/**
 * What is told of a value: which slots it refers to, in order, and all else that keeps it apart.
 *
 * @param form 64 bits of what the value is, with slots by the names of their slabs; the same in
 *     every search
 * @param isHandle whether it is a slot's handle and nothing else
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Shape(long form, int[] slots, boolean isHandle) {
  /** What a handle is shown as whose slot nobody in the view knows: as null. */
  static final long NOTHING = hash(String.valueOf((Object) null));

  /** 64 bits of a text, the same in every search. */
  static long hash(String text) {
    return Hashing.murmur3_128().hashUnencodedChars(text).asLong();
  }
}
