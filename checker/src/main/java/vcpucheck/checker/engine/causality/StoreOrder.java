package vcpucheck.checker.engine.causality;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import vcpucheck.checker.machine.StorePlace;

/**
 * Which store each step of a recording finds, and which it misses, where memory need not give what
 * was stored last: the stores of each variable in the order in which memory has them, and those
 * that wait in buffers.
 */
final class StoreOrder {
  private final Map<Integer, List<Integer>> inMemory = new HashMap<>();
  private final List<Deque<Waiting>> buffers = new ArrayList<>();
  private final Map<Integer, Integer> found = new HashMap<>();
  private final SortedMap<Integer, Miss> missed = new TreeMap<>();
  private final Map<Integer, Integer> arrivals = new HashMap<>();
  private final Map<Integer, Integer> promises = new HashMap<>();
  private final Map<Integer, Integer> keepers = new HashMap<>();

  /**
   * A store that a step does not find.
   *
   * @param store its step
   * @param isBuffered whether memory has it not yet
   */
  record Miss(int store, boolean isBuffered) {}

  /** A store in a buffer. */
  private record Waiting(int variable, int step) {}

  StoreOrder(int vcpus) {
    IntStream.range(0, vcpus).forEach(vcpu -> buffers.add(new ArrayDeque<>()));
  }

  /**
   * Takes the next step.
   *
   * @param finds whether it depends on what it finds
   * @param leaves whether it leaves a value
   */
  void take(int step, int vcpu, StorePlace place, boolean finds, boolean leaves) {
    int variable = place.variable();
    List<Integer> stores = stores(variable);
    int behind = Math.max(0, stores.size() - place.age());
    switch (place.kind()) {
      case MEMORY -> {
        if (finds) {
          found.put(step, stores.get(Math.max(0, behind - 1)));
          newest(vcpu, place).ifPresent(miss -> missed.put(step, miss));
        }
        if (leaves) {
          stores.add(behind, step);
        }
      }
      case BUFFER -> {
        if (leaves) {
          buffers.get(vcpu).addLast(new Waiting(variable, step));
        } else {
          own(vcpu, variable).ifPresent(store -> found.put(step, store));
        }
      }
      case FLUSHED -> {
        Waiting oldest = buffers.get(vcpu).removeFirst();
        arrivals.put(oldest.step(), step);
        stores.add(oldest.step());
      }
      case PROMISED -> stores.add(behind, step);
      case KEPT -> keep(step, stores, behind - 1, finds);
    }
  }

  private void keep(int step, List<Integer> stores, int at, boolean finds) {
    promises.put(step, stores.get(at));
    keepers.put(stores.get(at), step);
    stores.set(at, step);
    if (finds && at > 0) {
      found.put(step, stores.get(at - 1));
    }
  }

  /** A step leaves a value in more variables than its own. */
  void leave(int step, int variable) {
    stores(variable).add(step);
  }

  private List<Integer> stores(int variable) {
    return inMemory.computeIfAbsent(variable, none -> new ArrayList<>(List.of(Recording.NO_STEP)));
  }

  /** The newest store of a variable that a vCPU does not find. */
  private Optional<Miss> newest(int vcpu, StorePlace place) {
    if (place.age() > 0) {
      return Optional.of(new Miss(last(place.variable()), false));
    }
    return IntStream.range(0, buffers.size())
        .filter(other -> other != vcpu)
        .mapToObj(other -> own(other, place.variable()))
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .map(store -> new Miss(store, true));
  }

  /** The newest store of a variable in a vCPU's buffer. */
  private Optional<Integer> own(int vcpu, int variable) {
    Iterator<Waiting> newest = buffers.get(vcpu).descendingIterator();
    while (newest.hasNext()) {
      Waiting waiting = newest.next();
      if (waiting.variable() == variable) {
        return Optional.of(waiting.step());
      }
    }
    return Optional.empty();
  }

  // ---- when all steps were taken ----

  /** The step whose store a step finds, or {@link Recording#NO_STEP}. */
  int found(int step) {
    return found.getOrDefault(step, Recording.NO_STEP);
  }

  /** The step whose value of a variable memory has at the end, or {@link Recording#NO_STEP}. */
  int last(int variable) {
    List<Integer> stores = stores(variable);
    return stores.get(stores.size() - 1);
  }

  /** The newest store that each step misses. */
  SortedMap<Integer, Miss> missed() {
    return missed;
  }

  /** The step by which memory gets a store that waited in a buffer. */
  Optional<Integer> arrival(int store) {
    return Optional.ofNullable(arrivals.get(store));
  }

  /** The step by which a store was seen before it was done. */
  Optional<Integer> promise(int store) {
    return Optional.ofNullable(promises.get(store));
  }

  /** The step that does a store which was seen early. */
  Optional<Integer> keeper(int promise) {
    return Optional.ofNullable(keepers.get(promise));
  }
}
