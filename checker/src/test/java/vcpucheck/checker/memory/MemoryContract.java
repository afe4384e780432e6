package vcpucheck.checker.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every backend of {@link Memory} does when a single vCPU uses it. */
public interface MemoryContract {
  /**
   * Makes cells and runs code on them, as the only vCPU.
   *
   * @param script makes the cells and returns the code, which returns an immutable result
   * @return the code's result
   * @throws ViolationException if the code violates a property
   */
  Object run(Function<Memory, Supplier<Object>> script);

  /** Modes that no load has. */
  Set<Access> RELEASES = Set.of(Access.RELEASE, Access.ACQUIRE_RELEASE);

  /** Modes that no store has. */
  Set<Access> ACQUIRES = Set.of(Access.ACQUIRE, Access.ACQUIRE_RELEASE);

  /** A struct with a field of each kind. */
  record Node(IntCell count, LongCell size, RefCell<Node> next, ValueCell<String> label) {
    static Node in(Cells cells) {
      return new Node(
          cells.intCell("count", 7),
          cells.longCell("size", 8),
          cells.refCell("next"),
          cells.valueCell("label", "new"));
    }

    List<Object> values() {
      return list(count.get(), size.get(), next.get(), label.get());
    }
  }

  /** A part of a value. */
  enum Length implements Function<String, Integer> {
    OF_TEXT;

    @Override
    public Integer apply(String text) {
      return text.length();
    }
  }

  /** A change of a value. */
  record Append(String suffix) implements UnaryOperator<String> {
    @Override
    public String apply(String text) {
      return text + suffix;
    }
  }

  /** A list of results; nulls become text. */
  static List<Object> list(@Nullable Object... results) {
    return Arrays.stream(results).map(result -> result == null ? "null" : result).toList();
  }

  private void assertResult(Object expected, Function<Memory, Supplier<Object>> script) {
    assertEquals(expected, run(script));
  }

  private void assertViolates(String property, Function<Memory, Supplier<Object>> script) {
    assertEquals(property, assertThrows(ViolationException.class, () -> run(script)).property());
  }

  @ParameterizedTest
  @EnumSource
  default void loads_see_stores_in_every_mode(Access access) {
    Access load = RELEASES.contains(access) ? Access.ACQUIRE : access;
    Access store = ACQUIRES.contains(access) ? Access.RELEASE : access;
    assertResult(
        list(1, 2L, "null", "a", 3, 4L, 0, "b"),
        memory -> {
          IntCell number = memory.intCell("number", 1);
          LongCell wide = memory.longCell("wide", 2);
          RefCell<Node> pointer = memory.refCell("pointer");
          ValueCell<String> value = memory.valueCell("value", "a");
          Slab<Node> slab = memory.slab("node", 1, Node::in);
          return () -> {
            List<Object> before =
                list(number.get(load), wide.get(load), pointer.get(load), value.get(load));
            number.set(3, store);
            wide.set(4, store);
            pointer.set(slab.slot(0), store);
            value.set("b", store);
            Node found = pointer.get(load);
            return list(
                before.get(0),
                before.get(1),
                before.get(2),
                before.get(3),
                number.get(load),
                wide.get(load),
                found == null ? -1 : slab.index(found),
                value.get(load));
          };
        });
  }

  @ParameterizedTest
  @EnumSource(names = "PLAIN", mode = EnumSource.Mode.EXCLUDE)
  default void int_updates_return_the_value_before(Access access) {
    assertResult(
        list(1, 1, true, false, 3, 13, 5, 15, 20),
        memory -> {
          IntCell cell = memory.intCell("cell", 1);
          return () -> {
            Object failed = cell.compareAndExchange(0, 9, access);
            Object succeeded = cell.compareAndExchange(1, 2, access);
            Object set = cell.compareAndSet(2, 3, access);
            Object notSet = cell.compareAndSet(2, 4, access);
            Object added = cell.getAndAdd(10, access);
            Object swapped = cell.getAndSet(5, access);
            Object beforeAdd = cell.get();
            cell.add(10, access);
            Object afterAdd = cell.get();
            cell.add(5, access);
            return list(
                failed, succeeded, set, notSet, added, swapped, beforeAdd, afterAdd, cell.get());
          };
        });
  }

  @ParameterizedTest
  @EnumSource(names = "PLAIN", mode = EnumSource.Mode.EXCLUDE)
  default void int_bits(Access access) {
    assertResult(
        list(0b0110, 0b0100, 0b1101, true, false, true, false, 0b11, Integer.MIN_VALUE | 1),
        memory -> {
          IntCell cell = memory.intCell("cell", 0b0110);
          return () -> {
            Object and = cell.getAndAnd(0b1100, access);
            Object or = cell.getAndOr(0b1101, access);
            Object xor = cell.getAndXor(0b1111, access);
            Object wasSet = cell.testAndSet(1, access);
            Object wasClear = cell.testAndSet(0, access);
            Object cleared = cell.testAndClear(0, access);
            Object again = cell.testAndClear(0, access);
            cell.setBit(0, access);
            Object set = cell.get();
            cell.clearBit(1, access);
            cell.setBit(Integer.SIZE - 1, access);
            return list(and, or, xor, wasSet, wasClear, cleared, again, set, cell.get());
          };
        });
  }

  @ParameterizedTest
  @EnumSource(names = "PLAIN", mode = EnumSource.Mode.EXCLUDE)
  default void long_bits(Access access) {
    assertResult(
        list(0b0110L, 0b0100L, 0b1101L, true, false, 0b11L, Long.MIN_VALUE | 1),
        memory -> {
          LongCell cell = memory.longCell("cell", 0b0110);
          return () -> {
            Object and = cell.getAndAnd(0b1100, access);
            Object or = cell.getAndOr(0b1101, access);
            Object xor = cell.getAndXor(0b1111, access);
            Object wasSet = cell.testAndSet(1, access);
            Object wasClear = cell.testAndClear(0, access);
            cell.setBit(0, access);
            Object set = cell.get();
            cell.clearBit(1, access);
            cell.setBit(Long.SIZE - 1, access);
            return list(and, or, xor, wasSet, wasClear, set, cell.get());
          };
        });
  }

  @Test
  default void a_bit_is_one_of_the_cell() {
    assertResult(
        "Index 32 out of bounds for length 32",
        memory -> {
          IntCell cell = memory.intCell("cell", 0);
          return () ->
              String.valueOf(
                  assertThrows(IndexOutOfBoundsException.class, () -> cell.testAndSet(32))
                      .getMessage());
        });
  }

  @Test
  default void an_array_has_cells_from_0() {
    assertResult(
        list(2, 5, 0, 7L, 1),
        memory -> {
          CellArray<IntCell> ints = memory.intCells("ints", 2);
          CellArray<LongCell> longs = memory.longCells("longs", 1);
          Slab<Node> slab = memory.slab("node", 2, Node::in);
          CellArray<RefCell<Node>> pointers = memory.refCells("pointers", 1);
          return () -> {
            ints.at(0).set(5);
            longs.at(0).set(7);
            pointers.at(0).set(slab.slot(1));
            Node found = pointers.at(0).get();
            return list(
                ints.length(),
                ints.at(0).get(),
                ints.at(1).get(),
                longs.at(0).get(),
                found == null ? -1 : slab.index(found));
          };
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2})
  default void an_index_out_of_bounds_is_a_violation(int index) {
    assertViolates(
        BuiltInProperty.MEMORY_SAFETY.label(),
        memory -> {
          CellArray<IntCell> cells = memory.intCells("cells", 2);
          return () -> cells.at(index).get();
        });
  }

  @Test
  default void a_field_can_be_an_array() {
    record Ring(CellArray<IntCell> entries) {}
    assertResult(
        3,
        memory -> {
          Slab<Ring> slab = memory.slab("ring", 1, cells -> new Ring(cells.intCells("entries", 2)));
          return () -> {
            Ring ring = Objects.requireNonNull(slab.alloc());
            ring.entries().at(1).set(3);
            return ring.entries().at(1).get();
          };
        });
  }

  @Test
  default void what_a_type_stable_slot_holds_stays_there() {
    record Entry(IntCell key, SpinLock lock) {}
    assertResult(
        list(7, false, 7),
        memory -> {
          Slab<Entry> slab =
              memory.typeStableSlab(
                  "entry", 1, cells -> new Entry(cells.intCell("key"), cells.spinLock("lock")));
          return () -> {
            Entry entry = Objects.requireNonNull(slab.alloc());
            entry.key().set(7);
            entry.lock().lock();
            slab.free(entry);
            int freed = entry.key().get();
            boolean isFree = entry.lock().tryLock();
            entry.lock().unlock();
            return list(freed, isFree, Objects.requireNonNull(slab.alloc()).key().get());
          };
        });
  }

  @Test
  default void a_retry_ends_with_a_result() {
    assertResult(
        list("even 4", 6),
        memory -> {
          IntCell cell = memory.intCell("cell", 3);
          return () -> {
            Object result =
                memory.<String>retry(
                    () -> {
                      int found = cell.getAndAdd(1);
                      return found % 2 == 0 ? Optional.of("even " + found) : Optional.empty();
                    });
            memory.spinUntil(() -> cell.getAndAdd(1) == 5);
            return list(result, cell.get());
          };
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "OPAQUE", "ACQUIRE", "VOLATILE"})
  default void a_satisfied_await_does_not_wait(Access access) {
    assertResult(
        list(3, 4L),
        memory -> {
          IntCell number = memory.intCell("number", 3);
          LongCell wide = memory.longCell("wide", 4);
          return () -> {
            number.await(3, access);
            wide.await(4, access);
            return list(number.awaitNot(2, access), wide.awaitNot(2, access));
          };
        });
  }

  @ParameterizedTest
  @EnumSource(names = "PLAIN", mode = EnumSource.Mode.EXCLUDE)
  default void long_updates_return_the_value_before(Access access) {
    assertResult(
        list(1L, 1L, true, false, 3L, 13L, 5L, 15L, 20L),
        memory -> {
          LongCell cell = memory.longCell("cell", 1);
          return () -> {
            Object failed = cell.compareAndExchange(0, 9, access);
            Object succeeded = cell.compareAndExchange(1, 2, access);
            Object set = cell.compareAndSet(2, 3, access);
            Object notSet = cell.compareAndSet(2, 4, access);
            Object added = cell.getAndAdd(10, access);
            Object swapped = cell.getAndSet(5, access);
            Object beforeAdd = cell.get();
            cell.add(10, access);
            Object afterAdd = cell.get();
            cell.add(5, access);
            return list(
                failed, succeeded, set, notSet, added, swapped, beforeAdd, afterAdd, cell.get());
          };
        });
  }

  @ParameterizedTest
  @EnumSource(names = "PLAIN", mode = EnumSource.Mode.EXCLUDE)
  default void pointer_updates_compare_identity(Access access) {
    assertResult(
        list("null", "null", 0, true, false, 1, 0),
        memory -> {
          RefCell<Node> cell = memory.refCell("cell");
          Slab<Node> slab = memory.slab("node", 2, Node::in);
          Function<@Nullable Node, Object> index = node -> node == null ? "null" : slab.index(node);
          return () -> {
            Node first = slab.slot(0);
            Node second = slab.slot(1);
            Object failed = index.apply(cell.compareAndExchange(first, second, access));
            Object succeeded = index.apply(cell.compareAndExchange(null, first, access));
            Object found = index.apply(cell.get());
            Object set = cell.compareAndSet(first, second, access);
            Object notSet = cell.compareAndSet(first, second, access);
            Object swapped = index.apply(cell.getAndSet(first, access));
            return list(failed, succeeded, found, set, notSet, swapped, index.apply(cell.get()));
          };
        });
  }

  @Test
  default void additions_wrap() {
    assertResult(
        list(Integer.MIN_VALUE, Long.MIN_VALUE),
        memory -> {
          IntCell narrow = memory.intCell("narrow", Integer.MAX_VALUE);
          LongCell wide = memory.longCell("wide", Long.MAX_VALUE);
          return () -> {
            narrow.add(1);
            wide.add(1);
            return list(narrow.get(), wide.get());
          };
        });
  }

  @Test
  default void add_unless_returns_the_value_before_and_refuses_one() {
    assertResult(
        list(1, 2, 2, 5L, 6L, 6L),
        memory -> {
          IntCell narrow = memory.intCell("narrow", 1);
          LongCell wide = memory.longCell("wide", 5);
          return () ->
              list(
                  narrow.addUnless(1, 2),
                  narrow.addUnless(1, 2),
                  narrow.get(),
                  wide.addUnless(1, 6),
                  wide.addUnless(1, 6),
                  wide.get());
        });
  }

  @Test
  default void waiting_for_what_is_there_does_not_block() {
    assertResult(
        list(1, 2L),
        memory -> {
          IntCell narrow = memory.intCell("narrow", 1);
          LongCell wide = memory.longCell("wide", 2);
          return () -> {
            narrow.await(1);
            wide.await(2);
            return list(narrow.awaitNot(0), wide.awaitNot(0));
          };
        });
  }

  @Test
  default void values_are_read_and_changed_in_part() {
    assertResult(
        list(2, "abc"),
        memory -> {
          ValueCell<String> cell = memory.valueCell("cell", "ab");
          return () -> {
            Object length = cell.project(Length.OF_TEXT, Access.OPAQUE);
            cell.update(new Append("c"), Access.OPAQUE);
            return list(length, cell.get());
          };
        });
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ACQUIRE", "ACQUIRE_RELEASE"},
      mode = EnumSource.Mode.EXCLUDE)
  default void values_are_changed_in_every_mode_of_a_store(Access access) {
    assertResult(
        "abc",
        memory -> {
          ValueCell<String> cell = memory.valueCell("cell", "ab");
          return () -> {
            cell.update(new Append("c"), access);
            return cell.get();
          };
        });
  }

  @Test
  default void a_mode_that_an_operation_cannot_have_is_refused() {
    assertEquals(
        "a load cannot be RELEASE; use ACQUIRE or VOLATILE",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    run(
                        memory -> {
                          IntCell cell = memory.intCell("cell", 0);
                          return () -> cell.get(Access.RELEASE);
                        }))
            .getMessage());
  }

  @Test
  default void a_lock_is_taken_tried_and_released() {
    assertResult(
        list(false, true, false, false, true, true),
        memory -> {
          SpinLock lock = memory.spinLock("lock");
          return () -> {
            Object before = lock.isLocked();
            lock.lock();
            Object held = lock.isLocked();
            Object again = lock.tryLock();
            lock.unlock();
            Object after = lock.isLocked();
            Object tried = lock.tryLock();
            Object heldAgain = lock.isLocked();
            lock.unlock();
            return list(before, held, again, after, tried, heldAgain);
          };
        });
  }

  @Test
  default void releasing_a_free_lock_is_a_violation() {
    assertViolates(
        "lock-discipline",
        memory -> {
          SpinLock lock = memory.spinLock("lock");
          return () -> {
            lock.unlock();
            return "released";
          };
        });
  }

  @Test
  default void taking_ones_own_lock_again_is_a_deadlock() {
    assertViolates(
        "deadlock",
        memory -> {
          SpinLock lock = memory.spinLock("lock");
          return () -> {
            lock.lock();
            lock.lock();
            return "taken twice";
          };
        });
  }

  @Test
  default void allocation_takes_the_lowest_free_slot_and_initialises_it() {
    assertResult(
        list(0, 1, 0, list(7, 8L, "null", "new")),
        memory -> {
          Slab<Node> slab = memory.slab("node", 2, Node::in);
          return () -> {
            Node first = allocate(slab);
            Node second = allocate(slab);
            first.count().set(1);
            first.size().set(1);
            first.next().set(second);
            first.label().set("used");
            slab.free(first);
            Node third = allocate(slab);
            return list(slab.index(first), slab.index(second), slab.index(third), third.values());
          };
        });
  }

  @Test
  default void slots_are_not_reused_if_the_slab_says_so() {
    assertResult(
        list(0, 1),
        memory -> {
          Slab<Node> slab = memory.slab("node", 2, Slab.Reuse.NEVER, Node::in);
          return () -> {
            Node first = allocate(slab);
            slab.free(first);
            return list(slab.index(first), slab.index(allocate(slab)));
          };
        });
  }

  @Test
  default void a_stale_pointer_sees_the_slot_allocated_again() {
    assertResult(
        list(true, 5),
        memory -> {
          Slab<Node> slab = memory.slab("node", 1, Node::in);
          return () -> {
            Node stale = allocate(slab);
            slab.free(stale);
            Node fresh = allocate(slab);
            fresh.count().set(5);
            return list(fresh.equals(stale), stale.count().get());
          };
        });
  }

  @Test
  default void reading_a_freed_slot_is_a_violation() {
    assertViolates(
        "memory-safety",
        memory -> {
          Slab<Node> slab = memory.slab("node", 1, Node::in);
          return () -> {
            Node node = allocate(slab);
            slab.free(node);
            return node.count().get();
          };
        });
  }

  @Test
  default void writing_a_slot_never_allocated_is_a_violation() {
    assertViolates(
        "memory-safety",
        memory -> {
          Slab<Node> slab = memory.slab("node", 1, Node::in);
          return () -> {
            slab.slot(0).next().set(null);
            return "written";
          };
        });
  }

  @Test
  default void freeing_twice_is_a_violation() {
    assertViolates(
        "memory-safety",
        memory -> {
          Slab<Node> slab = memory.slab("node", 1, Node::in);
          return () -> {
            Node node = allocate(slab);
            slab.free(node);
            slab.free(node);
            return "freed twice";
          };
        });
  }

  @Test
  default void a_slab_knows_its_slots() {
    assertResult(
        list(3, 2),
        memory -> {
          Slab<Node> slab = memory.slab("node", 3, Node::in);
          return () -> list(slab.capacity(), slab.index(slab.slot(2)));
        });
  }

  @Test
  default void a_choice_among_one_is_that_one() {
    assertResult(0, memory -> () -> memory.choose("nothing", 1));
  }

  @Test
  default void fences_and_scopes_run() {
    assertResult(
        list("called", 3, 1),
        memory -> {
          IntCell ran = memory.intCell("ran", 0);
          return () -> {
            for (Fence fence : Fence.values()) {
              memory.fence(fence);
            }
            memory.run(() -> ran.set(1));
            Object called = memory.call(() -> "called");
            Object looped =
                memory.loop(0, i -> i == 3 ? Iteration.done(i) : Iteration.again(i + 1));
            return list(called, looped, ran.get());
          };
        });
  }

  @Test
  default void an_expectation_names_its_property() {
    assertViolates(
        "exactly-once",
        memory ->
            () -> {
              memory.expect(true, "other", "holds");
              memory.expect(false, "exactly-once", "seen twice");
              return "went on";
            });
  }

  @Test
  default void a_failed_debug_assertion_is_a_violation() {
    assertViolates(
        "debug-assertion",
        memory ->
            () -> {
              memory.debugAssert(true, "true");
              memory.debugAssert(false, "in_flight == false");
              return "went on";
            });
  }

  private static Node allocate(Slab<Node> slab) {
    Node node = slab.alloc();
    if (node == null) {
      throw new AssertionError("no allocation fails here");
    }
    return node;
  }
}
