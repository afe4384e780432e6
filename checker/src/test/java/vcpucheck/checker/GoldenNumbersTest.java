package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.HarrisMichaelSet;
import vcpucheck.checker.fixtures.IndependentStores;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.model.Model;

/**
 * Counts of states, transitions and automaton nodes that SPIN 6.5.2 and a prototype, or a search
 * written for the one program, agree on, and numbers of interleavings that have closed forms.
 */
final class GoldenNumbersTest {
  private static final Options PLAIN =
      Options.defaults().with(Reductions.none()).withKeepGoing(true);

  private static Stats explore(Model model) {
    return Checker.of(model).with(PLAIN).run().stats();
  }

  private static void assertCounts(int states, int transitions, int nodes, Stats stats) {
    assertEquals(states, stats.states(), "states");
    assertEquals(transitions, stats.transitions(), "transitions");
    assertEquals(nodes, stats.nodes(), "automaton nodes");
  }

  private static BigInteger paths(Stats stats) {
    return ((Interleavings.Finite) stats.interleavings()).count();
  }

  private static BigInteger factorial(int n) {
    BigInteger product = BigInteger.ONE;
    for (int factor = 2; factor <= n; factor++) {
      product = product.multiply(BigInteger.valueOf(factor));
    }
    return product;
  }

  @ParameterizedTest
  @CsvSource({"2, 8, 513, 576, 161", "3, 6, 2989, 3528, 169", "4, 6, 27097, 32928, 241"})
  void critical_sections(int vcpus, int rounds, int states, int transitions, int nodes) {
    Stats stats = explore(new CriticalSections(vcpus, rounds));
    assertCounts(states, transitions, nodes, stats);
    assertEquals(
        factorial(vcpus * rounds).divide(factorial(rounds).pow(vcpus)),
        paths(stats),
        "each order of the critical sections is one interleaving");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 4, 209, 368, 25, 829274",
    "3, 3, 2476, 6336, 25, 298336028518200",
    "4, 4, 511393, 1844832, 57, 63841027965214809417112467323519971701323155656"
  })
  void compare_and_swap_loops(
      int vcpus, int rounds, int states, int transitions, int nodes, BigInteger paths) {
    Stats stats = explore(new CasCounter(vcpus, rounds));
    assertCounts(states, transitions, nodes, stats);
    assertEquals(paths, paths(stats));
  }

  @ParameterizedTest
  @CsvSource({"6, 5777, 19158, 25", "8, 103681, 458504, 33"})
  void philosophers(int vcpus, int states, int transitions, int nodes) {
    assertCounts(states, transitions, nodes, explore(new Philosophers(vcpus)));
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 639, 1104, 111", "2, 2, 20660, 38426, 890", "3, 1, 132174, 351769, 913"})
  void harris_michael_sets(int vcpus, int rounds, int states, int transitions, int nodes) {
    assertCounts(states, transitions, nodes, explore(new HarrisMichaelSet(vcpus, rounds, true)));
  }

  @ParameterizedTest
  @CsvSource({"3, 4, 125", "2, 5, 36", "4, 2, 81"})
  void independent_stores(int vcpus, int stores, int states) {
    Stats stats = explore(new IndependentStores(vcpus, stores));
    assertEquals(states, stats.states());
    assertEquals(factorial(vcpus * stores).divide(factorial(stores).pow(vcpus)), paths(stats));
  }

  @ParameterizedTest
  @EnumSource(names = "RANDOM", mode = EnumSource.Mode.EXCLUDE)
  void every_order_visits_the_same_states(Options.Order order) {
    Stats stats = Checker.of(new CasCounter(3, 3)).with(PLAIN.with(order)).run().stats();
    assertCounts(2476, 6336, 25, stats);
  }

  @ParameterizedTest
  @EnumSource
  void every_store_visits_the_same_states(Options.Store store) {
    Stats stats = Checker.of(new CasCounter(3, 3)).with(PLAIN.with(store)).run().stats();
    assertCounts(2476, 6336, 25, stats);
  }

  @ParameterizedTest
  @CsvSource({"none, 174361", "symmetry, 9581", "blocks, 14641", "all, 1001"})
  void reductions_leave_the_number_of_interleavings(String reductions, int states) {
    Stats stats =
        Checker.of(new CriticalSections(4, 10)).with(PLAIN.with(byName(reductions))).run().stats();
    assertEquals(states, stats.states());
    assertEquals(
        factorial(40).divide(factorial(10).pow(4)),
        paths(stats),
        "a critical section is one block, and twins take turns as often as others");
  }

  private static Reductions byName(String reductions) {
    return switch (reductions) {
      case "none" -> Reductions.none();
      case "all" -> Reductions.all();
      case "blocks" -> Reductions.all().withSymmetry(false);
      default -> Reductions.all().withBlocks(false);
    };
  }
}
