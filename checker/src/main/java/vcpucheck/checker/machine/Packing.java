package vcpucheck.checker.machine;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which fields share a word: each is put into the first that has room. Nodes come first, so that
 * they are in the first word.
 */
final class Packing {
  private final int variables;

  /** How many words there are, at least 1. */
  final int words;

  /** For each field, the word that it is in. */
  final int[] word;

  /** For each field, how many bits it has. */
  final int[] bits;

  /**
   * Packs fields.
   *
   * @param variables how many of the fields are variables; the others are vCPU nodes
   * @param needed for each field, how many bits it needs, 0 to 31
   */
  Packing(int variables, int[] needed) {
    this.variables = variables;
    bits = needed.clone();
    word = new int[bits.length];
    words = place();
  }

  /** The fields in the order in which they lie in their words. */
  static IntStream order(int variables, int fields) {
    return IntStream.concat(IntStream.range(variables, fields), IntStream.range(0, variables));
  }

  /** Returns how many words there are. */
  private int place() {
    int[] used = new int[bits.length + 1];
    order(variables, bits.length)
        .forEach(
            field -> {
              int w = 0;
              while (used[w] + bits[field] > Long.SIZE) {
                w++;
              }
              word[field] = w;
              used[w] += bits[field];
            });
    return Arrays.stream(word).max().orElse(0) + 1;
  }
}
