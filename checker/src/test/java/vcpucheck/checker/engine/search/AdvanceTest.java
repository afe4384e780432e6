package vcpucheck.checker.engine.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.store.ExactStore;
import vcpucheck.checker.engine.store.StateArena;
import vcpucheck.checker.engine.store.StateIndex;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.TreiberStack;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.oracle.ProgramGenerator;

/** {@link MemoryMachine#advance} does in place what {@link MemoryMachine#step} does to a copy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AdvanceTest {
  private static final int PROGRAMS = 200;
  private static final int STATES = 2_000;
  private static final int SOME = 10;

  private enum Met {
    NEXT,
    BLOCKED,
    FAULTY,
    UNKNOWN,
    BRANCHING
  }

  private static final Set<Op.Kind> BRANCHING =
      EnumSet.of(Op.Kind.END, Op.Kind.FAIL, Op.Kind.CHOOSE, Op.Kind.ALLOC, Op.Kind.FREE);

  private final Set<Met> met = EnumSet.noneOf(Met.class);

  static Stream<Model> models() {
    return Stream.concat(
        Stream.of(new CriticalSections(3, 2), new TreiberStack(3, false)),
        LongStream.range(0, PROGRAMS).mapToObj(ProgramGenerator::generate));
  }

  @ParameterizedTest
  @MethodSource("models")
  void advancing_is_stepping_in_place(Model model) {
    BuiltModel built = BuiltModel.of(model);
    MemoryMachine machine = built.machine();
    Vcpus vcpus = built.vcpus();
    StateStore store = new ExactStore(machine.codec(), new StateArena(machine.codec()));
    explore(built, store);
    long[] state = new long[machine.codec().layout().words()];
    for (int number = 0; number < store.size(); number++) {
      store.take(number, state);
      for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
        Op.Kind kind = vcpus.table(vcpu).op(machine.node(state, 0, vcpu)).kind();
        assertAlike(machine, vcpu, kind, state);
      }
    }
  }

  /** Visits some states, not all: so that code is left to be unfolded. */
  private static void explore(BuiltModel built, StateStore store) {
    StateIndex index = new StateIndex(store, 1);
    index.put(built.machine().start(), 0);
    Batch batch = built.batch(store, index);
    for (int from = 0; from < store.size() && from < STATES; ) {
      int end = Math.min(store.size(), from + SOME);
      batch.run(from, end, state -> false);
      from = end;
    }
  }

  private void assertAlike(MemoryMachine machine, int vcpu, Op.Kind kind, long[] state) {
    Transitions stepped = new Transitions();
    stepped.clear(state.length);
    stepped.setGrowing(false);
    machine.step(vcpu, state, 0, stepped);
    long[] advanced = state.clone();
    int answer = machine.advance(vcpu, advanced, 0, false);
    assertEquals(
        answer == MemoryMachine.UNKNOWN,
        stepped.isIncomplete() && answer != MemoryMachine.BRANCHING);
    if (answer >= 0) {
      met.add(Met.NEXT);
      assertEquals(1, stepped.count());
      assertFalse(stepped.isFaulty(0));
      assertEquals(stepped.node(0), answer);
      assertArrayEquals(Arrays.copyOf(stepped.states(), state.length), advanced);
      return;
    }
    assertArrayEquals(state, advanced);
    switch (answer) {
      case MemoryMachine.BLOCKED -> {
        met.add(Met.BLOCKED);
        assertEquals(0, stepped.count());
      }
      case MemoryMachine.FAULTY -> {
        met.add(Met.FAULTY);
        assertTrue(stepped.isFaulty(0));
      }
      case MemoryMachine.UNKNOWN -> met.add(Met.UNKNOWN);
      default -> {
        met.add(Met.BRANCHING);
        assertEquals(MemoryMachine.BRANCHING, answer);
        assertTrue(BRANCHING.contains(kind), kind::toString);
      }
    }
  }

  @AfterAll
  void every_answer_was_met() {
    assertEquals(EnumSet.allOf(Met.class), met);
  }
}
