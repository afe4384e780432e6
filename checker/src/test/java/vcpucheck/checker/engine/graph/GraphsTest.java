package vcpucheck.checker.engine.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.ByteStreams;
import com.google.common.primitives.ImmutableIntArray;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Interleavings;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.engine.base.CancellationCheck;

/** A graph in bytes is the graph that went in, and algorithms on it agree with plain ones. */
final class GraphsTest {
  private static final int GRAPHS = 300;
  private static final CancellationCheck PATIENT = new CancellationCheck(ProgressListener.NONE);

  /** A graph as lists. */
  private record Plain(List<List<Integer>> targets, TreeSet<Integer> ends) {
    static Plain random(Random random, int states, boolean isAcyclic) {
      List<List<Integer>> targets = new ArrayList<>();
      TreeSet<Integer> ends = new TreeSet<>();
      for (int state = 0; state < states; state++) {
        List<Integer> row = new ArrayList<>();
        int least = isAcyclic ? state + 1 : 0;
        int degree = random.nextInt(8) == 0 ? random.nextInt(60) : random.nextInt(4);
        for (int i = 0; least < states && i < degree; i++) {
          row.add(least + random.nextInt(states - least));
        }
        targets.add(row);
        if (row.isEmpty() || random.nextInt(9) == 0) {
          ends.add(state);
        }
      }
      return new Plain(targets, ends);
    }

    /** From the first state all can be reached, and behind an end are only ends, as in a search. */
    static Plain explored(Random random, int states) {
      Plain plain = random(random, states, true);
      for (int state = 1; state < states; state++) {
        int before = random.nextInt(state);
        plain.targets().get(before).add(state);
        if (plain.targets().get(before).size() == 1) {
          plain.ends().remove(before);
        }
      }
      plain
          .inOrder()
          .forEach(
              state -> {
                if (plain.ends().contains(state)) {
                  plain.ends().addAll(plain.targets().get(state));
                }
              });
      return plain;
    }

    StateGraph graph(List<Integer> order) {
      StateGraph graph = new StateGraph();
      targets.forEach(row -> graph.addState());
      for (int state : order) {
        graph.expand(state, ends.contains(state));
        targets.get(state).forEach(graph::addTransition);
      }
      return graph;
    }

    StateGraph graph() {
      return graph(inOrder());
    }

    List<Integer> inOrder() {
      List<Integer> order = new ArrayList<>();
      for (int state = 0; state < targets.size(); state++) {
        order.add(state);
      }
      return order;
    }

    long transitions() {
      return targets.stream().mapToLong(List::size).sum();
    }
  }

  private static void assertSame(Plain plain, StateGraph graph, int state) {
    List<Integer> row = plain.targets().get(state);
    assertTrue(graph.isExpanded(state));
    assertEquals(row.size(), graph.degree(state));
    for (int i = 0; i < row.size(); i++) {
      assertEquals(row.get(i), graph.target(state, i));
    }
    assertEquals(plain.ends().contains(state), graph.isEnd(state));
  }

  private static void assertSame(Plain plain, StateGraph graph, Random random) {
    assertEquals(plain.targets().size(), graph.states());
    assertEquals(plain.transitions(), graph.transitions());
    for (int state = 0; state < graph.states(); state++) {
      assertSame(plain, graph, state);
    }
    for (int look = 0; look < graph.states(); look++) {
      assertSame(plain, graph, random.nextInt(graph.states()));
    }
  }

  @Test
  void a_graph_is_what_went_in_whatever_the_order() {
    for (int seed = 0; seed < GRAPHS; seed++) {
      Random random = new Random(seed);
      Plain plain = Plain.random(random, 1 + random.nextInt(90), false);
      List<Integer> order = plain.inOrder();
      if (seed % 2 == 1) {
        Collections.shuffle(order, random);
      }
      assertSame(plain, plain.graph(order), random);
    }
  }

  @Test
  void what_was_saved_is_restored() throws IOException {
    for (int seed = 0; seed < GRAPHS; seed++) {
      Random random = new Random(seed);
      Plain plain = Plain.random(random, 1 + random.nextInt(90), false);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      plain.graph().save(new DataOutputStream(bytes));
      StateGraph restored = new StateGraph();
      restored.restore(ByteStreams.newDataInput(bytes.toByteArray()));
      assertSame(plain, restored, random);
    }
  }

  @Test
  void only_a_graph_in_order_is_saved() {
    StateGraph graph = new StateGraph();
    graph.addState();
    graph.addState();
    graph.expand(1, true);
    assertThrows(
        AssertionError.class, () -> graph.save(new DataOutputStream(new ByteArrayOutputStream())));
  }

  @Test
  void a_state_that_is_not_expanded_leads_nowhere() {
    StateGraph graph = new StateGraph();
    graph.addState();
    graph.addState();
    graph.expand(0, true);
    graph.addTransition(1);
    assertTrue(graph.isExpanded(0));
    assertFalse(graph.isExpanded(1));
    assertEquals(1, graph.degree(0));
    assertEquals(0, graph.degree(1));
    assertFalse(graph.isEnd(1));
    assertTrue(graph.isEnd(0));
  }

  @Test
  void bytes_are_those_of_rows() {
    Plain plain = Plain.random(new Random(1), 20_000, false);
    long bytes = plain.graph().bytes();
    assertTrue(bytes > plain.transitions(), "a target is a byte at least: " + bytes);
    assertTrue(bytes < 5 * plain.transitions() + 200_000, "few are more: " + bytes);
  }

  // ---- algorithms ----

  @Test
  void paths_are_counted() {
    for (int seed = 0; seed < GRAPHS; seed++) {
      Random random = new Random(seed);
      Plain plain = Plain.explored(random, 1 + random.nextInt(120));
      Map<Integer, BigInteger> known = new HashMap<>();
      assertEquals(
          new Interleavings.Finite(paths(plain, 0, known)),
          new PathCounter(plain.graph(), PATIENT).count());
    }
  }

  /** Of which there are more than a word, or two, can count. */
  @Test
  void very_many_paths_are_counted() {
    for (int seed = 0; seed < GRAPHS / 10; seed++) {
      Random random = new Random(seed);
      Plain plain = new Plain(new ArrayList<>(), new TreeSet<>());
      int states = 50 + random.nextInt(250);
      for (int state = 0; state < states; state++) {
        List<Integer> row = new ArrayList<>();
        for (int i = 0; i < 3 && state + 1 < states; i++) {
          row.add(Math.min(states - 1, state + 1 + (i == 0 ? 0 : random.nextInt(5))));
        }
        plain.targets().add(row);
      }
      plain.ends().add(states - 1);
      BigInteger expected = paths(plain, 0, new HashMap<>());
      assertTrue(states < 150 || expected.bitLength() > Long.SIZE);
      assertEquals(
          new Interleavings.Finite(expected), new PathCounter(plain.graph(), PATIENT).count());
    }
  }

  private static BigInteger paths(Plain plain, int state, Map<Integer, BigInteger> known) {
    for (int at = plain.targets().size() - 1; at >= state; at--) {
      BigInteger sum =
          plain.ends().contains(at)
              ? BigInteger.ONE
              : plain.targets().get(at).stream()
                  .map(known::get)
                  .reduce(BigInteger.ZERO, BigInteger::add);
      known.put(at, sum);
    }
    return known.getOrDefault(state, BigInteger.ZERO);
  }

  @Test
  void a_cycle_is_found_where_there_is_one() {
    int cyclic = 0;
    for (int seed = 0; seed < GRAPHS; seed++) {
      Random random = new Random(seed);
      Plain plain = Plain.random(random, 1 + random.nextInt(12), seed % 3 == 0);
      var found = new CycleFinder(plain.graph(), PATIENT, (state, index) -> false).find();
      assertEquals(isCyclic(plain), found.isPresent());
      if (found.isPresent()) {
        cyclic++;
        assertIsCycle(plain, found.get());
      }
    }
    assertTrue(cyclic > GRAPHS / 4, "cyclic=" + cyclic);
  }

  private static void assertIsCycle(Plain plain, ImmutableIntArray cycle) {
    assertTrue(cycle.length() > 1);
    assertEquals(cycle.get(0), cycle.get(cycle.length() - 1));
    for (int i = 0; i + 1 < cycle.length(); i++) {
      assertTrue(plain.targets().get(cycle.get(i)).contains(cycle.get(i + 1)));
    }
    assertEquals(
        cycle.length() - 1, cycle.stream().distinct().count(), "no state lies on it twice");
  }

  /** States are taken away that lead nowhere, until none does. */
  private static boolean isCyclic(Plain plain) {
    TreeSet<Integer> left = new TreeSet<>(plain.inOrder());
    while (left.removeIf(state -> plain.targets().get(state).stream().noneMatch(left::contains))) {}
    return !left.isEmpty();
  }

  @Test
  void a_long_way_leads_to_a_cycle() {
    List<List<Integer>> targets = new ArrayList<>();
    for (int state = 0; state < 1000; state++) {
      targets.add(List.of(state == 999 ? 990 : state + 1));
    }
    Plain plain = new Plain(targets, new TreeSet<>());
    ImmutableIntArray cycle =
        new CycleFinder(plain.graph(), PATIENT, (state, index) -> false).find().orElseThrow();
    assertEquals(
        ImmutableIntArray.of(990, 991, 992, 993, 994, 995, 996, 997, 998, 999, 990), cycle);
    assertTrue(
        new CycleFinder(plain.graph(), PATIENT, (state, index) -> state == 995).find().isEmpty(),
        "a transition with progress is on no cycle");
  }

  @Test
  void the_first_state_without_an_end_is_found() {
    for (int seed = 0; seed < GRAPHS; seed++) {
      Random random = new Random(seed);
      Plain plain = Plain.random(random, 1 + random.nextInt(12), false);
      plain.ends().removeIf(end -> random.nextInt(2) == 0);
      assertEquals(
          hopeless(plain), new LivelockFinder(plain.graph(), state -> true, PATIENT).find());
    }
  }

  private static OptionalInt hopeless(Plain plain) {
    TreeSet<Integer> canEnd = new TreeSet<>(plain.ends());
    boolean isGrowing = true;
    while (isGrowing) {
      isGrowing = false;
      for (int state : plain.inOrder()) {
        if (plain.targets().get(state).stream().anyMatch(canEnd::contains)) {
          isGrowing |= canEnd.add(state);
        }
      }
    }
    return plain.inOrder().stream()
        .filter(state -> !canEnd.contains(state))
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  @Test
  void whoever_waits_can_stop_each() {
    ProgressListener impatient =
        new ProgressListener() {
          @Override
          public boolean wantsToStop() {
            return true;
          }

          @Override
          public void progress(Progress progress) {}
        };
    StateGraph graph = Plain.random(new Random(1), 1 << 17, true).graph();
    CancellationCheck check = new CancellationCheck(impatient);
    assertThrows(CancellationException.class, () -> new PathCounter(graph, check).count());
    assertThrows(
        CancellationException.class, () -> new LivelockFinder(graph, state -> true, check).find());
    assertThrows(
        CancellationException.class,
        () -> new CycleFinder(graph, check, (state, index) -> false).find());
  }
}
