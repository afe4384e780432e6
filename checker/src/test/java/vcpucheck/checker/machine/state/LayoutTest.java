package vcpucheck.checker.machine.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LayoutTest {
  private static final int FIELDS = 40;
  private static final int VARIABLES = 35;
  private static final int STATES = 1_000;

  private final SplittableRandom random = new SplittableRandom(1);
  private final int[] narrowBits = random.ints(FIELDS, 0, 12).toArray();
  private final Layout narrow = new Layout(VARIABLES, narrowBits);
  private final Layout wide =
      new Layout(VARIABLES, Arrays.stream(narrowBits).map(bits -> bits + 3).toArray());

  private int[] codes() {
    return Arrays.stream(narrowBits).map(bits -> random.nextInt(1 << bits)).toArray();
  }

  private static long[] state(Layout layout, int[] codes) {
    long[] state = new long[layout.words()];
    for (int field = 0; field < FIELDS; field++) {
      layout.set(state, 0, field, codes[field]);
    }
    return state;
  }

  @Test
  void fields_have_bits_of_their_own() {
    for (int i = 0; i < STATES; i++) {
      int[] codes = codes();
      long[] state = state(narrow, codes);
      assertArrayEquals(
          codes, IntStream.range(0, FIELDS).map(field -> narrow.get(state, 0, field)).toArray());
    }
  }

  @Test
  void a_state_is_the_same_in_a_wider_or_narrower_layout() {
    for (int i = 0; i < STATES; i++) {
      int[] codes = codes();
      long[] inNarrow = state(narrow, codes);
      long[] inWide = state(wide, codes);
      assertArrayEquals(inWide, wide.from(narrow).copy(inNarrow), Arrays.toString(codes));
      assertArrayEquals(inNarrow, narrow.from(wide).copy(inWide), Arrays.toString(codes));
    }
  }

  @Test
  void a_hash_does_not_depend_on_the_layout() {
    for (int i = 0; i < STATES; i++) {
      int[] codes = codes();
      assertEquals(narrow.hash(state(narrow, codes), 0), wide.hash(state(wide, codes), 0));
    }
  }

  @Test
  void what_changes_a_state_changes_its_hash_alike() {
    for (int i = 0; i < STATES; i++) {
      int[] codes = codes();
      long[] before = state(narrow, codes);
      int field = random.nextInt(FIELDS);
      codes[field] = random.nextInt(1 << narrowBits[field]);
      long[] after = state(narrow, codes);
      assertEquals(
          narrow.hash(after, 0), narrow.hash(before, 0) ^ narrow.hashChange(before, after, 0));
    }
  }

  @Test
  void a_hash_depends_on_every_bit_of_every_field() {
    long nothing = narrow.hash(new long[narrow.words()], 0);
    Set<Long> hashes = new HashSet<>(Set.of(nothing));
    for (int field = 0; field < FIELDS; field++) {
      for (int bit = 0; bit < narrowBits[field]; bit++) {
        int[] codes = new int[FIELDS];
        codes[field] = 1 << bit;
        assertTrue(hashes.add(narrow.hash(state(narrow, codes), 0)), "field " + field);
      }
    }
  }
}
