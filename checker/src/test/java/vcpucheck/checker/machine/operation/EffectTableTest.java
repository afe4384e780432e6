package vcpucheck.checker.machine.operation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EffectTableTest {
  private static final int NODES = 5;
  private static final long FACTS = Long.MIN_VALUE >>> 1;

  @Test
  void an_effect_is_found_wherever_its_code_lies() {
    for (int number = 0; number < 200; number++) {
      int seed = number;
      Random random = new Random(seed);
      Map<Long, Long> expected = new TreeMap<>();
      EffectTable table = table();
      int range = 1 << (1 + random.nextInt(18));
      int offset = 9 + random.nextInt(1 << 20);
      for (int i = 0; i < 500; i++) {
        int node = random.nextInt(NODES);
        int index = offset + random.nextInt(range);
        long effect = 1L + random.nextInt(1_000);
        table.put(node, index, effect);
        expected.put(((long) node << 32) | index, effect);
      }

      for (int node = 0; node < NODES; node++) {
        assertEquals(FACTS - node, table.facts(node), "seed=" + seed);
      }
      expected.forEach((key, effect) -> assertEquals(effect, get(table, key), "seed=" + seed));
      assertArrayEquals(expected.keySet().stream().mapToLong(key -> key).toArray(), table.known());
      for (int i = 0; i < 500; i++) {
        long key = ((long) random.nextInt(NODES) << 32) | (offset - 9 + random.nextInt(range + 99));
        assertEquals(expected.getOrDefault(key, EffectTable.NONE), get(table, key), "seed=" + seed);
      }
    }
  }

  @Test
  void a_description_does_not_depend_on_the_order_of_what_became_known() throws IOException {
    List<Integer> codes = new ArrayList<>(List.of(0, 1, 2, 63, 64, 65, 700, 5, 90_000, 90_001));
    byte[] first = described(codes);
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(codes, new Random(seed));

      assertArrayEquals(first, described(codes));
    }
  }

  private static byte[] described(List<Integer> codes) throws IOException {
    EffectTable table = table();
    codes.forEach(code -> table.put(3, code, code + 1L));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    table.describe(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static EffectTable table() {
    EffectTable table = new EffectTable();
    for (int node = 0; node < NODES; node++) {
      table.addNode(FACTS - node);
    }
    return table;
  }

  private static long get(EffectTable table, long key) {
    return table.get((int) (key >>> 32), (int) key);
  }
}
