package vcpucheck.checker.engine.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.ByteStreams;
import com.google.common.primitives.ImmutableIntArray;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.engine.base.CancellationCheck;

/**
 * What is kept of states in which vCPUs wait, and what is found in them, agrees with plain lists.
 */
final class WaitingGraphsTest {
  private static final int GRAPHS = 300;
  private static final int VCPUS = 3;
  private static final CancellationCheck PATIENT = new CancellationCheck(ProgressListener.NONE);

  /**
   * A state in which vCPUs wait.
   *
   * @param waiting which, as bits
   */
  private record Row(long waiting, List<Integer> targets) {}

  /** Rows in the order in which they are added. */
  private record Rows(Map<Integer, Row> byState, List<Integer> order, int states) {
    static Rows random(Random random) {
      int states = 1 + random.nextInt(60);
      Map<Integer, Row> rows = new TreeMap<>();
      for (int state = 0; state < states; state++) {
        if (random.nextInt(4) > 0) {
          List<Integer> targets = new ArrayList<>();
          for (int i = random.nextInt(12) == 0 ? 40 : random.nextInt(3); i > 0; i--) {
            targets.add(random.nextInt(states));
          }
          rows.put(state, new Row(1 + random.nextInt((1 << VCPUS) - 1), targets));
        }
      }
      List<Integer> order = new ArrayList<>(rows.keySet());
      if (random.nextBoolean()) {
        Collections.shuffle(order, random);
      }
      return new Rows(rows, order, states);
    }

    Row row(int state) {
      return byState.getOrDefault(state, new Row(0, List.of()));
    }

    WaitingStates graph() {
      WaitingStates graph = new WaitingStates();
      for (int state : order) {
        graph.add(state, row(state).waiting());
        row(state).targets().forEach(graph::addTransition);
      }
      return graph;
    }

    void assertSame(WaitingStates graph, Random random) {
      assertEquals(order.size(), graph.rows());
      for (int look = 0; look < 2 * states; look++) {
        int state = look < states ? look : random.nextInt(states);
        int row = graph.row(state);
        assertEquals(order.indexOf(state), row);
        if (row >= 0) {
          assertEquals(state, graph.state(row));
          assertEquals(row(state).waiting(), graph.waiting(row));
          assertEquals(row(state).targets().size(), graph.degree(state));
          for (int i = 0; i < graph.degree(state); i++) {
            assertEquals(row(state).targets().get(i), graph.target(state, i));
          }
        }
      }
    }
  }

  @Test
  void rows_are_what_went_in_also_when_they_were_saved() throws IOException {
    for (int seed = 0; seed < GRAPHS; seed++) {
      Random random = new Random(seed);
      Rows rows = Rows.random(random);
      WaitingStates graph = rows.graph();
      rows.assertSame(graph, random);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      rows.graph().save(new DataOutputStream(bytes));
      WaitingStates restored = new WaitingStates();
      restored.restore(ByteStreams.newDataInput(bytes.toByteArray()));
      rows.assertSame(restored, random);
      assertTrue(graph.bytes() >= 2L * rows.order().size());
    }
  }

  @Test
  void who_waits_in_all_that_follows_is_stuck() {
    int found = 0;
    for (int seed = 0; seed < GRAPHS; seed++) {
      Rows rows = Rows.random(new Random(seed));
      Optional<StuckFinder.Stuck> stuck =
          new StuckFinder(rows.graph(), (from, place, to) -> 1L << place, PATIENT).find();
      assertEquals(stuck(rows), stuck);
      found += stuck.isPresent() ? 1 : 0;
    }
    assertTrue(found > GRAPHS / 4 && found < GRAPHS, "found=" + found);
  }

  /** The first in the order of rows that cannot come to a state in which it does not wait. */
  private static Optional<StuckFinder.Stuck> stuck(Rows rows) {
    for (int state : rows.order()) {
      for (int vcpu = 0; vcpu < VCPUS; vcpu++) {
        if (waits(rows, state, vcpu) && cannotGoOn(rows, state, vcpu)) {
          return Optional.of(new StuckFinder.Stuck(state, vcpu));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean waits(Rows rows, int state, int vcpu) {
    return (rows.row(state).waiting() >> vcpu & 1) != 0;
  }

  private static boolean cannotGoOn(Rows rows, int start, int vcpu) {
    List<Integer> open = new ArrayList<>(List.of(start));
    for (int at = 0; at < open.size(); at++) {
      if (!waits(rows, open.get(at), vcpu)) {
        return false;
      }
      rows.row(open.get(at)).targets().stream()
          .filter(target -> !open.contains(target))
          .distinct()
          .forEach(open::add);
    }
    return true;
  }

  @Test
  void a_lasso_is_a_way_into_a_shortest_cycle() {
    int straight = 0;
    for (int seed = 0; seed < GRAPHS; seed++) {
      Random random = new Random(seed);
      int states = 2 + random.nextInt(30);
      WaitingStates graph = new WaitingStates();
      for (int state = 0; state < states; state++) {
        graph.add(state, 1);
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
          graph.addTransition(random.nextInt(states));
        }
      }
      LassoFinder.Lasso lasso = new LassoFinder(graph, PATIENT).from(0);
      ImmutableIntArray path = lasso.path();
      int end = path.length() - 1;
      int entry = path.get(end);
      assertEquals(0, path.get(0));
      assertEquals(entry, path.get(lasso.loop()));
      for (int at = 0; at < end; at++) {
        assertTrue(targets(graph, path.get(at)).contains(path.get(at + 1)));
      }
      assertEquals(lasso.loop(), entry == 0 ? 0 : distance(graph, 0, entry));
      assertEquals(end - lasso.loop(), distance(graph, entry, entry));
      straight += lasso.loop() > 0 ? 1 : 0;
    }
    assertTrue(straight > GRAPHS / 4 && straight < GRAPHS, "straight=" + straight);
  }

  private static List<Integer> targets(Digraph graph, int state) {
    List<Integer> targets = new ArrayList<>();
    for (int i = 0; i < graph.degree(state); i++) {
      targets.add(graph.target(state, i));
    }
    return targets;
  }

  /** How many transitions there are at least on a way, of one or more. */
  private static int distance(Digraph graph, int start, int end) {
    List<Integer> reached = targets(graph, start);
    int length = 1;
    while (!reached.contains(end)) {
      reached = reached.stream().flatMap(at -> targets(graph, at).stream()).distinct().toList();
      length++;
    }
    return length;
  }
}
