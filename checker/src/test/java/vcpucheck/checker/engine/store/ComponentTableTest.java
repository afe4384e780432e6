package vcpucheck.checker.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal tails have one number, different ones different numbers. */
final class ComponentTableTest {
  private static final int TAILS = 20_000;
  private static final int DIFFERENT = 5_000;
  private static final int THREADS = 4;

  /**
   * After so many tails the threads wait for each other, so that they add the same ones at once.
   */
  private static final int MEETING = 20;

  /** Tails of which many are equal, and many others differ in one word only. */
  private static long[] tails(int words) {
    Random random = new Random(words);
    long[] all = new long[TAILS * words];
    for (int tail = 0; tail < TAILS; tail++) {
      int which = random.nextInt(DIFFERENT);
      all[tail * words + which % words] = which;
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void numbers_tell_tails_apart(int words) {
    long[] all = tails(words);
    ComponentTable tails = new ComponentTable(words);
    Map<String, Integer> numbers = new HashMap<>();
    for (int tail = 0; tail < TAILS; tail++) {
      long[] copy = Arrays.copyOfRange(all, tail * words, (tail + 1) * words);
      int number = tails.number(all, tail * words);
      int known = numbers.merge(Arrays.toString(copy), number, (first, next) -> first);
      assertEquals(known, number);
      assertTrue(tails.is(number, copy, 0));
      copy[words - 1]++;
      assertFalse(tails.is(number, copy, 0));
      long[] got = new long[words + 1];
      tails.get(number, got, 1);
      copy[words - 1]--;
      assertArrayEquals(copy, Arrays.copyOfRange(got, 1, words + 1));
    }
    assertEquals(numbers.size(), numbers.values().stream().distinct().count());
  }

  @Test
  void tails_without_words_are_equal() {
    ComponentTable tails = new ComponentTable(0);
    assertEquals(tails.number(new long[] {1}, 1), tails.number(new long[] {2}, 1));
  }

  @Test
  void threads_agree() throws InterruptedException {
    Phaser together = new Phaser(THREADS);
    int words = 2;
    long[] all = tails(words);
    ComponentTable tails = new ComponentTable(words);
    AtomicIntegerArray numbers = new AtomicIntegerArray(THREADS * TAILS);
    Thread[] threads = new Thread[THREADS];
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread * TAILS;
      threads[thread] =
          new Thread(
              () -> {
                for (int tail = 0; tail < TAILS; tail++) {
                  if (tail % MEETING == 0) {
                    together.arriveAndAwaitAdvance();
                  }
                  numbers.set(first + tail, tails.number(all, tail * words));
                }
              });
      threads[thread].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (int i = 0; i < THREADS * TAILS; i++) {
      assertTrue(tails.is(numbers.get(i), all, i % TAILS * words));
      assertEquals(numbers.get(i % TAILS), numbers.get(i));
    }
  }
}
