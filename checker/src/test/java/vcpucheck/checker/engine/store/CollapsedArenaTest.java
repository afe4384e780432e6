package vcpucheck.checker.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.engine.search.BuiltModel;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;

/** Collapsed states are the same as whole ones, in every layout. */
final class CollapsedArenaTest {
  private static final int CELLS = 40;
  private static final int STATES = 40_000;

  /** So few that many tails are shared. */
  private static final int WORDS = 7;

  private static final Model MODEL =
      memory -> {
        for (int cell = 0; cell < CELLS; cell++) {
          memory.intCell("cell" + cell, 0);
        }
        return Program.of(List.of(Vcpu.of("vCPU", () -> {})));
      };

  private final Random random = new Random(1);
  private Variables variables;
  private MemoryMachine machine;
  private Arena whole;
  private Arena collapsed;

  @BeforeEach
  void fill() {
    BuiltModel built = BuiltModel.of(MODEL);
    variables = built.system().memory().variables();
    machine = built.machine();
    widen(3);
    whole = new StateArena(machine.codec());
    collapsed = new CollapsedArena(machine.codec());
    whole.reserve(STATES);
    collapsed.reserve(STATES);
    long[] some = random.longs(WORDS).toArray();
    long[] state = new long[machine.codec().layout().words()];
    assertEquals(2, state.length);
    for (int number = 0; number < STATES; number++) {
      for (int w = 0; w < state.length; w++) {
        state[w] = some[random.nextInt(WORDS)];
      }
      whole.set(number, state, 0);
      collapsed.set(number, state, 0);
    }
  }

  /** Lets every cell have more values. */
  private Layout.Relocation widen(int values) {
    for (int cell = 0; cell < CELLS; cell++) {
      for (int value = 0; value < values; value++) {
        variables.encode(cell, value);
      }
    }
    return machine.codec().widen();
  }

  private void assertAlike(Arena other) {
    int words = machine.codec().layout().words();
    long[] expected = new long[words];
    long[] actual = new long[words];
    for (int number = 0; number < STATES; number++) {
      whole.get(number, expected);
      other.get(number, actual);
      assertArrayEquals(expected, actual);
      assertTrue(other.is(number, expected, 0));
      int different = random.nextInt(words);
      expected[different] ^= 1L << random.nextInt(Long.SIZE);
      assertFalse(other.is(number, expected, 0));
    }
  }

  @Test
  void states_are_told_apart() {
    assertAlike(collapsed);
    assertTrue(collapsed.bytes() < whole.bytes());
  }

  @Test
  void states_follow_the_layout() {
    try (WorkerPool workers = new WorkerPool(2)) {
      for (int values : new int[] {5, 9, 300}) {
        Layout.Relocation relocation = widen(values);
        whole.relayout(relocation, STATES, workers);
        collapsed.relayout(relocation, STATES, workers);
        assertAlike(collapsed);
      }
    }
    assertEquals(6, machine.codec().layout().words());
  }

  @Test
  void states_are_restored() throws IOException {
    ExactStore store = new ExactStore(machine.codec(), new CollapsedArena(machine.codec()));
    long[] state = new long[machine.codec().layout().words()];
    for (int number = 0; number < STATES; number++) {
      whole.get(number, state);
      store.add(state);
    }
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    store.save(new DataOutputStream(saved), STATES);
    Arena other = new CollapsedArena(machine.codec());
    new ExactStore(machine.codec(), other)
        .restore(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
    assertAlike(other);
  }
}
