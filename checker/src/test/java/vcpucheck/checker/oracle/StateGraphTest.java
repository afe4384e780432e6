package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.HarrisMichaelSet;
import vcpucheck.checker.fixtures.IndependentStores;
import vcpucheck.checker.fixtures.Peterson;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.fixtures.TreiberStack;
import vcpucheck.checker.model.Model;

/** The fixtures have the counts and verdicts that are known of them. */
final class StateGraphTest {
  @Test
  void critical_sections_have_the_counts_of_an_independent_tool() {
    assertCounts(513, 576, "12870", new CriticalSections(2, 8));
    assertCounts(2_989, 3_528, "17153136", new CriticalSections(3, 6));
  }

  @Test
  void retry_loops_have_the_counts_of_an_independent_tool() {
    assertCounts(209, 368, "829274", new CasCounter(2, 4));
    StateGraph graph = StateGraph.of(new CasCounter(3, 3));
    assertEquals(2_476, graph.states());
    assertEquals(6_336, graph.transitions());
  }

  @Test
  void philosophers_have_the_counts_of_an_independent_tool() {
    StateGraph graph = StateGraph.of(new Philosophers(6));
    assertEquals(5_777, graph.states());
    assertEquals(19_158, graph.transitions());
    assertEquals(Set.of("deadlock"), graph.violated());
  }

  @Test
  void harris_michael_sets_have_the_counts_of_an_independent_tool() {
    StateGraph graph = StateGraph.of(new HarrisMichaelSet(2, 2, true));
    assertEquals(20_660, graph.states());
    assertEquals(38_426, graph.transitions());
    assertEquals(Set.of(), graph.violated());
  }

  @Test
  void independent_stores_have_closed_forms() {
    assertCounts(125, 300, "34650", new IndependentStores(3, 4));
  }

  @Test
  void waiting_in_a_loop_is_a_cycle() {
    assertEquals(Optional.empty(), StateGraph.of(new Peterson(1, false)).paths());
  }

  @Test
  void fixtures_have_their_verdicts() {
    assertEquals(Set.of(), StateGraph.of(new CriticalSections(2, 2)).violated());
    assertEquals(Set.of(), StateGraph.of(new CasCounter(2, 2)).violated());
    assertEquals(Set.of(), StateGraph.of(new IndependentStores(2, 2)).violated());
    assertEquals(Set.of(), StateGraph.of(new Peterson(2, false)).violated());
    assertEquals(Set.of("mutual-exclusion"), StateGraph.of(new Peterson(1, true)).violated());
    assertEquals(Set.of(), StateGraph.of(new TreiberStack(2, true)).violated());
    assertEquals(Set.of("popped-once"), StateGraph.of(new TreiberStack(2, false)).violated());
    assertEquals(Set.of(), StateGraph.of(new HarrisMichaelSet(2, true)).violated());
    assertEquals(Set.of(), StateGraph.of(new HarrisMichaelSet(3, true)).violated());
    assertEquals(Set.of("set-contents"), StateGraph.of(new HarrisMichaelSet(3, false)).violated());
  }

  private static void assertCounts(int states, int transitions, String paths, Model model) {
    assertEquals(
        new StateGraph(states, transitions, Optional.of(new BigInteger(paths)), Set.of()),
        StateGraph.of(model));
  }
}
