package vcpucheck.checker.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.engine.search.BuiltModel;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.state.Layout;

final class StoreMigrationTest {
  private final BuiltModel built = BuiltModel.of(new CriticalSections(3, 4));
  private final MemoryMachine machine = built.machine();
  private final StateStore store = new ExactStore(machine.codec(), new StateArena(machine.codec()));

  @Test
  void what_memory_ended_before_is_made_up_for() {
    StateIndex index = new StateIndex(store, 1);
    index.put(machine.start(), 0);
    long[] state = machine.start();
    Transitions out = new Transitions();
    while (!machine.codec().isTooNarrow()) {
      machine.expand(state, 0, out);
      System.arraycopy(out.states(), out.offset(out.count() - 1), state, 0, state.length);
    }
    Layout narrow = machine.codec().layout();
    try (WorkerPool workers = new WorkerPool(1)) {
      StoreMigration stores = new StoreMigration(machine.codec(), workers);
      stores.add(store);
      stores.finish();
    }
    assertFalse(machine.codec().isTooNarrow());
    assertTrue(machine.codec().layout() != narrow);
    long[] kept = new long[machine.codec().layout().words()];
    store.take(0, kept);
    for (int vcpu = 0; vcpu < built.vcpus().count(); vcpu++) {
      assertEquals(built.vcpus().startNodes()[vcpu], machine.node(kept, 0, vcpu));
    }
  }
}
