package vcpucheck.checker.engine.frontier;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import vcpucheck.checker.trace.Schedule;

/**
 * Fewest context switches first, then fewest steps: Dijkstra's search over pairs of a state and the
 * vCPU that ran last, since what a step costs depends on who ran before.
 */
public final class SwitchFrontier implements Frontier {
  private static final long SWITCH = 1L << 32;

  /** What a pair takes in both collections, roughly. */
  private static final long PAIR_BYTES = 150;

  private record Pair(int state, int last) {}

  private record Reached(long cost, Pair from) {}

  private static final int NOBODY = -1;
  private static final Pair START = new Pair(0, NOBODY);

  private final Map<Pair, Reached> reached = new HashMap<>();
  private final TreeMap<Long, ArrayDeque<Pair>> queue = new TreeMap<>();
  private Pair current = START;
  private long cost;
  private long waiting;

  public SwitchFrontier() {
    reach(START, 0, START);
  }

  private void reach(Pair pair, long newCost, Pair from) {
    Reached known = reached.get(pair);
    if (known == null || newCost < known.cost()) {
      reached.put(pair, new Reached(newCost, from));
      queue.computeIfAbsent(newCost, c -> new ArrayDeque<>()).add(pair);
      waiting++;
    }
  }

  @Override
  public boolean advance(int most) {
    while (!queue.isEmpty()) {
      Map.Entry<Long, ArrayDeque<Pair>> cheapest = queue.firstEntry();
      Pair pair = cheapest.getValue().poll();
      if (pair == null) {
        queue.remove(cheapest.getKey());
      } else {
        waiting--;
        if (cost(pair) == cheapest.getKey()) {
          current = pair;
          cost = cheapest.getKey();
          return true;
        }
      }
    }
    return false;
  }

  private long cost(Pair pair) {
    Reached known = reached.get(pair);
    return known == null ? Long.MAX_VALUE : known.cost();
  }

  @Override
  public int state() {
    return current.state();
  }

  @Override
  public int end() {
    return state() + 1;
  }

  @Override
  public void leave() {}

  @Override
  public int depth() {
    return (int) cost;
  }

  @Override
  public long waiting() {
    return waiting;
  }

  @Override
  public void offer(int target, int vcpu, boolean fresh) {
    reach(new Pair(target, vcpu), cost(vcpu), current);
  }

  @Override
  public long cost(int vcpu) {
    boolean isSwitch = current.last() != vcpu && current.last() != NOBODY;
    return cost + 1 + (isSwitch ? SWITCH : 0);
  }

  @Override
  public long cost(Schedule pending) {
    Set<Integer> ran = new HashSet<>();
    for (Pair pair = current; !pair.equals(START); pair = from(pair)) {
      ran.add(pair.last());
    }
    long total = cost;
    for (Schedule.Choice choice : pending.choices()) {
      boolean isSwitch = !ran.isEmpty() && !ran.contains(choice.vcpu());
      total += 1 + (isSwitch ? SWITCH : 0);
      ran.add(choice.vcpu());
    }
    return total;
  }

  private Pair from(Pair pair) {
    Reached known = reached.get(pair);
    if (known == null) {
      throw new AssertionError("checker bug: pair=" + pair + " not reached");
    }
    return known.from();
  }

  @Override
  public long floor() {
    return cost;
  }

  @Override
  public int[] path() {
    return path(current);
  }

  @Override
  public int[] pathTo(int state) {
    return path(
        reached.keySet().stream()
            .filter(pair -> pair.state() == state)
            .min(
                (a, b) ->
                    Long.compare(cost(a), cost(b)) != 0
                        ? Long.compare(cost(a), cost(b))
                        : Integer.compare(a.last(), b.last()))
            .orElseThrow(() -> new AssertionError("checker bug: state=" + state + " not reached")));
  }

  private int[] path(Pair to) {
    List<Integer> states = new ArrayList<>();
    Pair pair = to;
    states.add(pair.state());
    while (!pair.equals(START)) {
      pair = from(pair);
      states.add(pair.state());
    }
    Collections.reverse(states);
    return states.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public boolean isExhaustive() {
    return true;
  }

  @Override
  public long bytes() {
    return reached.size() * PAIR_BYTES;
  }
}
