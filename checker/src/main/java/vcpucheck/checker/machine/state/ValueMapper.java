package vcpucheck.checker.machine.state;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.value.RecordParts;
import vcpucheck.checker.memory.ImmutableValue;

/**
 * What a permutation of slots makes of values: struct handles and addresses of slots are replaced,
 * wherever in an immutable object they stand, and all else stays.
 */
public final class ValueMapper {
  private final Variables variables;
  private final Slots slots;
  private final HandleSearch handles;

  /** For each object by its number the slots that it refers to, as far as was asked. */
  private int[] @Nullable [] slotsOfObject = new int[64][];

  /** Makes a mapper for a program whose slabs have all been made. */
  public ValueMapper(Variables variables, Slots slots) {
    this.variables = variables;
    this.slots = slots;
    handles = new HandleSearch(slots);
  }

  /** The slots that permutations act on. */
  public Slots slots() {
    return slots;
  }

  // ---- values of variables, and operands and results of operations ----

  /** Whether values of a variable are numbers of objects, and not numbers. */
  private boolean isObject(int variable) {
    return variables.variable(variable).type() == Variable.Type.OBJECT;
  }

  /** Whether values of a variable may refer to slots. */
  boolean mayRefer(int variable) {
    return isObject(variable)
        || (variables.variable(variable).type() == Variable.Type.NUMBER
            && variables.hasAddresses());
  }

  /** A value of a variable, as an object. */
  @Nullable Object value(int variable, long value) {
    return isObject(variable) ? variables.values().object(value) : (Object) value;
  }

  /** What a permutation makes of a value of a variable. */
  long image(int variable, long value, IntUnaryOperator permutation) {
    if (isObject(variable)) {
      return imageOfObject(value, permutation);
    }
    return variables.variable(variable).type() == Variable.Type.NUMBER
        ? imageOfAddress(value, permutation)
        : value;
  }

  /** What a permutation makes of an object, both by their numbers. */
  public long imageOfObject(long number, IntUnaryOperator permutation) {
    return moves(slotsOfObject(number), permutation)
        ? variables.values().number(image(variables.values().object(number), permutation))
        : number;
  }

  /* All slots are shown to the permutation, which may collect them. */
  private static boolean moves(int[] on, IntUnaryOperator permutation) {
    boolean isMoved = false;
    for (int slot : on) {
      isMoved |= permutation.applyAsInt(slot) != slot;
    }
    return isMoved;
  }

  /** The slots that the object with a number refers to, as in {@link #slotsIn}. */
  public int[] slotsOfObject(long number) {
    int at = Math.toIntExact(number);
    if (at >= slotsOfObject.length) {
      slotsOfObject = Arrays.copyOf(slotsOfObject, Math.max(at + 1, slotsOfObject.length * 2));
    }
    int[] known = slotsOfObject[at];
    if (known == null) {
      known = slotsIn(variables.values().object(number));
      slotsOfObject[at] = known;
    }
    return known;
  }

  /** The slots that the result of an operation refers to, as in {@link #slotsIn}. */
  public int[] slotsOfResult(Op op, long result) {
    return returnsObject(op) ? slotsOfObject(result) : slotsIn((Object) result);
  }

  /** Whether the result of an operation is the number of an object. */
  public boolean returnsObject(Op op) {
    return switch (op.kind()) {
      case ALLOC, PROJECT -> true;
      default -> op.kind().returnsValue() && isObject(op.variable());
    };
  }

  /** What a permutation makes of the result of an operation. */
  public long imageOfResult(Op op, long result, IntUnaryOperator permutation) {
    if (returnsObject(op)) {
      return imageOfObject(result, permutation);
    }
    return op.kind().returnsValue() ? imageOfAddress(result, permutation) : result;
  }

  /** The result of an operation as an object. */
  public @Nullable Object result(Op op, long result) {
    return returnsObject(op) ? variables.values().object(result) : (Object) result;
  }

  /** Whether an operation is what a permutation makes of another. */
  public boolean isImage(Op op, Op of, int[] permutation) {
    if (op.kind() != of.kind()
        || op.access() != of.access()
        || op.variable() != slots.image(of.variable(), permutation)) {
      return false;
    }
    IntUnaryOperator map = slot -> permutation[slot];
    return switch (op.kind()) {
      case STORE, SWAP, AWAIT, AWAIT_NOT -> isImage(op.variable(), op.a(), of.a(), map);
      case COMPARE_AND_SET, COMPARE_AND_EXCHANGE ->
          isImage(op.variable(), op.a(), of.a(), map)
              && isImage(op.variable(), op.b(), of.b(), map);
      case ADD_UNLESS_INT, ADD_UNLESS_LONG ->
          op.a() == of.a() && isImage(op.variable(), op.b(), of.b(), map);
      case PROJECT, UPDATE -> isImageOfObject(op.a(), of.a(), map);
      case FAIL -> true; /* the message may name slots */
      default -> op.a() == of.a() && op.b() == of.b();
    };
  }

  private boolean isImage(int variable, long operand, long of, IntUnaryOperator map) {
    return isObject(variable)
        ? isImageOfObject(operand, of, map)
        : operand == image(variable, of, map);
  }

  private boolean isImageOfObject(long number, long of, IntUnaryOperator map) {
    return moves(slotsOfObject(of), map)
        ? Objects.equals(
            variables.values().object(number), image(variables.values().object(of), map))
        : number == of;
  }

  /** The slots that an operation is on or that its operands refer to. */
  public BitSet slotsOf(Op op) {
    BitSet found = new BitSet();
    IntUnaryOperator collector = collector(found);
    int slot = slots.ofVariable(op.variable());
    if (slot != Slots.NONE) {
      found.set(slot);
    }
    switch (op.kind()) {
      case STORE, SWAP, AWAIT, AWAIT_NOT -> image(op.variable(), op.a(), collector);
      case COMPARE_AND_SET, COMPARE_AND_EXCHANGE -> {
        image(op.variable(), op.a(), collector);
        image(op.variable(), op.b(), collector);
      }
      case ADD_UNLESS_INT, ADD_UNLESS_LONG -> image(op.variable(), op.b(), collector);
      case PROJECT, UPDATE -> imageOfObject(op.a(), collector);
      default -> {}
    }
    return found;
  }

  private static IntUnaryOperator collector(BitSet found) {
    return slot -> {
      found.set(slot);
      return slot;
    };
  }

  // ---- addresses ----

  private long imageOfAddress(long value, IntUnaryOperator permutation) {
    for (Variables.Addresses range : variables.addresses()) {
      int index = range.index(value);
      if (index >= 0) {
        int begin = slots.begin(range.heap());
        int image = permutation.applyAsInt(begin + index) - begin;
        return value + (image - index) * range.stride();
      }
    }
    return value;
  }

  // ---- objects ----

  /**
   * The slots that an object refers to, in the order of their first occurrence; those in one set or
   * map, which has no order, by number.
   */
  public int[] slotsIn(@Nullable Object object) {
    Set<Integer> found = new LinkedHashSet<>();
    image(
        object,
        slot -> {
          found.add(slot);
          return slot;
        });
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * What a permutation makes of an object.
   *
   * @return the same object if it refers to no slot that moves
   * @throws Asymmetry if the object refers to slots where they cannot be replaced
   */
  public @Nullable Object image(@Nullable Object object, IntUnaryOperator permutation) {
    if (object == null || object instanceof String || object instanceof Enum<?>) {
      return object;
    }
    int slot = slots.ofHandle(object);
    if (slot != Slots.NONE) {
      int target = permutation.applyAsInt(slot);
      return target == slot ? object : slots.handle(target);
    }
    if (object instanceof Long number) {
      long image = imageOfAddress(number, permutation);
      return image == number ? object : (Object) image;
    }
    if (object instanceof Integer number) {
      long image = imageOfAddress(number, permutation);
      return image == number ? object : (Object) (int) image;
    }
    if (object.getClass().isAnnotationPresent(ImmutableValue.class)) {
      return opaque(object, permutation);
    }
    if (object instanceof Record value) {
      return imageOfRecord(value, permutation);
    }
    if (object instanceof Optional<?> optional) {
      @Nullable Object part = optional.orElse(null);
      @Nullable Object image = image(part, permutation);
      return image == part ? object : Optional.ofNullable(image);
    }
    return imageOfCollection(object, permutation);
  }

  private Object imageOfRecord(Record value, IntUnaryOperator permutation) {
    RecordParts parts = RecordParts.of(value.getClass());
    @Nullable Object[] images = parts.get(value);
    boolean isChanged = false;
    for (int i = 0; i < images.length; i++) {
      @Nullable Object part = images[i];
      images[i] = image(part, permutation);
      isChanged |= images[i] != part;
    }
    return isChanged ? parts.with(images).orElseThrow(() -> fixedIn(value, images)) : value;
  }

  private Asymmetry fixedIn(Record value, @Nullable Object[] parts) {
    BitSet found = new BitSet();
    Arrays.stream(parts).forEach(part -> image(part, collector(found)));
    return fixed(found, value);
  }

  private Object imageOfCollection(Object object, IntUnaryOperator permutation) {
    if (object instanceof ImmutableSortedSet<?> || object instanceof ImmutableSortedMap<?, ?>) {
      return opaque(object, permutation);
    }
    if (object instanceof List<?> list) {
      List<?> image = images(list, permutation);
      if (image.equals(list)) {
        return object;
      }
      return object instanceof ImmutableList<?> ? ImmutableList.copyOf(image) : image;
    }
    if (object instanceof Set<?> set) {
      return imageOfSet(set, permutation);
    }
    if (object instanceof Map<?, ?> map) {
      return imageOfMap(map, permutation);
    }
    boolean isOpaque =
        object instanceof ImmutableCollection<?> || object.getClass().getClassLoader() != null;
    return isOpaque ? opaque(object, permutation) : object;
  }

  private List<?> images(Collection<?> parts, IntUnaryOperator permutation) {
    List<@Nullable Object> images = new ArrayList<>();
    parts.forEach(part -> images.add(image(part, permutation)));
    return images.stream().toList(); /* unlike List.copyOf, it may contain null */
  }

  private Object imageOfSet(Set<?> set, IntUnaryOperator permutation) {
    visitInOrder(set, permutation);
    Set<?> image = new LinkedHashSet<>(images(set, permutation));
    if (image.equals(set)) {
      return set;
    }
    return set instanceof ImmutableSet<?> ? ImmutableSet.copyOf(image) : Set.copyOf(image);
  }

  private Object imageOfMap(Map<?, ?> map, IntUnaryOperator permutation) {
    List<Object> parts = new ArrayList<>(map.keySet());
    parts.addAll(map.values());
    visitInOrder(parts, permutation);
    Map<Object, Object> image = new LinkedHashMap<>();
    map.forEach(
        (key, value) ->
            image.put(nonNull(image(key, permutation)), nonNull(image(value, permutation))));
    if (image.equals(map)) {
      return map;
    }
    return map instanceof ImmutableMap<?, ?> ? ImmutableMap.copyOf(image) : Map.copyOf(image);
  }

  private static Object nonNull(@Nullable Object image) {
    if (image == null) {
      throw new AssertionError("checker bug: the image of an object is null");
    }
    return image;
  }

  /*
   * A set of the Java library is iterated in an order that differs between two runs of the checker,
   * and a permutation may be asked in that order: so the slots are shown to it by number before.
   */
  private void visitInOrder(Collection<?> parts, IntUnaryOperator permutation) {
    BitSet found = new BitSet();
    parts.forEach(part -> image(part, collector(found)));
    for (int slot = found.nextSetBit(0); slot >= 0; slot = found.nextSetBit(slot + 1)) {
      int unused = permutation.applyAsInt(slot);
    }
  }

  /** An object that cannot be taken apart: no slot that it refers to must move. */
  private Object opaque(Object object, IntUnaryOperator permutation) {
    BitSet found = handles.in(object);
    if (found.stream().filter(slot -> permutation.applyAsInt(slot) != slot).count() > 0) {
      throw fixed(found, object);
    }
    return object;
  }

  /** Slots that an object refers to cannot be exchanged there; nor are others of their slabs. */
  private Asymmetry fixed(BitSet found, Object in) {
    BitSet all = new BitSet();
    found.stream()
        .map(slots::slab)
        .forEach(slab -> all.set(slots.begin(slab), slots.begin(slab + 1)));
    return new Asymmetry(
        all,
        "in an object of "
            + in.getClass().getName()
            + ", which refers to "
            + slots.name(found.nextSetBit(0))
            + ", slots cannot be exchanged");
  }
}
