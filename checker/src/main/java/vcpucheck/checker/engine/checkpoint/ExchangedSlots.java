package vcpucheck.checker.engine.checkpoint;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import vcpucheck.checker.engine.base.CheckpointFields;
import vcpucheck.checker.machine.state.HeapSymmetry;

/**
 * Which slots are exchanged, as it is saved.
 *
 * @param movable those that are
 * @param toldApart for each slab, why others are not
 */
public record ExchangedSlots(BitSet movable, List<List<String>> toldApart) {
  public static void save(HeapSymmetry heap, DataOutput out) throws IOException {
    CheckpointFields.bits(out, heap.movable());
    for (int slab = 0; slab < heap.slots().slabs(); slab++) {
      CheckpointFields.texts(out, heap.toldApart(slab));
    }
  }

  /** Reads what was saved of a heap with the same slabs. */
  public static ExchangedSlots read(HeapSymmetry heap, DataInput in) throws IOException {
    BitSet movable = CheckpointFields.bits(in);
    List<List<String>> toldApart = new ArrayList<>();
    for (int slab = 0; slab < heap.slots().slabs(); slab++) {
      toldApart.add(CheckpointFields.texts(in));
    }
    return new ExchangedSlots(movable, toldApart);
  }

  /** Exchanges these slots from now on, and no others. */
  public void restore(HeapSymmetry heap) {
    heap.restore(movable, toldApart);
  }
}
