package vcpucheck.checker.saturation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;

/** What vCPUs can tell of states, and what they cannot. */
final class LocalViewsTest {
  /** A struct of a stack. */
  private record Item(IntCell data, RefCell<Item> next) {
    static Item in(Cells cells) {
      return new Item(cells.intCell("data", 0), cells.refCell("next"));
    }
  }

  /** Each vCPU pushes a struct under a lock, pops one, and frees it. */
  private static Program stack(Memory memory, int vcpus) {
    Slab<Item> items = memory.slab("item", vcpus, Slab.Reuse.ANY, Item::in);
    RefCell<Item> head = memory.refCell("head");
    SpinLock lock = memory.spinLock("lock");
    return Program.builder()
        .vcpus(
            vcpus,
            1,
            round -> {
              Item item = Objects.requireNonNull(items.alloc());
              item.data().set(1);
              lock.lock();
              item.next().set(head.get());
              head.set(item);
              lock.unlock();
              lock.lock();
              Item top = Objects.requireNonNull(head.get());
              head.set(top.next().get());
              lock.unlock();
              items.free(top);
            })
        .build();
  }

  private static LocalViews.Seen seen(Model model, Reductions reductions) {
    LocalViews views =
        Checker.of(model).with(Options.defaults().with(reductions)).views(LocalViews.Seen.NONE);
    assertTrue(views.isExhaustive());
    return views.seen();
  }

  /** To exchange slots, or vCPUs, is to leave out states, and no view. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void symmetry_leaves_out_no_view(int vcpus) {
    Model model = memory -> stack(memory, vcpus);
    LocalViews.Seen plain = seen(model, Reductions.none());

    assertEquals(plain, seen(model, Reductions.none().withSymmetry(true)));
    assertEquals(plain, seen(model, Reductions.none().withHeapSymmetry(true)));
    assertEquals(plain, seen(model, Reductions.none().withSymmetry(true).withHeapSymmetry(true)));
  }

  /** Blocks leave out what they pass through, and add nothing. */
  @Test
  void blocks_show_some_of_the_views() {
    Model model = memory -> stack(memory, 2);
    LocalViews.Seen plain = seen(model, Reductions.none());
    LocalViews.Seen reduced = seen(model, Reductions.all());

    assertTrue(plain.ofOne().containsAll(reduced.ofOne()));
    assertTrue(plain.ofTwo().containsAll(reduced.ofTwo()));
    assertNotEquals(plain, reduced);
  }

  private static Program counting(Memory memory, int from) {
    IntCell cell = memory.intCell("cell", from);
    return Program.of(
        List.of(Vcpu.of("vcpu0", () -> cell.set(cell.get() + 1)), Vcpu.of("vcpu1", () -> {})));
  }

  /** 0, 1 and more are told apart, and nothing beyond. */
  @Test
  void numbers_are_told_apart_as_nothing_one_and_more() {
    LocalViews.Seen two = seen(memory -> counting(memory, 2), Reductions.none());

    assertEquals(two, seen(memory -> counting(memory, 7), Reductions.none()));
    assertNotEquals(two, seen(memory -> counting(memory, 0), Reductions.none()));
    assertNotEquals(two, seen(memory -> counting(memory, -7), Reductions.none()));
  }

  private static Program writing(Memory memory, boolean isWrittenBehind) {
    IntCell cell = memory.intCell("cell", 5);
    IntCell done = memory.intCell("done", 0);
    return Program.of(
        List.of(
            Vcpu.of(
                "vcpu0",
                () -> {
                  int unused = cell.get();
                  done.set(1);
                }),
            Vcpu.of("vcpu1", () -> (isWrittenBehind ? cell : done).set(6))));
  }

  /** That what was found is there no more is seen, though both values are just numbers. */
  @Test
  void what_was_found_may_stand_no_more() {
    LocalViews.Seen still = seen(memory -> writing(memory, false), Reductions.none());
    LocalViews.Seen behind = seen(memory -> writing(memory, true), Reductions.none());

    assertFalse(still.ofOne().containsAll(behind.ofOne()));
  }

  @Test
  void views_that_are_known_are_not_added() {
    Checker checker = Checker.of(memory -> stack(memory, 2));
    LocalViews first = checker.views(LocalViews.Seen.NONE);
    LocalViews again = checker.views(first.seen());

    assertTrue(first.added().isAny());
    assertFalse(again.added().isAny());
    assertEquals(List.of(), again.added().examples());
    assertEquals(first.seen(), again.seen());
  }

  @Test
  void under_weak_memory_they_are_not_asked_for() {
    Checker checker = Checker.of(memory -> stack(memory, 1)).memory(MemoryModel.TSO);

    assertThrows(IllegalArgumentException.class, () -> checker.views(LocalViews.Seen.NONE));
  }
}
