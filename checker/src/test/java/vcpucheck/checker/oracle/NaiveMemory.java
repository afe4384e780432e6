package vcpucheck.checker.oracle;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Output;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.checker.memory.ViolationException;

/** A sequentially consistent memory whose operations are carried out by an explorer. */
final class NaiveMemory implements Memory {
  /** How a word looks in a final state. */
  private enum Look {
    HIDDEN,
    VALUE,
    LOCK,
    SLOT
  }

  private record Word(String name, @Nullable Object initial, Look look) {}

  /** The word that counts failed allocations. */
  private static final int FAILURES = 0;

  private final List<Word> words = new ArrayList<>();

  /** From a slot's handle to its name. */
  private final IdentityHashMap<Object, String> slotNames = new IdentityHashMap<>();

  private final Cells globals = new Owner("", Operation.Target.NONE);

  private int allocationFailures;
  private @Nullable History running;
  private @Nullable Store inspected;

  NaiveMemory() {
    addWord("allocation failures", 0, Look.HIDDEN);
  }

  /** Makes the fields of one owner. */
  private final class Owner implements Cells {
    private final String prefix;
    private final int guard;

    Owner(String prefix, int guard) {
      this.prefix = prefix;
      this.guard = guard;
    }

    @Override
    public IntCell intCell(String name, int initial) {
      return IntCell.over(new NaiveNumber(cell(name, (long) initial)));
    }

    @Override
    public LongCell longCell(String name, long initial) {
      return LongCell.over(new NaiveNumber(cell(name, initial)));
    }

    @Override
    public <T> RefCell<T> refCell(String name) {
      return refCell(name, null);
    }

    @Override
    public <T> RefCell<T> refCell(String name, @Nullable T initial) {
      return RefCell.over(new NaiveObject<>(cell(name, initial)));
    }

    @Override
    public <T> ValueCell<T> valueCell(String name, T initial) {
      return ValueCell.over(new NaiveObject<>(cell(name, initial)));
    }

    @Override
    public SpinLock spinLock(String name) {
      return new NaiveLock(
          NaiveMemory.this, prefix + name, target(prefix + name, NaiveLock.FREE, Look.LOCK));
    }

    @Override
    public void expect(boolean holds, String property, String message) {
      NaiveMemory.this.expect(holds, property, message);
    }

    private <V extends @Nullable Object> NaiveCell<V> cell(String name, @Nullable Object initial) {
      return new NaiveCell<>(
          NaiveMemory.this, prefix + name, target(prefix + name, initial, Look.VALUE));
    }

    private Operation.Target target(String name, @Nullable Object initial, Look look) {
      return new Operation.Target(addWord(name, initial, look), guard);
    }
  }

  /** The store before anything has run. */
  Store initialStore() {
    List<@Nullable Object> values = new ArrayList<>();
    words.forEach(word -> values.add(word.initial()));
    return Store.of(values);
  }

  @Nullable Object initial(int word) {
    return words.get(word).initial();
  }

  /** Sets how many allocations can fail. */
  void allowAllocationFailures(int budget) {
    allocationFailures = budget;
  }

  boolean canFail(Store store) {
    return store.number(FAILURES) < allocationFailures;
  }

  void failOnce(Store store) {
    store.set(FAILURES, store.number(FAILURES) + 1);
  }

  /** Whether a vCPU holds any lock. */
  boolean holdsLock(Store store, int vcpu) {
    for (int word = 0; word < words.size(); word++) {
      if (words.get(word).look() == Look.LOCK && store.number(word) == vcpu) {
        return true;
      }
    }
    return false;
  }

  /** The canonical form of a store: from the name of each cell, lock and slot to its value. */
  Map<String, String> describe(Store store) {
    Map<String, String> description = new TreeMap<>();
    for (int index = 0; index < words.size(); index++) {
      Word word = words.get(index);
      switch (word.look()) {
        case HIDDEN -> {}
        case VALUE -> description.put(word.name(), text(store.get(index)));
        case LOCK ->
            description.put(word.name(), store.number(index) == NaiveLock.FREE ? "free" : "held");
        case SLOT -> description.put(word.name(), store.isTrue(index) ? "allocated" : "free");
      }
    }
    return description;
  }

  /** A lock that is held. */
  record Held(int vcpu) {}

  /** The value of each word of a store by its name; of a lock that is held, by whom. */
  Map<String, Object> values(Store store) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int index = 0; index < words.size(); index++) {
      boolean isHeld =
          words.get(index).look() == Look.LOCK && store.number(index) != NaiveLock.FREE;
      values.put(
          words.get(index).name(),
          isHeld ? new Held(store.number(index)) : Optional.ofNullable(store.get(index)));
    }
    return values;
  }

  /** The names of the slots, by their handles. */
  Map<Object, String> slotNames() {
    return slotNames;
  }

  /** Lets code run against a history; null when it has been unwound. */
  void replay(@Nullable History history) {
    running = history;
  }

  /** Lets properties look at a store; null when they have. */
  void inspect(@Nullable Store store) {
    inspected = store;
  }

  /** The store that properties look at. */
  Store inspected() {
    if (inspected == null) {
      throw new IllegalStateException("only properties may look at the memory from outside");
    }
    return inspected;
  }

  /** Carries out an operation of the running vCPU, or a load of a property. */
  @Nullable Object step(Operation operation) {
    if (running != null) {
      return running.answer(operation);
    }
    return operation.action().run(inspected(), 0, 0);
  }

  private History running() {
    if (running == null) {
      throw new IllegalStateException("only a running vCPU may do this");
    }
    return running;
  }

  private int addWord(String name, @Nullable Object initial, Look look) {
    words.add(new Word(name, initial, look));
    return words.size() - 1;
  }

  private String text(@Nullable Object value) {
    String slot = value == null ? null : slotNames.get(value);
    return slot == null ? String.valueOf(value) : slot;
  }

  @Override
  public IntCell intCell(String name, int initial) {
    return globals.intCell(name, initial);
  }

  @Override
  public LongCell longCell(String name, long initial) {
    return globals.longCell(name, initial);
  }

  @Override
  public <T> RefCell<T> refCell(String name) {
    return globals.refCell(name);
  }

  @Override
  public <T> RefCell<T> refCell(String name, @Nullable T initial) {
    return globals.refCell(name, initial);
  }

  @Override
  public <T> ValueCell<T> valueCell(String name, T initial) {
    return globals.valueCell(name, initial);
  }

  @Override
  public SpinLock spinLock(String name) {
    return globals.spinLock(name);
  }

  @Override
  public <T> Slab<T> slab(
      String name, int capacity, Slab.Reuse reuse, Function<Cells, T> constructor) {
    List<NaiveSlab.Slot<T>> slots = new ArrayList<>();
    for (int index = 0; index < capacity; index++) {
      String slotName = name + "#" + index;
      int guard = addWord(slotName, false, Look.SLOT);
      T handle = constructor.apply(new Owner(slotName + ".", guard));
      slotNames.put(handle, slotName);
      slots.add(new NaiveSlab.Slot<>(handle, guard, words.size()));
    }
    return new NaiveSlab<>(
        this, name, reuse, slots, addWord("allocations of " + name, 0, Look.HIDDEN));
  }

  @Override
  public int choose(String what, int alternatives) {
    Object choice =
        step(
            new Operation(
                "choose " + what,
                Operation.Target.NOTHING,
                Operation.Effect.SYNCHRONISING,
                store -> true,
                store -> alternatives,
                (store, vcpu, alternative) -> alternative));
    return choice instanceof Integer number ? number : 0;
  }

  @Override
  public Output output(String name) {
    ValueCell<List<String>> shown = valueCell("output " + name, List.of());
    return value ->
        shown.update(
            before -> Stream.concat(before.stream(), Stream.of(String.valueOf(value))).toList(),
            Access.OPAQUE);
  }

  @Override
  public void fence(Fence fence) {
    step(
        new Operation(
            "fence " + fence,
            Operation.Target.NOTHING,
            Operation.Effect.SYNCHRONISING,
            store -> true,
            store -> 1,
            (store, vcpu, alternative) -> null));
  }

  @Override
  public <R extends @Nullable Object> R call(Supplier<R> body) {
    return running().call(body);
  }

  @Override
  public <S, R extends @Nullable Object> R loop(S initial, Function<S, Iteration<S, R>> body) {
    return running().loop(initial, body);
  }

  @Override
  public void expect(boolean holds, String property, String message) {
    if (!holds) {
      throw new ViolationException(property, message);
    }
  }

  @Override
  public void assume(boolean holds) {
    if (!holds) {
      throw new CutException();
    }
  }

  @Override
  public void debugAssert(boolean holds, String text) {
    expect(holds, BuiltInProperty.DEBUG_ASSERTION, text);
  }
}
