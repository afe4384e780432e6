package vcpucheck.checker.machine.operation;

import com.google.common.primitives.Ints;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.value.InternTable;
import vcpucheck.checker.machine.value.ValueDomain;
import vcpucheck.checker.memory.GhostValue;
import vcpucheck.checker.memory.OrderedUpdate;
import vcpucheck.checker.memory.OrderedUpdate.Known;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.ModelException;

/**
 * The shared variables of one program, their values at the start, and which of them are the fields
 * of which slab.
 *
 * <p>Variable {@link #NONE} stands for no variable: it has one value for ever, takes no bits, and
 * lets operations without a variable be treated as all others.
 */
public final class Variables {
  /** The variable of operations that have none. */
  public static final int NONE = 0;

  /** A slot that was never allocated, or is free to be reused. Values of a life are its codes. */
  public static final int FREE = 0;

  /** A slot in use. */
  public static final int ALLOCATED = 1;

  /** A freed slot that is never reused. */
  public static final int DEAD = 2;

  /** The low half of a number. */
  private static final long HALF = 0xFFFF_FFFFL;

  private final List<Variable> variables = new ArrayList<>();
  private final List<ValueDomain> domains = new ArrayList<>();
  private final List<Long> start = new ArrayList<>();
  private final List<Heap> heaps = new ArrayList<>();
  private final Map<Integer, Heap> heapOfLife = new HashMap<>();
  private final InternTable values = new InternTable();

  /** For each life variable its slot's object, else {@link InternTable#NULL}. */
  private int[] slotObjects = new int[16];

  private final IdentityHashMap<Object, String> slotNames = new IdentityHashMap<>();
  private final List<Addresses> addresses = new ArrayList<>();
  private final Map<Integer, String> toldApart = new HashMap<>();
  private final int budget;
  private int growth;

  /** Makes the variables of an empty program. */
  public Variables() {
    add("nothing", Variable.Type.NUMBER, NONE, 0);
    budget = add("allocation failures left", Variable.Type.BUDGET, NONE, 0);
  }

  /**
   * A slab's slots.
   *
   * @param name the C struct's name
   * @param reuse which free slot an allocation takes
   * @param life for each slot, the variable that says whether it is allocated
   * @param first for each slot, its first field
   * @param end for each slot, the variable after its last field
   */
  public record Heap(
      String name, Slab.Reuse reuse, List<Integer> life, List<Integer> first, List<Integer> end) {
    /** How many slots there are. */
    public int capacity() {
      return life.size();
    }

    /** What is wrong if an allocation finds no slot that is free. */
    public ModelException full() {
      return new ModelException(
          "a slab must have room for every allocation: slab="
              + name
              + ", capacity="
              + capacity()
              + "; make the slab larger");
    }
  }

  /**
   * The addresses of a slab's slots, one range of numbers after the other.
   *
   * @param heap the slab's number
   * @param base the first address of the first slot
   * @param stride how many addresses a slot has
   * @param capacity how many slots there are
   */
  public record Addresses(int heap, long base, long stride, int capacity) {
    /** The index of the slot that a number is an address of, or -1. */
    public int index(long number) {
      long distance = number - base;
      return distance >= 0 && distance < stride * capacity ? (int) (distance / stride) : -1;
    }
  }

  /**
   * Adds a variable.
   *
   * @param slot the slot's life variable, or {@link #NONE}
   * @param zero its value after allocation, and at the start
   * @return its number
   */
  public int add(String name, Variable.Type type, int slot, long zero) {
    variables.add(new Variable(variables.size(), name, type, slot));
    domains.add(new ValueDomain(zero));
    start.add(zero);
    return variables.size() - 1;
  }

  /**
   * Adds a slab, after its slots and their fields.
   *
   * @return the slab's number
   */
  public int add(Heap heap) {
    for (int life : heap.life()) {
      heapOfLife.put(life, heap);
      encode(life, ALLOCATED);
      if (heap.reuse() == Slab.Reuse.NEVER) {
        encode(life, DEAD);
      }
    }
    heaps.add(heap);
    return heaps.size() - 1;
  }

  /**
   * Declares that numbers are addresses of a slab's slots; so are their low halves, if they are
   * wider than 32 bits.
   */
  public void add(Addresses range) {
    addresses.add(range);
    long low = range.base() & HALF;
    if (low != range.base()) {
      addresses.add(new Addresses(range.heap(), low, range.stride(), range.capacity()));
    }
  }

  /** Which numbers are addresses of slots. */
  public List<Addresses> addresses() {
    return addresses;
  }

  /** Whether some numbers are addresses of slots. */
  public boolean hasAddresses() {
    return !addresses.isEmpty();
  }

  // ---- slots of one slab ----

  /** Whether the slots of a slab have the same fields. */
  public boolean areAlike(int number) {
    Heap heap = heap(number);
    for (int slot = 1; slot < heap.capacity(); slot++) {
      if (!areAlike(heap, 0, slot)) {
        return false;
      }
    }
    return true;
  }

  private boolean areAlike(Heap heap, int one, int other) {
    int from = heap.first().get(one);
    int to = heap.first().get(other);
    int fields = heap.end().get(one) - from;
    if (heap.end().get(other) - to != fields) {
      return false;
    }
    for (int field = 0; field < fields; field++) {
      if (variables.get(from + field).type() != variables.get(to + field).type()
          || decode(from + field, 0) != decode(to + field, 0)) {
        return false;
      }
    }
    return true;
  }

  /** The variables that have the same place in a slab's slots as one, itself included. */
  public List<Integer> alike(int index) {
    for (Heap heap : heaps) {
      if (heap.life().contains(index)) {
        return heap.life();
      }
      for (int slot = 0; slot < heap.capacity(); slot++) {
        if (heap.first().get(slot) <= index && index < heap.end().get(slot)) {
          return alike(heap, index - heap.first().get(slot));
        }
      }
    }
    return List.of(index);
  }

  private static List<Integer> alike(Heap heap, int field) {
    return IntStream.range(0, heap.capacity())
        .filter(slot -> heap.first().get(slot) + field < heap.end().get(slot))
        .mapToObj(slot -> heap.first().get(slot) + field)
        .toList();
  }

  /**
   * Lets fields that have the same place in slots of one slab share their codes, so that exchanging
   * slots changes no code. Nothing but values at allocation may have been encoded.
   */
  public void shareCodes() {
    for (int number = 0; number < heaps(); number++) {
      Heap heap = heap(number);
      for (int slot = 1; slot < heap.capacity() && areAlike(number); slot++) {
        domains.set(heap.life().get(slot), domains.get(heap.life().get(0)));
        int fields = heap.end().get(slot) - heap.first().get(slot);
        for (int field = 0; field < fields; field++) {
          domains.set(heap.first().get(slot) + field, domains.get(heap.first().get(0) + field));
        }
      }
    }
  }

  /**
   * Notes that running code tells slots of a slab apart other than by equality.
   *
   * @param how one phrase: what does it
   */
  public void tellApart(int heap, String how) {
    if (toldApart.putIfAbsent(heap, how) == null) {
      growth++;
    }
  }

  /** What tells slots of a slab apart; null if nothing does, as far as is known. */
  public @Nullable String toldApart(int heap) {
    return toldApart.get(heap);
  }

  /** Grows whenever more becomes known of variables: new codes, or slots that are told apart. */
  public int growth() {
    return growth;
  }

  /** How many slabs there are. */
  public int heaps() {
    return heaps.size();
  }

  /** A slab by its number. */
  public Heap heap(int number) {
    return heaps.get(number);
  }

  /** The slab of a slot. */
  public Heap heapOfSlot(int life) {
    Heap heap = heapOfLife.get(life);
    if (heap == null) {
      throw new AssertionError("checker bug: no slab has the slot variable " + life);
    }
    return heap;
  }

  /** How many variables there are, {@link #NONE} included. */
  public int size() {
    return variables.size();
  }

  /** A variable by its number. */
  public Variable variable(int index) {
    return variables.get(index);
  }

  /** The objects that are values of variables. */
  public InternTable values() {
    return values;
  }

  /** The variable that counts the allocations that may still fail. */
  public int budget() {
    return budget;
  }

  /** Whether a variable is of the verification only: no hardware has it. */
  public boolean isGhost(int index) {
    @Nullable Object first =
        variables.get(index).type() == Variable.Type.OBJECT ? values.object(start(index)) : null;
    return first != null && first.getClass().isAnnotationPresent(GhostValue.class);
  }

  /** The value of a variable at the start. */
  public long start(int index) {
    return start.get(index);
  }

  /** Sets the value of a variable at the start. */
  public void setStart(int index, long value) {
    start.set(index, value);
  }

  /** Frees a slot at the start: its fields get the values that allocation gives. */
  public void resetStart(int life) {
    Heap heap = heapOfSlot(life);
    int slot = heap.life().indexOf(life);
    for (int field = heap.first().get(slot); field < heap.end().get(slot); field++) {
      start.set(field, domains.get(field).decode(0));
    }
    start.set(life, (long) (heap.reuse() == Slab.Reuse.NEVER ? DEAD : FREE));
  }

  /** The value that stands behind a code. */
  public long decode(int index, int code) {
    return domains.get(index).decode(code);
  }

  /** The code of a value. */
  public int encode(int index, long value) {
    ValueDomain domain = domains.get(index);
    int known = domain.size();
    int code = domain.encode(value);
    growth += domain.size() - known;
    return code;
  }

  /** How many codes a variable has. */
  public int codes(int index) {
    return domains.get(index).size();
  }

  /** Gives codes to the values at the start, and to each number of allocations that may fail. */
  public void encodeStarts() {
    for (int variable = 0; variable < size(); variable++) {
      encode(variable, start(variable));
    }
    for (long failures = 0; failures < start(budget()); failures++) {
      encode(budget(), failures);
    }
  }

  /** Writes all that is known of the variables. */
  public void describe(DataOutput out) throws IOException {
    for (Variable variable : variables) {
      out.writeChars(variable + "\n");
      out.writeLong(start(variable.index()));
      for (int code = 0; code < codes(variable.index()); code++) {
        out.writeLong(decode(variable.index(), code));
      }
    }
    for (Heap heap : heaps) {
      out.writeChars(heap + "\n");
    }
    values.describe(out);
  }

  /**
   * A variable's value as text that can be compared across searches: a slot has its name, but not
   * where it is part of something else.
   */
  public String comparedText(int index, long value) {
    @Nullable Object object =
        variables.get(index).type() == Variable.Type.OBJECT ? values.object(value) : null;
    return object == null
        ? text(index, value)
        : Objects.requireNonNullElseGet(slotNames.get(object), object::toString);
  }

  /** A variable's value as text: what reports print. */
  public String text(int index, long value) {
    return switch (variables.get(index).type()) {
      case NUMBER, BUDGET -> Long.toString(value);
      case OBJECT -> objectText(value);
      case LOCK -> value == 0 ? "free" : "held";
      case SLOT -> value == ALLOCATED ? "allocated" : "free";
    };
  }

  /** An object's text by its number. */
  public String objectText(long number) {
    return text(values.object(number));
  }

  /** An object's text, in which slots have their names wherever they are. */
  public String text(@Nullable Object object) {
    return new ObjectText(slotNames).of(object);
  }

  /**
   * Introduces a slab's slot: its struct handle becomes an object that variables can point to.
   *
   * @param life the slot's life variable
   * @param name the slot's name in reports
   */
  public void addSlot(int life, Object handle, String name) {
    if (slotNames.keySet().stream().anyMatch(handle::equals)) {
      throw new IllegalArgumentException(
          "struct handles are known by equals, so those of two slots must differ: slot="
              + name
              + ", handle="
              + handle
              + "; make the handle a class, or a record that has a cell");
    }
    slotObjects = Ints.ensureCapacity(slotObjects, life + 1, life);
    slotObjects[life] = values.addSlot(handle);
    slotNames.put(handle, name);
  }

  /** The object number of the slot that has a life variable. */
  public int slotObject(int life) {
    return life < slotObjects.length ? slotObjects[life] : InternTable.NULL;
  }

  /**
   * Applies a function to an object.
   *
   * @param function the number of a {@link Function}
   * @param object the number of its argument
   * @return the number of its result
   * @throws ModelException if it throws
   */
  public long apply(long function, long object) {
    @SuppressWarnings("unchecked") // the cells that make such operations have checked the types
    Function<Object, Object> body = (Function<Object, Object>) values.nonNull(function);
    return apply(body, object);
  }

  /** As {@link #apply}, of an update that is told what happens before it. */
  public long apply(long function, long object, Known known) {
    @SuppressWarnings("unchecked") // the cells that make such operations have checked the types
    OrderedUpdate<Object> body = (OrderedUpdate<Object>) values.nonNull(function);
    return apply((Function<Object, Object>) before -> body.apply(before, known), object);
  }

  private long apply(Function<Object, Object> body, long object) {
    Object argument = values.nonNull(object);
    try {
      return values.number(body.apply(argument));
    } catch (ModelException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      throw new ModelException(
          "a function of a cell's value must have an answer for each value: function="
              + body
              + ", value="
              + argument
              + ", thrown="
              + e,
          e);
    }
  }
}
