package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;

/** Allocations that are put off are fewer transitions, and hide no slab that is too small. */
final class DelayedAllocationsTest {
  private static final int SLOTS = 3;

  private static Stream<Options> searches() {
    Options options = Options.defaults();
    return Stream.of(
        options,
        options.withWorkers(2),
        options.with(Options.Order.DFS),
        options.with(options.reductions().withAllocations(false)),
        options.with(options.reductions().withSymmetry(false)),
        options.with(Reductions.none()));
  }

  /** Takes some structs at once, then gives them back. */
  private static void take(Slab<IntCell> items, int count) {
    List<IntCell> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(Objects.requireNonNull(items.alloc()));
    }
    taken.forEach(items::free);
  }

  private static Model takers(int... counts) {
    return memory -> {
      Slab<IntCell> items = memory.slab("item", SLOTS, cells -> cells.intCell("data", 0));
      return Program.of(
          IntStream.range(0, counts.length)
              .<Vcpu<?>>mapToObj(vcpu -> Vcpu.of("vcpu" + vcpu, () -> take(items, counts[vcpu])))
              .toList());
    };
  }

  /** The slab overflows only where the vCPUs have all that they take at once. */
  @ParameterizedTest
  @MethodSource("searches")
  void a_slab_without_room_is_found_in_whichever_interleaving(Options options) {
    for (int[] counts : List.of(new int[] {1, 3}, new int[] {2, 2}, new int[] {1, 1, 2})) {
      Checker checker = Checker.of(takers(counts)).with(options);
      ModelException full = assertThrows(ModelException.class, checker::run);
      assertTrue(full.toString().contains("item"), full::toString);
    }
    Checker.of(takers(1, 2)).with(options).run().assertVerified();
    Checker.of(takers(1, 1, 1)).with(options).run().assertVerified();
  }

  @Test
  void an_allocation_that_makes_no_difference_is_no_transition_of_its_own() {
    Options together = Options.defaults();
    Options apart = together.with(together.reductions().withAllocations(false));
    assertEquals(4, states(together));
    assertEquals(9, states(apart));
  }

  private static long states(Options options) {
    return Checker.of(takers(1, 1)).with(options).run().assertVerified().stats().states();
  }
}
