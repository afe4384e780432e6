package vcpucheck.checker.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

final class PackingTest {
  private static final int NODES = 3;

  private static int firstFit(int variables, int[] needed) {
    int[] used = new int[needed.length + 1];
    int words = 1;
    for (int field : Packing.order(variables, needed.length).toArray()) {
      int w = 0;
      while (used[w] + needed[field] > Long.SIZE) {
        w++;
      }
      used[w] += needed[field];
      words = Math.max(words, w + 1);
    }
    return words;
  }

  @RepeatedTest(200)
  void fields_have_what_they_need_in_no_more_words_than_one_after_the_other(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    int variables = random.nextInt(100);
    int[] needed = random.ints(variables + NODES, 0, 1 + random.nextInt(31)).toArray();
    Packing packing = new Packing(variables, needed);
    assertTrue(packing.words <= firstFit(variables, needed));
    int[] used = new int[packing.words];
    for (int field = 0; field < needed.length; field++) {
      used[packing.word[field]] += packing.bits[field];
      assertTrue(packing.bits[field] >= needed[field]);
      if (field >= variables || needed[field] == 0) {
        assertEquals(needed[field], packing.bits[field]);
      }
    }
    for (int bits : used) {
      assertTrue(bits <= Long.SIZE, () -> Arrays.toString(used));
    }
  }
}
