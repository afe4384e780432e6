package vcpucheck.checker.engine.property;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vcpucheck.checker.engine.automaton.SimulatedMemory;
import vcpucheck.checker.engine.automaton.StateReader;
import vcpucheck.checker.machine.state.Asymmetry;
import vcpucheck.checker.machine.state.HeapSymmetry;
import vcpucheck.checker.machine.state.Slots;
import vcpucheck.checker.machine.state.StateCodec;

/**
 * Checks that a property says the same of a state and of what a permutation of slots makes of it:
 * its code is run again on images of all that it has read.
 */
final class SlotExchange {
  /** How many images are tried at most, but for one of each run of the code. */
  private static final int IMAGES = 20_000;

  /** The most slots all of whose orders are tried. */
  private static final int FEW = 4;

  private final SimulatedMemory memory;
  private final StateCodec codec;

  SlotExchange(SimulatedMemory memory, StateCodec codec) {
    this.memory = memory;
    this.codec = codec;
  }

  /**
   * Checks a property.
   *
   * @param isReplayed whether what it finds wrong is run again without exchanged slots: then it may
   *     look at slots in order, and stop at the first that is wrong
   * @throws Asymmetry if it tells slots apart
   */
  void validate(PredicateTree predicate, boolean isReplayed) {
    HeapSymmetry heap = codec.heap().orElseThrow();
    for (int slab = 0; slab < heap.slots().slabs(); slab++) {
      List<int[]> permutations = permutations(heap, slab);
      int each = Math.max(1, IMAGES / Math.max(1, predicate.leaves()));
      int[] runs = {0};
      int of = slab;
      if (!permutations.isEmpty()) {
        predicate.forEachPath(
            (codes, isWrong) -> {
              int first = runs[0]++;
              for (int i = 0; i < Math.min(each, permutations.size()); i++) {
                int[] permutation = permutations.get((first + i) % permutations.size());
                if (!isSame(predicate, codes, isWrong, isReplayed, permutation)) {
                  throw new Asymmetry(
                      heap.all(of), "property " + predicate.name() + " tells slots apart");
                }
              }
            });
      }
    }
  }

  private boolean isSame(
      PredicateTree predicate,
      Map<Integer, Integer> codes,
      boolean isWrong,
      boolean isReplayed,
      int[] permutation) {
    Slots slots = codec.heap().orElseThrow().slots();
    Map<Integer, Integer> images = new HashMap<>();
    codes.forEach(
        (variable, code) ->
            images.put(
                slots.image(variable, permutation),
                codec.imageOfCode(variable, code, permutation)));
    if (images.equals(codes)) {
      return true;
    }
    boolean[] readsMore = {false};
    StateReader reader =
        new StateReader(
            memory.variables(),
            variable -> {
              readsMore[0] |= !images.containsKey(variable);
              return images.getOrDefault(variable, 0);
            });
    boolean isImageWrong = predicate.isWrong(reader);
    return readsMore[0] ? isWrong && isReplayed : isImageWrong == isWrong;
  }

  /** Permutations of one slab's slots that leave not all where they are. */
  private static List<int[]> permutations(HeapSymmetry heap, int slab) {
    int[] movable = heap.movableOf(slab);
    List<int[]> all = new ArrayList<>();
    if (movable.length > 1 && movable.length <= FEW) {
      permute(movable.clone(), 0, movable, heap.slots(), all);
      all.remove(0); /* the identity */
      return all;
    }
    for (int i = 1; i < movable.length; i++) {
      int[] rotated = movable.clone();
      for (int at = 0; at < rotated.length; at++) {
        rotated[at] = movable[(at + i) % movable.length];
      }
      all.add(heap.slots().map(movable, rotated));
      int[] swapped = movable.clone();
      swapped[i] = movable[i - 1];
      swapped[i - 1] = movable[i];
      all.add(heap.slots().map(movable, swapped));
    }
    return all;
  }

  private static void permute(int[] order, int from, int[] movable, Slots slots, List<int[]> all) {
    if (from == order.length) {
      all.add(slots.map(movable, Arrays.copyOf(order, order.length)));
      return;
    }
    for (int other = from; other < order.length; other++) {
      swap(order, from, other);
      permute(order, from + 1, movable, slots, all);
      swap(order, from, other);
    }
  }

  private static void swap(int[] order, int one, int other) {
    int slot = order[one];
    order[one] = order[other];
    order[other] = slot;
  }
}
