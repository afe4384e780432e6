package vcpucheck.checker.oracle.axiomatic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import vcpucheck.checker.memory.Access;

/**
 * Every candidate execution of a program: traces of the threads, reads-from, modification order.
 */
final class Candidates {
  /** The most events of an execution, initial writes included. */
  private static final int EVENTS = 32;

  private final Litmus litmus;
  private final BiConsumer<Execution, List<List<Integer>>> consumer;
  private final List<Set<Integer>> values = new ArrayList<>();
  private final List<Trace> chosen = new ArrayList<>();

  private Candidates(Litmus litmus, BiConsumer<Execution, List<List<Integer>>> consumer) {
    this.litmus = litmus;
    this.consumer = consumer;
  }

  /**
   * Hands over every candidate execution, with the final registers of each thread.
   *
   * @throws IllegalArgumentException if the program is too large
   */
  static void forEach(Litmus litmus, BiConsumer<Execution, List<List<Integer>>> consumer) {
    Candidates candidates = new Candidates(litmus, consumer);
    candidates.findValues();
    candidates.chooseTraces();
  }

  /** Values that reads may have: those that writes may have, which may come from reads. */
  private void findValues() {
    for (int location = 0; location < litmus.locations(); location++) {
      values.add(new TreeSet<>(Set.of(0)));
    }
    int rounds = litmus.threads().stream().mapToInt(List::size).sum();
    boolean grows = true;
    for (int round = 0; round < rounds && grows; round++) {
      Set<Event> writes = new HashSet<>();
      for (int thread = 0; thread < litmus.threads().size(); thread++) {
        Trace.forEach(
            litmus,
            thread,
            values::get,
            trace -> trace.events().stream().filter(Event::isWrite).forEach(writes::add));
      }
      grows = false;
      for (Event write : writes) {
        grows |= values.get(write.location()).add(write.value());
      }
    }
  }

  private void chooseTraces() {
    if (chosen.size() < litmus.threads().size()) {
      List<Trace> traces = new ArrayList<>();
      Trace.forEach(litmus, chosen.size(), values::get, traces::add);
      for (Trace trace : traces) {
        chosen.add(trace);
        chooseTraces();
        chosen.remove(chosen.size() - 1);
      }
      return;
    }
    new Combination().run();
  }

  /** One choice of traces. */
  private final class Combination {
    private final List<Event> events = new ArrayList<>();
    private final Relation po;
    private final Relation rmw;
    private final Relation data;
    private final Relation control;
    private final List<List<Integer>> orders = new ArrayList<>();
    private final int[] sources;

    Combination() {
      for (int location = 0; location < litmus.locations(); location++) {
        events.add(
            new Event(Event.INITIAL, Event.Kind.WRITE, location, 0, Access.OPAQUE, null, false));
      }
      chosen.forEach(trace -> events.addAll(trace.events()));
      if (events.size() > EVENTS) {
        throw new IllegalArgumentException("a program is too large to be judged: " + litmus);
      }
      po = new Relation(events.size());
      rmw = new Relation(events.size());
      data = new Relation(events.size());
      control = new Relation(events.size());
      sources = new int[events.size()];
      int base = litmus.locations();
      for (Trace trace : chosen) {
        relate(trace, base);
        base += trace.events().size();
      }
    }

    private void relate(Trace trace, int base) {
      for (int index = 0; index < trace.events().size(); index++) {
        for (int initial = 0; initial < litmus.locations(); initial++) {
          po.add(initial, base + index);
        }
        for (int earlier = 0; earlier < index; earlier++) {
          po.add(base + earlier, base + index);
        }
      }
      trace.updates().forEach(read -> rmw.add(base + read, base + read + 1));
      trace.data().forEach(edge -> data.add(base + edge.from(), base + edge.to()));
      trace.control().forEach(edge -> control.add(base + edge.from(), base + edge.to()));
    }

    void run() {
      chooseSource(litmus.locations());
    }

    private void chooseSource(int event) {
      if (event == events.size()) {
        chooseOrder(0);
        return;
      }
      Event read = events.get(event);
      if (!read.isRead()) {
        chooseSource(event + 1);
        return;
      }
      for (int write = 0; write < events.size(); write++) {
        Event source = events.get(write);
        boolean isLater = po.has(event, write);
        if (source.isWrite()
            && source.location() == read.location()
            && source.value() == read.value()
            && !isLater) {
          sources[event] = write;
          chooseSource(event + 1);
        }
      }
    }

    private void chooseOrder(int location) {
      if (location == litmus.locations()) {
        finish();
        return;
      }
      List<Integer> order = new ArrayList<>(List.of(location));
      orders.add(order);
      Set<Integer> left = new TreeSet<>();
      for (int event = litmus.locations(); event < events.size(); event++) {
        if (events.get(event).isWrite() && events.get(event).location() == location) {
          left.add(event);
        }
      }
      permute(location, order, left);
      orders.remove(location);
    }

    private void permute(int location, List<Integer> order, Set<Integer> left) {
      if (left.isEmpty()) {
        chooseOrder(location + 1);
        return;
      }
      for (int write : List.copyOf(left)) {
        boolean isFirst = left.stream().noneMatch(other -> po.has(other, write));
        if (isFirst) {
          left.remove(write);
          order.add(write);
          permute(location, order, left);
          order.remove(order.size() - 1);
          left.add(write);
        }
      }
    }

    private void finish() {
      Relation rf = new Relation(events.size());
      for (int event = 0; event < events.size(); event++) {
        if (events.get(event).isRead()) {
          rf.add(sources[event], event);
        }
      }
      Relation mo = new Relation(events.size());
      for (List<Integer> order : orders) {
        for (int later = 0; later < order.size(); later++) {
          for (int earlier = 0; earlier < later; earlier++) {
            mo.add(order.get(earlier), order.get(later));
          }
        }
      }
      consumer.accept(
          new Execution(events, po, rf, mo, rmw, data, control),
          chosen.stream().map(Trace::registers).toList());
    }
  }
}
