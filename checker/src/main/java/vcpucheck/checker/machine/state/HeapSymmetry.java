package vcpucheck.checker.machine.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.memory.Slab;

/**
 * Which slots of slabs are interchangeable, and what a permutation of them makes of nodes and of
 * the codes of variables.
 *
 * <p>Code under test tells slots apart by equality only: from what it has observed, with slots
 * exchanged, it wants the same operation with slots exchanged. The machine treats the slots of a
 * slab alike. So a permutation of slots is an automorphism of the transition system, and of the
 * states that it makes of each other one suffices (Ip, Dill: Better Verification Through Symmetry,
 * FMSD 1996; for heaps: Iosif, Exploiting Heap Symmetries in Explicit-State Model Checking of
 * Software, ASE 2001). What is assumed of the code is checked wherever an image is asked for: see
 * {@link NodeImages#image}. Slots that the code tells apart are then fixed, and the search begins
 * again.
 *
 * <p>What is known is read by several threads at once; only one may ask for what is not.
 */
public final class HeapSymmetry {
  private static final int[] NONE = {};

  private final Variables variables;
  private final Slots slots;
  private final ValueMapper mapper;
  private final NodeImages[] distinct;
  private final BitSet movable = new BitSet();
  private final List<Set<String>> toldApart = new ArrayList<>();
  private @Nullable Listener listener;
  private int seen;

  /** How many variables are known to refer to slots, those that share codes counted once. */
  private int referring;

  private int[] referringVariables = NONE;

  /** The images of each vCPU's nodes. */
  final NodeImages[] images;

  /** For each variable the one whose codes it shares: that of the first slot, for a field. */
  final int[] representative;

  /** For each variable and code, the movable slots that the value refers to, in order. */
  final int[][][] references;

  /** For each variable and code with references, the number of the value's shape. */
  final int[][] shapes;

  /** For each variable whether some value ever referred to a slot. */
  final boolean[] refers;

  private final ImageTable[] codes;

  /** For each variable the numbers of shapes, in the order of the codes. */
  private final List<Map<Object, Integer>> shapeNumbers = new ArrayList<>();

  /** Is told before images are computed that were not known, so that they can be computed again. */
  public interface Listener {
    /**
     * A program is about to be run to the image of a node.
     *
     * @param vcpu the first vCPU that runs the program
     * @param from slots
     * @param to what the permutation makes of each of them
     */
    void unfoldsImage(int vcpu, int node, int[] from, int[] to);

    /** A variable is about to get the code that a permutation makes of one of its codes. */
    void mapsCode(int variable, int code, int[] from, int[] to);
  }

  /**
   * Makes the symmetry of a program whose slabs have all been made, and in which no state has been
   * reached.
   *
   * @param images those of each vCPU's nodes
   * @param captured slots that the program holds by itself: they never move
   */
  public HeapSymmetry(
      Variables variables, ValueMapper mapper, List<NodeImages> images, BitSet captured) {
    this.variables = variables;
    this.mapper = mapper;
    this.images = images.toArray(new NodeImages[0]);
    slots = mapper.slots();
    distinct = images.stream().distinct().toArray(NodeImages[]::new);
    int count = variables.size();
    representative = new int[count];
    references = new int[count][][];
    shapes = new int[count][];
    refers = new boolean[count];
    codes = new ImageTable[count];
    for (int variable = 0; variable < count; variable++) {
      shapeNumbers.add(new HashMap<>());
    }
    for (int slab = 0; slab < slots.slabs(); slab++) {
      toldApart.add(new LinkedHashSet<>());
    }
    movable.set(0, slots.count());
    movable.andNot(captured);
    for (int slab = 0; slab < slots.slabs(); slab++) {
      if (!variables.areAlike(slab)) {
        fix(new Asymmetry(all(slab), "its slots have different fields"));
      }
    }
    restart();
    fixInitialReferences();
  }

  /** How many vCPUs there are. */
  public int vcpus() {
    return images.length;
  }

  /** How many variables there are. */
  public int variables() {
    return representative.length;
  }

  /** The images of the nodes of a vCPU. */
  public NodeImages images(int vcpu) {
    return images[vcpu];
  }

  /** All slots of a slab. */
  public BitSet all(int slab) {
    BitSet all = new BitSet();
    all.set(slots.begin(slab), slots.begin(slab + 1));
    return all;
  }

  /** What allocation puts into a field is put there whichever slots move. */
  private void fixInitialReferences() {
    BitSet initial = new BitSet();
    for (int slot = 0; slot < slots.count(); slot++) {
      for (int field = slots.first(slot); field < slots.first(slot) + slots.fields(slot); field++) {
        if (mapper.mayRefer(field)) {
          Arrays.stream(mapper.slotsIn(mapper.value(field, variables.decode(field, 0))))
              .forEach(initial::set);
        }
      }
    }
    if (initial.intersects(movable)) {
      movable.andNot(initial);
      restart();
    }
  }

  // ---- which slots move ----

  /** The slots that permutations act on. */
  public Slots slots() {
    return slots;
  }

  /** What permutations make of values. */
  public ValueMapper mapper() {
    return mapper;
  }

  /** Whether a slot may be exchanged for another. */
  public boolean isMovable(int slot) {
    return movable.get(slot);
  }

  /** The slots of a slab that may be exchanged, in order. */
  public int[] movableOf(int slab) {
    return IntStream.range(slots.begin(slab), slots.begin(slab + 1)).filter(movable::get).toArray();
  }

  /** Whether some slots may be exchanged. */
  public boolean exists() {
    for (int slab = 0; slab < slots.slabs(); slab++) {
      if (movable.get(slots.begin(slab), slots.begin(slab + 1)).cardinality() > 1) {
        return true;
      }
    }
    return false;
  }

  /** Which free slot an allocation from a slab takes. */
  public Slab.Reuse reuse(int slab) {
    return variables.heap(slab).reuse();
  }

  /** Whether slots of a slab may be exchanged. */
  public boolean isSymmetric(int slab) {
    return !movable.get(slots.begin(slab), slots.begin(slab + 1)).isEmpty();
  }

  /** The variable whose sharing is one fact with a variable's: the same field of the first slot. */
  public int fact(int variable) {
    int slot = slots.ofVariable(variable);
    return slot != Slots.NONE && isSymmetric(slots.slab(slot))
        ? representative[variable]
        : variable;
  }

  /** The slots that may be exchanged. */
  public BitSet movable() {
    return (BitSet) movable.clone();
  }

  /** Exchanges slots that the program tells apart no more: a search must begin again. */
  public void fix(Asymmetry found) {
    for (int slab = 0; slab < slots.slabs(); slab++) {
      BitSet here = all(slab);
      here.and(found.slots());
      if (here.intersects(movable)) {
        toldApart.get(slab).add(found.reason());
      }
    }
    movable.andNot(found.slots());
    restart();
  }

  /** Takes over what was found in an earlier run. */
  public void restore(BitSet savedMovable, List<List<String>> reasons) {
    movable.and(savedMovable);
    for (int slab = 0; slab < reasons.size(); slab++) {
      toldApart.get(slab).addAll(reasons.get(slab));
    }
    restart();
  }

  /** What tells slots of a slab apart, in the order in which it was found out. */
  public List<String> toldApart(int slab) {
    return List.copyOf(toldApart.get(slab));
  }

  private void restart() {
    for (int variable = 0; variable < representative.length; variable++) {
      int slot = slots.ofVariable(variable);
      boolean isShared = slot != Slots.NONE && variables.areAlike(slots.slab(slot));
      representative[variable] = isShared ? slots.representative(variable) : variable;
      references[variable] = new int[0][];
      shapes[variable] = NONE;
      refers[variable] = false;
      codes[variable] = new ImageTable();
      shapeNumbers.get(variable).clear();
    }
    for (NodeImages nodes : distinct) {
      nodes.restart(movable());
    }
    referring = 0;
    referringVariables = NONE;
    seen = -1;
  }

  // ---- what is known ----

  /** Sets the listener. */
  public void setListener(Listener newListener) {
    listener = newListener;
    for (NodeImages nodes : distinct) {
      int vcpu = Arrays.asList(images).indexOf(nodes);
      nodes.setListener((node, from, to) -> newListener.unfoldsImage(vcpu, node, from, to));
    }
  }

  /** Does again what a {@link Listener} was told of. */
  public void unfoldImage(int vcpu, int node, int[] from, int[] to) {
    if (listener != null) {
      listener.unfoldsImage(vcpu, node, from, to);
    }
    images[vcpu].rerun(node, slots.map(from, to));
  }

  /** Does again what a {@link Listener} was told of. */
  public void mapCode(int variable, int code, int[] from, int[] to) {
    if (listener != null) {
      listener.mapsCode(variable, code, from, to);
    }
    map(variable, code, slots.map(from, to));
  }

  /**
   * Takes note of all nodes and codes there are by now.
   *
   * @throws Asymmetry if they show that slots are told apart
   */
  public void absorb() {
    for (NodeImages nodes : distinct) {
      nodes.absorb();
    }
    if (seen == variables.growth()) {
      return;
    }
    seen = variables.growth();
    int before = referring;
    checkIndexed();
    for (int variable = 0; variable < representative.length; variable++) {
      if (representative[variable] == variable && mapper.mayRefer(variable)) {
        absorb(variable);
      }
    }
    if (referring != before) {
      referringVariables = findReferringVariables();
    }
  }

  /** Whether all nodes and codes that there are have been taken note of. */
  public boolean isAbsorbed() {
    for (NodeImages nodes : distinct) {
      if (!nodes.isAbsorbed()) {
        return false;
      }
    }
    return seen == variables.growth();
  }

  private void checkIndexed() {
    for (int slab = 0; slab < slots.slabs(); slab++) {
      @Nullable String how = variables.toldApart(slab);
      BitSet all = all(slab);
      if (how != null && all.intersects(movable)) {
        throw new Asymmetry(all, how);
      }
    }
  }

  private void absorb(int variable) {
    int known = references[variable].length;
    int count = variables.codes(variable);
    if (known == count) {
      return;
    }
    references[variable] = Arrays.copyOf(references[variable], count);
    shapes[variable] = Arrays.copyOf(shapes[variable], count);
    for (int code = known; code < count; code++) {
      absorb(variable, code);
    }
  }

  private void absorb(int variable, int code) {
    @Nullable Object value = mapper.value(variable, variables.decode(variable, code));
    int[] on = Arrays.stream(mapper.slotsIn(value)).filter(movable::get).toArray();
    references[variable][code] = on.length == 0 ? NONE : on;
    if (on.length > 0) {
      referring += refers[variable] ? 0 : 1;
      refers[variable] = true;
      int[] placement = placement(on);
      @Nullable Object shape = mapper.image(value, slot -> placement[slot]);
      Map<Object, Integer> numbers = shapeNumbers.get(variable);
      shapes[variable][code] = numbers.computeIfAbsent(shape, any -> numbers.size());
      codes[variable].add(shapes[variable][code], on, code);
    }
  }

  /** Grows whenever a variable turns out to refer to slots. */
  int referring() {
    return referring;
  }

  /** The variables that have referred to movable slots, or share codes with one that has. */
  public int[] referringVariables() {
    return referringVariables;
  }

  private int[] findReferringVariables() {
    return IntStream.range(0, representative.length)
        .filter(variable -> refers[representative[variable]])
        .toArray();
  }

  /** Whether a variable is a field of a slot that may be exchanged. */
  boolean isFieldOfMovable(int variable) {
    int slot = slots.ofVariable(variable);
    return slot != Slots.NONE && movable.get(slot);
  }

  /** Puts some slots onto the first movable ones of their slabs. */
  private int[] placement(int[] on) {
    return placement(slots, movable, on);
  }

  /**
   * A map that puts some slots onto the first movable ones of their slabs, in order; it says
   * nothing sensible of other slots.
   */
  public static int[] placement(Slots slots, BitSet movable, int[] on) {
    int[] placement = slots.identity();
    int[] next = new int[slots.slabs()];
    for (int slab = 0; slab < next.length; slab++) {
      next[slab] = movable.nextSetBit(slots.begin(slab));
    }
    for (int slot : on) {
      int slab = slots.slab(slot);
      placement[slot] = next[slab];
      next[slab] = movable.nextSetBit(next[slab] + 1);
    }
    return placement;
  }

  /** The movable slots that a variable refers to if it has a code, in order. */
  public int[] references(int variable, int code) {
    int shared = representative[variable];
    return refers[shared] ? references[shared][code] : NONE;
  }

  /** The code that a permutation makes of a code of a variable, or {@link ImageTable#NONE}. */
  int findCode(int variable, int code, int[] permutation) {
    int shared = representative[variable];
    int[] on = references(variable, code);
    return on.length == 0 ? code : codes[shared].find(shapes[shared][code], on, permutation);
  }

  /** As {@link #findCode}; if the variable never had that code, it has it now. */
  int imageOfCode(int variable, int code, int[] permutation) {
    int shared = representative[variable];
    int known = findCode(variable, code, permutation);
    if (known != ImageTable.NONE) {
      return known;
    }
    int[] on = references[shared][code];
    int[] to = Arrays.stream(on).map(slot -> permutation[slot]).toArray();
    if (listener != null) {
      listener.mapsCode(variable, code, on, to);
    }
    int image = map(shared, code, permutation);
    absorb();
    if (findCode(variable, code, permutation) == ImageTable.NONE) {
      codes[shared].add(shapes[shared][code], to, image); /* slots in a set have no order */
    }
    return image;
  }

  private int map(int variable, int code, int[] permutation) {
    long value = variables.decode(variable, code);
    return variables.encode(variable, mapper.image(variable, value, slot -> permutation[slot]));
  }
}
