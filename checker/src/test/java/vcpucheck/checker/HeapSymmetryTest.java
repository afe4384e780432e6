package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/**
 * Corners in which taking slots for interchangeable could lose a violation. In each the violation
 * is one that only a slot other than the first shows.
 */
final class HeapSymmetryTest {
  private static final int SLOTS = 3;

  /** A struct that knows which one it is, as no struct of C does. */
  private static final class Item {
    private final int serial;
    private final IntCell data;
    private final RefCell<Item> next;
    private final SpinLock lock;

    Item(Cells cells, int serial) {
      this.serial = serial;
      data = cells.intCell("data", 0);
      next = cells.refCell("next");
      lock = cells.spinLock("lock");
    }

    /** What a table of structs may sort them by. */
    @Override
    public int hashCode() {
      return serial;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  /** The slab of a model, and what it has learnt of the slots while it was built. */
  private record Heap(Memory memory, Slab<Item> items, Callable<List<Item>> made) {
    static Heap in(Memory memory) {
      List<Item> made = new ArrayList<>();
      Slab<Item> items =
          memory.slab(
              "item",
              SLOTS,
              Slab.Reuse.ANY,
              cells -> {
                made.add(new Item(cells, made.size()));
                return made.get(made.size() - 1);
              });
      return new Heap(memory, items, Executors.callable(() -> {}, made));
    }

    Item alloc() {
      return Objects.requireNonNull(items.alloc());
    }

    /** The last slot, known from where no search for captured handles looks. */
    Item last() {
      try {
        return made.call().get(SLOTS - 1);
      } catch (Exception e) {
        throw new AssertionError("it returns a list", e);
      }
    }
  }

  private static Stream<Options> searches() {
    Reductions all = Reductions.all().withHeapSymmetry(true);
    Options options = Options.defaults().with(all);
    return Stream.of(
        options,
        options.withWorkers(2),
        options.with(Options.Store.COLLAPSED),
        options.with(Options.Store.FINGERPRINT),
        options.with(Options.Order.DFS),
        options.with(Options.Order.SWITCHES),
        options.with(all.withBlocks(false)),
        options.with(all.withSymmetry(false)),
        options.with(all.withAllocations(false)),
        options.with(Reductions.none().withHeapSymmetry(true)));
  }

  private static Result run(Function<Heap, Program> program, Options options) {
    Model model = memory -> program.apply(Heap.in(memory));
    return Checker.of(model).with(options).run();
  }

  private static void assertViolated(
      String property, Function<Heap, Program> program, Options options) {
    run(program, options.with(options.reductions().withHeapSymmetry(false)))
        .assertViolated(property);
    run(program, options).assertViolated(property);
  }

  private static Program one(Runnable body, Property... properties) {
    return Program.of(List.of(Vcpu.of("vcpu0", body)), properties);
  }

  private static void expect(Heap heap, boolean holds) {
    heap.memory().expect(holds, "expected", "it does not hold");
  }

  // ---- code that tells slots apart ----

  @ParameterizedTest
  @MethodSource("searches")
  void a_captured_handle_is_no_other_slot(Options options) {
    assertViolated(
        "expected",
        heap -> {
          Item captured = heap.items().slot(SLOTS - 1);
          return one(() -> expect(heap, !heap.alloc().equals(captured)));
        },
        options);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_handle_that_is_captured_where_nobody_looks(Options options) {
    assertViolated(
        "expected", heap -> one(() -> expect(heap, !heap.alloc().equals(heap.last()))), options);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_scope_that_forgets_the_slot_but_not_what_tells_it_apart(Options options) {
    assertViolated(
        "expected",
        heap ->
            one(
                () -> {
                  int serial =
                      heap.memory()
                          .call(
                              () -> {
                                Item item = heap.alloc();
                                item.data.set(1, Access.OPAQUE);
                                return item.serial;
                              });
                  expect(heap, serial != SLOTS - 1);
                }),
        options);
  }

  /** Which slot it is: what a function of a cell's value can tell and no operation shows. */
  private record Serial() implements Function<Held, Integer> {
    @Override
    public Integer apply(Held held) {
      return held.item().map(item -> item.serial).orElse(0);
    }
  }

  /** A value that holds a slot. */
  private record Held(Optional<Item> item) {}

  @ParameterizedTest
  @MethodSource("searches")
  void a_function_of_a_cell_that_tells_slots_apart(Options options) {
    assertViolated(
        "expected",
        heap -> {
          ValueCell<Held> cell = heap.memory().valueCell("held", new Held(Optional.empty()));
          return one(
              () -> {
                heap.memory()
                    .run(() -> cell.set(new Held(Optional.of(heap.alloc())), Access.OPAQUE));
                expect(heap, cell.project(new Serial(), Access.OPAQUE) != SLOTS - 1);
              });
        },
        options);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void code_that_asks_for_the_number_of_a_slot(Options options) {
    assertViolated(
        "expected",
        heap -> one(() -> expect(heap, heap.items().index(heap.alloc()) != SLOTS - 1)),
        options);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void code_that_hashes_slots(Options options) {
    assertViolated(
        "expected",
        heap -> one(() -> expect(heap, Set.of(heap.alloc()).hashCode() != SLOTS - 1)),
        options);
  }

  // ---- properties ----

  @ParameterizedTest
  @MethodSource("searches")
  void a_property_of_one_slot(Options options) {
    assertViolated(
        "last-is-free",
        heap ->
            one(
                heap::alloc,
                Property.always(
                    "last-is-free", () -> !heap.items().isAllocated(heap.items().slot(SLOTS - 1)))),
        options);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_property_that_looks_at_all_slots_but_not_alike(Options options) {
    assertViolated(
        "weighted",
        heap ->
            one(
                heap::alloc,
                Property.always(
                    "weighted",
                    () ->
                        IntStream.range(0, SLOTS)
                                .filter(i -> heap.items().isAllocated(heap.items().slot(i)))
                                .sum()
                            < SLOTS - 1)),
        options);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_condition_that_only_one_slot_meets(Options options) {
    Function<Heap, Program> model =
        heap ->
            one(
                heap::alloc,
                Property.sometimes(
                    "met", () -> heap.items().isAllocated(heap.items().slot(SLOTS - 1))));
    run(model, options).assertVerified();
    run(model, options.with(Slab.Reuse.LOWEST)).assertViolated("met");
  }

  /** After the representative has been exchanged it is another slot's field that is read. */
  @ParameterizedTest
  @MethodSource("searches")
  void a_property_that_follows_a_pointer(Options options) {
    assertViolated(
        "even",
        heap -> {
          RefCell<Item> first = heap.memory().refCell("first");
          RefCell<Item> second = heap.memory().refCell("second");
          IntCell ready = heap.memory().intCell("ready", 0);
          Vcpu<?> maker =
              Vcpu.of(
                  "maker",
                  () -> {
                    second.set(heap.alloc(), Access.OPAQUE);
                    first.set(heap.alloc(), Access.OPAQUE);
                    ready.set(1, Access.OPAQUE);
                  });
          Vcpu<?> writer =
              Vcpu.of(
                  "writer",
                  () -> {
                    ready.await(1, Access.OPAQUE);
                    Item item = Objects.requireNonNull(first.get(Access.OPAQUE));
                    item.data.set(1, Access.OPAQUE);
                  });
          return Program.of(
              List.of(maker, writer),
              Property.always(
                  "even",
                  () -> {
                    Item item = first.get();
                    return item == null || item.data.get() != 1;
                  }));
        },
        options);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_leak_is_named_by_the_slot_of_the_interleaving(Options options) {
    Result result =
        run(
            heap ->
                one(
                    () -> {
                      Item first = heap.alloc();
                      heap.alloc();
                      heap.items().free(first);
                    },
                    Property.noLeak(heap.items())),
            options.with(Slab.Reuse.LOWEST));
    result.assertViolated("no-leak");
    assertTrue(result.text().contains("item#1 is still allocated"), result::text);
  }

  // ---- waiting ----

  /** Two vCPUs that lock two structs in opposite orders, while a third can always go on. */
  private static Program lockOrder(Heap heap, boolean isOpposite) {
    RefCell<Item> a = heap.memory().refCell("a");
    RefCell<Item> b = heap.memory().refCell("b");
    IntCell ready = heap.memory().intCell("ready", 0);
    IntCell idle = heap.memory().intCell("idle", 0);
    Vcpu<?> maker =
        Vcpu.of(
            "maker",
            () -> {
              b.set(heap.alloc(), Access.OPAQUE);
              a.set(heap.alloc(), Access.OPAQUE);
              ready.set(1, Access.OPAQUE);
            });
    Vcpu<?> server =
        new Vcpu<>(
            "server",
            0,
            state -> {
              idle.set(1 - state, Access.OPAQUE);
              return Optional.of(1 - state);
            });
    return Program.of(
        List.of(
            maker,
            Vcpu.of("forth", () -> lockBoth(ready, a, b)),
            Vcpu.of("back", () -> lockBoth(ready, isOpposite ? b : a, isOpposite ? a : b)),
            server),
        Property.noStuckVcpu());
  }

  private static void lockBoth(IntCell ready, RefCell<Item> first, RefCell<Item> second) {
    ready.await(1, Access.OPAQUE);
    Item one = Objects.requireNonNull(first.get(Access.OPAQUE));
    Item other = Objects.requireNonNull(second.get(Access.OPAQUE));
    one.lock.lock();
    other.lock.lock();
    other.lock.unlock();
    one.lock.unlock();
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_deadlock_of_some_on_locks_of_structs(Options options) {
    assertViolated("deadlock", heap -> lockOrder(heap, true), options);
    Result orderly = run(heap -> lockOrder(heap, false), options);
    assertTrue(orderly.verdict() instanceof Verdict.Verified, orderly::text);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_vcpu_that_waits_for_ever_at_a_lock_of_a_struct(Options options) {
    if (options.store() == Options.Store.FINGERPRINT) {
      return;
    }
    assertViolated(
        "no-stuck-vcpu",
        heap -> {
          RefCell<Item> cell = heap.memory().refCell("cell");
          IntCell turn = heap.memory().intCell("turn", 0);
          Vcpu<?> holder =
              new Vcpu<>(
                  "holder",
                  0,
                  state -> {
                    turn.set(1 - state, Access.OPAQUE);
                    return Optional.of(1 - state);
                  });
          List<Vcpu<?>> all = new ArrayList<>(List.of(holder));
          Runnable waiter =
              () -> {
                Item item = heap.alloc();
                cell.set(item, Access.OPAQUE);
                item.data.await(1, Access.OPAQUE);
              };
          all.add(Vcpu.of("one", waiter));
          all.add(Vcpu.of("other", waiter));
          return Program.of(all, Property.noStuckVcpu());
        },
        options);
  }

  // ---- any free slot ----

  /**
   * A stale head that comes back (ABA): one vCPU has read the top of a stack and what is below when
   * another frees both and pushes a node. Of the three free slots, the lowest is none of the two.
   */
  private static Program hiddenAba(Heap heap) {
    RefCell<Item> head = heap.memory().refCell("head");
    IntCell turn = heap.memory().intCell("turn", 0);
    Item free = heap.alloc();
    Item first = heap.alloc();
    Item second = heap.alloc();
    first.next.set(second, Access.OPAQUE);
    head.set(first, Access.OPAQUE);
    heap.items().free(free);
    Vcpu<?> popper =
        Vcpu.of(
            "popper",
            () -> {
              Item top = Objects.requireNonNull(head.get(Access.OPAQUE));
              Item next = Objects.requireNonNull(top.next.get(Access.OPAQUE));
              turn.set(1, Access.OPAQUE);
              turn.await(2, Access.OPAQUE);
              if (head.compareAndSet(top, next, Access.VOLATILE)) {
                next.data.set(1, Access.OPAQUE);
              }
            });
    Vcpu<?> recycler =
        Vcpu.of(
            "recycler",
            () -> {
              turn.await(1, Access.OPAQUE);
              Item top = Objects.requireNonNull(head.get(Access.OPAQUE));
              Item below = Objects.requireNonNull(top.next.get(Access.OPAQUE));
              heap.items().free(top);
              heap.items().free(below);
              head.set(heap.alloc(), Access.OPAQUE);
              turn.set(2, Access.OPAQUE);
            });
    return Program.of(List.of(popper, recycler));
  }

  @ParameterizedTest
  @MethodSource("searches")
  void the_lowest_free_slot_hides_what_any_free_slot_shows(Options options) {
    assertViolated("memory-safety", HeapSymmetryTest::hiddenAba, options);
    Result lowest = run(HeapSymmetryTest::hiddenAba, options.with(Slab.Reuse.LOWEST));
    assertTrue(lowest.verdict() instanceof Verdict.Verified, lowest::text);
  }

  @Test
  void slots_that_no_model_tells_apart_stay_interchangeable() {
    Options options = Options.defaults().with(Reductions.all().withHeapSymmetry(true));
    Function<Heap, Program> model =
        heap -> {
          RefCell<Item> cell = heap.memory().refCell("cell");
          Runnable body =
              () -> {
                cell.set(heap.alloc(), Access.OPAQUE);
                Item item = cell.getAndSet(null, Access.VOLATILE);
                if (item != null) {
                  heap.items().free(item);
                }
              };
          return Program.of(
              List.of(Vcpu.of("vcpu0", body), Vcpu.of("vcpu1", body)),
              Property.always(
                  "at-most-two",
                  () ->
                      IntStream.range(0, SLOTS)
                              .filter(i -> heap.items().isAllocated(heap.items().slot(i)))
                              .count()
                          <= 2));
        };
    Result with = run(model, options);
    Result without = run(model, options.with(Reductions.all().withHeapSymmetry(false)));
    assertEquals(Set.of(), Set.copyOf(with.slabs().get(0).toldApart()));
    assertEquals(SLOTS, with.slabs().get(0).interchangeable());
    assertEquals(without.verdict(), with.verdict());
    assertTrue(
        2 * with.stats().states() < without.stats().states(),
        () -> with.stats() + " and " + without.stats());
  }
}
