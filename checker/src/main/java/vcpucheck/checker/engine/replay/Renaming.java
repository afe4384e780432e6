package vcpucheck.checker.engine.replay;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.state.Canonicalizer;
import vcpucheck.checker.machine.state.HeapSymmetry;
import vcpucheck.checker.machine.state.StateCodec;
import vcpucheck.checker.memory.Slab;

/**
 * Which vCPU and which slot of a concrete state stands behind each place and each slot of its
 * representative, along a path of representatives.
 */
final class Renaming {
  private final StateCodec codec;
  private int[] vcpus;
  private int[] slots;

  /** The renaming of a state that represents itself. */
  Renaming(StateCodec codec, int vcpuCount) {
    this.codec = codec;
    vcpus = IntStream.range(0, vcpuCount).toArray();
    slots = codec.heap().map(heap -> heap.slots().identity()).orElse(new int[0]);
  }

  /** The vCPU behind a place. */
  int vcpu(int place) {
    return vcpus[place];
  }

  /** For each slot of the representative, the one that stands behind it. */
  int[] slots() {
    return slots.clone();
  }

  /** A state has been replaced by its representative. */
  void follow(Canonicalizer replaced) {
    int[] places = replaced.vcpus();
    vcpus = IntStream.of(places).map(place -> vcpus[place]).toArray();
    int[] moves = replaced.slots();
    int[] before = slots.clone();
    for (int slot = 0; slot < moves.length; slot++) {
      slots[moves[slot]] = before[slot];
    }
  }

  /**
   * The alternative that an operation takes in the concrete state.
   *
   * @param alternative the one that it takes in the representative
   * @param isFree tells of a slot of the representative whether it is free
   */
  int alternative(Op op, int alternative, IntPredicate isFree) {
    if (op.kind() != Op.Kind.ALLOC || slots.length == 0) {
      return alternative;
    }
    int slab = (int) op.a();
    HeapSymmetry heap = codec.heap().orElseThrow();
    int begin = heap.slots().begin(slab);
    if (alternative == heap.slots().begin(slab + 1) - begin) {
      return alternative; /* it fails */
    }
    if (heap.reuse(slab) != Slab.Reuse.ANY) {
      takeFirst(begin, heap.slots().begin(slab + 1), begin + alternative, isFree);
    }
    return slots[begin + alternative] - begin;
  }

  /**
   * Lets the first free slot of the concrete state stand behind one of the representative: where
   * free slots have an order, nothing refers to them, so it does not matter which is which.
   */
  private void takeFirst(int begin, int end, int taken, IntPredicate isFree) {
    int first = taken;
    for (int slot = begin; slot < end; slot++) {
      if (isFree.test(slot) && slots[slot] < slots[first]) {
        first = slot;
      }
    }
    int behind = slots[first];
    slots[first] = slots[taken];
    slots[taken] = behind;
  }
}
