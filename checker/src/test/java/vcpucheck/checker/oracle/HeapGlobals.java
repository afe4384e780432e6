package vcpucheck.checker.oracle;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SlotAddresses;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.checker.model.Linearizability;
import vcpucheck.checker.model.Specification;

/**
 * What generated programs about heaps share: pointers to slots in every place where one can be.
 *
 * @param numbers cells of integers
 * @param pointers cells of pointers to items
 * @param box a cell of pointers to boxes
 * @param chain a list of items
 * @param group a set of items
 * @param address holds the address of an item
 * @param captured an item that code knows without having observed it, if it does
 * @param made all items, gathered while they were made, where no search for captured objects looks
 * @param histories remember how the first number is asked for
 */
record HeapGlobals(
    Memory memory,
    List<IntCell> numbers,
    List<RefCell<Item>> pointers,
    RefCell<Box> box,
    ValueCell<Chain> chain,
    ValueCell<Set<Item>> group,
    LongCell address,
    SpinLock lock,
    Slab<Item> items,
    Slab<Box> boxes,
    SlotAddresses<Item> addresses,
    Optional<Item> captured,
    SoftReference<List<Item>> made,
    Linearizability<Integer, String, Integer> histories) {
  /** The first address of an item: more than 32 bits. */
  static final long BASE = 0x8_1200_0000L;

  static final long STRIDE = 0x1000;

  /** A struct with a pointer to another of its kind. */
  static final class Item {
    private final IntCell data;
    private final RefCell<Item> next;
    private final SpinLock lock;

    /** Which one it is: what C code could not know. */
    private final int serial;

    Item(Cells cells, int serial) {
      this.serial = serial;
      data = cells.intCell("data", 0);
      next = cells.refCell("next");
      lock = cells.spinLock("lock");
    }

    IntCell data() {
      return data;
    }

    RefCell<Item> next() {
      return next;
    }

    SpinLock lock() {
      return lock;
    }

    int serial() {
      return serial;
    }

    @Override
    public String toString() {
      return "item";
    }
  }

  /** A struct with a pointer to one of another kind, beside a number. */
  record Box(ValueCell<Tagged> content) {
    static Box in(Cells cells) {
      return new Box(cells.valueCell("content", new Tagged(null, 0)));
    }

    @Override
    public String toString() {
      return "box";
    }
  }

  /** A pointer and a number. */
  record Tagged(@Nullable Item item, int tag) {}

  /** A list of pointers. */
  record Chain(List<Item> items) {
    static final Chain EMPTY = new Chain(List.of());
    static final int LONGEST = 2;
  }

  /** Adds an item in front of a chain. */
  record Push(Item item) implements UnaryOperator<Chain> {
    @Override
    public Chain apply(Chain chain) {
      List<Item> items = new ArrayList<>(chain.items());
      items.add(0, item);
      return new Chain(List.copyOf(items.subList(0, Math.min(items.size(), Chain.LONGEST))));
    }
  }

  /** Where an item is in a chain. */
  record Find(Item item) implements Function<Chain, Integer> {
    @Override
    public Integer apply(Chain chain) {
      return chain.items().indexOf(item);
    }
  }

  /** Adds an item to a set. */
  record Add(Item item) implements UnaryOperator<Set<Item>> {
    @Override
    public Set<Item> apply(Set<Item> set) {
      Set<Item> items = new HashSet<>(set);
      items.add(item);
      return Set.copyOf(items);
    }
  }

  /** A counter that answers how often it was asked, modulo 2. */
  record Parity() implements Specification<Integer, String, Integer> {
    @Override
    public Integer initial() {
      return 0;
    }

    @Override
    public Next<Integer, Integer> apply(Integer state, String operation) {
      return new Next<>((state + 1) % 2, state);
    }
  }

  static HeapGlobals in(Memory memory, int items, int boxes, Slab.Reuse reuse, boolean isCaptured) {
    List<Item> made = new ArrayList<>();
    Slab<Item> slab =
        memory.slab(
            "item",
            items,
            reuse,
            cells -> {
              made.add(new Item(cells, made.size()));
              return made.get(made.size() - 1);
            });
    return new HeapGlobals(
        memory,
        IntStream.range(0, 2).mapToObj(number -> memory.intCell("x" + number, 0)).toList(),
        IntStream.range(0, 2).mapToObj(number -> memory.<Item>refCell("p" + number)).toList(),
        memory.refCell("box"),
        memory.valueCell("chain", Chain.EMPTY),
        memory.valueCell("group", Set.of()),
        memory.longCell("address", 0),
        memory.spinLock("lock"),
        slab,
        memory.slab("box", boxes, reuse, Box::in),
        slab.addresses(BASE, STRIDE),
        isCaptured ? Optional.of(slab.slot(items - 1)) : Optional.empty(),
        new SoftReference<>(List.copyOf(made)),
        new Linearizability<>(memory, "parity", new Parity()));
  }
}
