package vcpucheck.scenarios.catalogue.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Interleavings;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Result;
import vcpucheck.checker.memory.Slab;

/**
 * S72 with its slots exchanged: the numbers of states are those of orbits, counted by a program of
 * its own on the plain search's states; the numbers of interleavings are those of the plain search.
 */
final class ConcurrentCallsSymmetryTest {
  private static Result search(int vcpus, int calls, Reductions reductions, Slab.Reuse reuse) {
    return Checker.of(new ManyCalls(vcpus, calls))
        .with(Options.defaults().with(reductions.withHeapSymmetry(true)).with(reuse))
        .run()
        .assertVerified();
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 355", "2, 2, 1417", "3, 1, 13937"})
  void reduced_states_are_orbits(int vcpus, int calls, long orbits) {
    Reductions apart = Reductions.all().withAllocations(false);
    Result result = search(vcpus, calls, apart, Slab.Reuse.ANY);
    assertEquals(orbits, result.stats().states());
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 265", "2, 2, 1076", "3, 1, 9314"})
  void allocations_are_part_of_blocks(int vcpus, int calls, long states) {
    Result result = search(vcpus, calls, Reductions.all(), Slab.Reuse.ANY);
    assertEquals(states, result.stats().states());
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 4665"})
  void unreduced_states_are_orbits(int vcpus, int calls, long orbits) {
    Result result = search(vcpus, calls, Reductions.none(), Slab.Reuse.ANY);
    assertEquals(orbits, result.stats().states());
  }

  @ParameterizedTest
  @CsvSource({"true, 4454660", "false, 682913310887963658651178888"})
  void interleavings_are_those_of_the_plain_search(boolean isReduced, BigInteger interleavings) {
    Reductions reductions = isReduced ? Reductions.all() : Reductions.none();
    Result result = search(2, 1, reductions, Slab.Reuse.LOWEST);
    assertEquals(new Interleavings.Finite(interleavings), result.stats().interleavings());
  }
}
