package vcpucheck.checker.machine.state;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import vcpucheck.checker.machine.operation.Variables;

/**
 * The slots of all slabs, numbered through, and how a permutation of them acts on variables.
 *
 * <p>A permutation is an array that says for each slot which one it becomes; it never leaves a
 * slab.
 */
public final class Slots {
  /** No slot. */
  public static final int NONE = -1;

  private final Variables variables;

  /** For each slot, the number of its slab. */
  private final int[] slab;

  /** For each slot, the variable that says whether it is allocated. */
  private final int[] life;

  /** For each slot, its first field, and the variable after its last. */
  private final int[] first;

  private final int[] end;

  /** For each slab, its first slot, and after the last slab the number of slots. */
  private final int[] begin;

  /** For each variable, the slot that it is the life or a field of. */
  private final int[] ofVariable;

  private final IdentityHashMap<Object, Integer> ofHandle = new IdentityHashMap<>();

  /**
   * Handles are values, known by equals: an equal object of one of their classes is the slot too.
   */
  private final Map<Object, Integer> ofEqual = new HashMap<>();

  private final Set<Class<?>> handleTypes = new HashSet<>();

  /** Lists the slots of a program whose slabs have all been made. */
  public Slots(Variables variables) {
    this.variables = variables;
    begin = new int[variables.heaps() + 1];
    for (int number = 0; number < variables.heaps(); number++) {
      begin[number + 1] = begin[number] + variables.heap(number).capacity();
    }
    int count = begin[variables.heaps()];
    slab = new int[count];
    life = new int[count];
    first = new int[count];
    end = new int[count];
    ofVariable = new int[variables.size()];
    Arrays.fill(ofVariable, NONE);
    for (int number = 0; number < variables.heaps(); number++) {
      list(number, variables.heap(number));
    }
  }

  private void list(int number, Variables.Heap heap) {
    for (int index = 0; index < heap.capacity(); index++) {
      int slot = begin[number] + index;
      slab[slot] = number;
      life[slot] = heap.life().get(index);
      first[slot] = heap.first().get(index);
      end[slot] = heap.end().get(index);
      ofVariable[life[slot]] = slot;
      Arrays.fill(ofVariable, first[slot], end[slot], slot);
      ofHandle.put(handle(slot), slot);
      ofEqual.put(handle(slot), slot);
      handleTypes.add(handle(slot).getClass());
    }
  }

  /** How many slots there are. */
  public int count() {
    return slab.length;
  }

  /** How many slabs there are. */
  public int slabs() {
    return begin.length - 1;
  }

  /** The slab of a slot. */
  public int slab(int slot) {
    return slab[slot];
  }

  /** The first slot of a slab; that of the slab after the last is the number of slots. */
  public int begin(int ofSlab) {
    return begin[ofSlab];
  }

  /** The slot of a slab with an index. */
  public int slot(int ofSlab, int index) {
    return begin[ofSlab] + index;
  }

  /** The variable that says whether a slot is allocated. */
  public int life(int slot) {
    return life[slot];
  }

  /** The first field of a slot. */
  public int first(int slot) {
    return first[slot];
  }

  /** How many fields a slot has. */
  public int fields(int slot) {
    return end[slot] - first[slot];
  }

  /** The name of a slot in reports. */
  public String name(int slot) {
    return variables.variable(life[slot]).name();
  }

  /** The struct handle of a slot. */
  public Object handle(int slot) {
    return variables.values().nonNull(variables.slotObject(life[slot]));
  }

  /** The slot that a variable is the life or a field of, or {@link #NONE}. */
  public int ofVariable(int variable) {
    return ofVariable[variable];
  }

  /** The slot that an object is the struct handle of, or equals that of, or {@link #NONE}. */
  public int ofHandle(Object object) {
    Integer slot = ofHandle.get(object);
    if (slot == null && handleTypes.contains(object.getClass())) {
      slot = ofEqual.get(object);
    }
    return slot == null ? NONE : slot;
  }

  /** The variable that a variable becomes under a permutation. */
  public int image(int variable, int[] permutation) {
    int slot = ofVariable[variable];
    if (slot == NONE || permutation[slot] == slot) {
      return variable;
    }
    int target = permutation[slot];
    return variable == life[slot] ? life[target] : variable - first[slot] + first[target];
  }

  /** The variable that has the same place in the first slot of the slab. */
  int representative(int variable) {
    int slot = ofVariable[variable];
    if (slot == NONE) {
      return variable;
    }
    int target = begin[slab[slot]];
    return variable == life[slot] ? life[target] : variable - first[slot] + first[target];
  }

  /** A map that says of some slots what becomes of them, and leaves the others where they are. */
  public int[] map(int[] from, int[] to) {
    int[] map = identity();
    for (int i = 0; i < from.length; i++) {
      map[from[i]] = to[i];
    }
    return map;
  }

  /** The permutation that leaves every slot where it is. */
  public int[] identity() {
    int[] identity = new int[count()];
    Arrays.setAll(identity, slot -> slot);
    return identity;
  }
}
