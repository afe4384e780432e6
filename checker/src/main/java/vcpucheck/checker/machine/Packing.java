package vcpucheck.checker.machine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which fields share a word, and how wide they are: as few words as fields put in one after the
 * other need. The first is full, as states are collapsed best if it has most of what they differ
 * in; the others are filled alike. The bits left over go to variables, the widest first, as they
 * are the likeliest to need them: then fewer new values need a new layout, for which all states are
 * moved.
 *
 * <p>Nodes come first, so that they are in the first word, and get nothing: vCPUs with one program
 * have fields of one width.
 */
final class Packing {
  /** The most bits that are left over for a field. */
  private static final int WIDEST = 30;

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
    int fewest = place(Long.SIZE);
    int most = Arrays.stream(bits).max().orElse(0);
    int placed = place(most);
    while (placed > fewest) {
      placed = place(++most);
    }
    words = placed;
    for (int w = 0; w < words; w++) {
      shareOut(w);
    }
  }

  /** The fields in the order in which they lie in their words. */
  static IntStream order(int variables, int fields) {
    return IntStream.concat(IntStream.range(variables, fields), IntStream.range(0, variables));
  }

  /**
   * Puts each field into the first word that has room.
   *
   * @param most up to how many bits of a word but the first are filled with variables
   * @return how many words there are
   */
  private int place(int most) {
    int[] used = new int[bits.length + 1];
    order(variables, bits.length)
        .forEach(
            field -> {
              boolean isVariable = field < variables;
              int w = 0;
              while (used[w] + bits[field] > (isVariable && w > 0 ? most : Long.SIZE)) {
                w++;
              }
              word[field] = w;
              used[w] += bits[field];
            });
    return Arrays.stream(word).max().orElse(0) + 1;
  }

  private void shareOut(int w) {
    int[] growing =
        IntStream.range(0, variables)
            .filter(field -> word[field] == w && bits[field] > 0)
            .boxed()
            .sorted(Comparator.comparingInt(field -> -bits[field]))
            .mapToInt(Integer::intValue)
            .toArray();
    int left =
        Long.SIZE
            - IntStream.range(0, word.length).filter(f -> word[f] == w).map(f -> bits[f]).sum();
    for (int round = 0; left > 0 && round < WIDEST; round++) {
      for (int field : growing) {
        if (left > 0 && bits[field] < WIDEST) {
          bits[field]++;
          left--;
        }
      }
    }
  }
}
