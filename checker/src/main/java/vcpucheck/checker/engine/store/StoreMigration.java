package vcpucheck.checker.engine.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;

/** The stores of one machine: their states are in its layout, and are moved when it is widened. */
public final class StoreMigration {
  private final StateCodec codec;
  private final WorkerPool workers;
  private final List<StateStore> stores = new ArrayList<>();
  private Layout.@Nullable Relocation relocation;

  /** How many of the stores are in the new layout. */
  private int moved;

  public StoreMigration(StateCodec codec, WorkerPool workers) {
    this.codec = codec;
    this.workers = workers;
  }

  public void add(StateStore store) {
    stores.add(store);
  }

  /** Widens the machine's layout. */
  public void relayout() {
    relocation = codec.widen();
    moved = 0;
    move();
  }

  /** Does what is left to do of it, if memory ran out before or on the way. */
  public void finish() {
    move();
    if (codec.isTooNarrow()) {
      relayout();
    }
  }

  /**
   * Moves the states from a layout, in which they are, into the machine's, if it has another one.
   */
  public void follow(Layout before) {
    if (codec.layout() != before) {
      relocation = codec.layout().from(before);
      moved = 0;
      move();
    }
    finish();
  }

  private void move() {
    for (; relocation != null && moved < stores.size(); moved++) {
      stores.get(moved).relayout(relocation, workers);
    }
  }
}
