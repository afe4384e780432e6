package vcpucheck.checker.machine;

import static java.util.stream.Collectors.joining;

import java.util.BitSet;
import java.util.List;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.state.Asymmetry;
import vcpucheck.checker.machine.state.HeapSymmetry;
import vcpucheck.checker.machine.state.Slots;
import vcpucheck.checker.machine.value.InternTable;
import vcpucheck.checker.model.ModelException;

/**
 * Checks that programs and the machine do not tell apart the slots that a search has exchanged.
 *
 * <p>Of every node whose history refers to slots, images are asked for, also where the search
 * needed none. And of every operation whose effect is known, the image must have the image of the
 * effect: this sees what images of nodes cannot, a scope that forgets the slot but keeps what told
 * it from others, a function applied to a cell, arithmetic on addresses.
 */
final class SlotValidator {
  /**
   * How many images are asked for at most, but for one of each node and effect. Most nodes of one
   * step are exchanged alike, so that their images lie on common histories.
   */
  private static final int IMAGES = 1_024;

  /** Of so many nodes one is exchanged in its own way, so that each way is taken somewhere. */
  private static final int VARIED = 16;

  private final ScMachine machine;
  private final Variables variables;
  private final List<OperationTable> programs;
  private final HeapSymmetry heap;
  private final Slots slots;

  /** How many nodes of each program were there before. */
  private final int[] ends;

  /** Makes a validator of a search that is over. */
  SlotValidator(
      ScMachine machine, Variables variables, List<OperationTable> programs, HeapSymmetry heap) {
    this.machine = machine;
    this.variables = variables;
    this.programs = programs;
    this.heap = heap;
    slots = heap.slots();
    ends = programs.stream().mapToInt(OperationTable::size).toArray();
  }

  /**
   * Checks every node and effect.
   *
   * @throws Asymmetry if slots are told apart
   */
  void validate() {
    heap.absorb();
    int subjects = 0;
    for (int vcpu = 0; vcpu < ends.length; vcpu++) {
      subjects += isFirst(vcpu) ? ends[vcpu] : 0;
    }
    int each = Math.max(1, IMAGES / Math.max(1, subjects));
    for (int vcpu = 0; vcpu < ends.length; vcpu++) {
      if (isFirst(vcpu)) {
        heap.images(vcpu).keepCompared(true);
        validateEffects(vcpu, each);
        for (int node = OperationTable.END + 1; node < ends[vcpu]; node++) {
          validate(vcpu, node, each);
        }
        heap.images(vcpu).keepCompared(false);
      }
    }
    heap.absorb();
  }

  /** Whether no vCPU before has the same program. */
  private boolean isFirst(int vcpu) {
    return programs.indexOf(programs.get(vcpu)) == vcpu;
  }

  private void validate(int vcpu, int node, int each) {
    int ways = Math.min(each, distances(slabs(heap.images(vcpu).slots(node))));
    for (int way = 0; way < ways; way++) {
      heap.images(vcpu).check(node, rotation(first(vcpu, node, 0) + way));
      machine.codec().requireNodes(vcpu);
    }
  }

  /** The first distance over which a node's slots are exchanged. */
  private int first(int vcpu, int node, int index) {
    int own = node % VARIED == 0 ? node / VARIED + index : 0;
    return heap.images(vcpu).step(node) + own;
  }

  private void validateEffects(int vcpu, int each) {
    OperationTable program = programs.get(vcpu);
    for (long known : program.knownEffects()) {
      int node = (int) (known >>> Integer.SIZE);
      int index = (int) known;
      BitSet slabs = slabs(vcpu, node, index, program.effect(node, index));
      int ways = Math.min(each, distances(slabs));
      for (int way = 0; way < ways; way++) {
        int distance = first(vcpu, node, index) + way;
        if (!isSame(vcpu, node, index, rotation(distance))) {
          throw toldApart(vcpu, node, index, slabs, distance);
        }
      }
    }
  }

  // ---- one effect ----

  /**
   * The slabs whose slots a node, the value that its operation finds, or what comes of it is of.
   */
  private BitSet slabs(int vcpu, int node, int index, long effect) {
    OperationTable program = programs.get(vcpu);
    BitSet slabs = slabs(heap.images(vcpu).slots(node));
    slabs.or(slabs(heap.images(vcpu).slots(Effects.next(effect))));
    if (program.shape(node) == OperationTable.TABLE) {
      slabs.or(slabs(heap.references(program.variable(node), index)));
      slabs.or(slabs(heap.references(program.variable(node), Effects.code(effect))));
    } else if (program.shape(node) == OperationTable.ALLOC && index > 0) {
      slabs.or(slabs(new int[] {slots.slot((int) program.op(node).a(), index - 1)}));
    }
    return slabs;
  }

  /** The slab whose slots are told apart, if it is one. */
  private Asymmetry toldApart(int vcpu, int node, int index, BitSet slabs, int distance) {
    for (int slab = slabs.nextSetBit(0); slab >= 0; slab = slabs.nextSetBit(slab + 1)) {
      int[] alone = slots.identity();
      rotate(slab, distance, alone);
      if (!isSame(vcpu, node, index, alone)) {
        return toldApart(heap.all(slab), variables.heap(slab).name());
      }
    }
    BitSet all = new BitSet();
    slabs.stream().forEach(slab -> all.or(heap.all(slab)));
    return toldApart(
        all,
        slabs.stream().mapToObj(slab -> variables.heap(slab).name()).collect(joining(" and ")));
  }

  private static Asymmetry toldApart(BitSet all, String slabs) {
    return new Asymmetry(all, "an operation on " + slabs + " tells slots apart");
  }

  private boolean isSame(int vcpu, int node, int index, int[] permutation) {
    try {
      return hasSameEffect(vcpu, node, index, permutation);
    } catch (ModelException | IllegalArgumentException e) {
      return false; /* it ends otherwise when slots are exchanged */
    }
  }

  /** Whether the image of a node's operation has the image of its effect. */
  private boolean hasSameEffect(int vcpu, int node, int index, int[] permutation) {
    OperationTable program = programs.get(vcpu);
    long effect = program.effect(node, index);
    int image = image(vcpu, node, permutation);
    boolean isTable = program.shape(node) == OperationTable.TABLE;
    int variable = program.variable(node);
    int imageOfIndex =
        isTable
            ? machine.codec().imageOfCode(variable, index, permutation)
            : imageOfAlternative(program.op(node), index, permutation);
    long there =
        machine.effectOf(program, image, imageOfIndex, result(program.op(image), imageOfIndex));
    heap.absorb();
    if (effect == Effects.WAITS || there == Effects.WAITS) {
      return effect == there;
    }
    return image(vcpu, Effects.next(effect), permutation) == Effects.next(there)
        && (!isTable
            || machine.codec().imageOfCode(variable, Effects.code(effect), permutation)
                == Effects.code(there));
  }

  private int image(int vcpu, int node, int[] permutation) {
    int image = heap.images(vcpu).image(node, permutation);
    machine.codec().requireNodes(vcpu);
    return image;
  }

  private int imageOfAlternative(Op op, int index, int[] permutation) {
    if (op.kind() != Op.Kind.ALLOC || index == 0) {
      return index;
    }
    int begin = slots.begin((int) op.a());
    return 1 + permutation[begin + index - 1] - begin;
  }

  /** What an operation that is no function of a variable returns. */
  private long result(Op op, int index) {
    return switch (op.kind()) {
      case CHOOSE -> index;
      case ALLOC ->
          index == 0
              ? InternTable.NULL
              : variables.slotObject(slots.life(slots.slot((int) op.a(), index - 1)));
      default -> 0;
    };
  }

  // ---- permutations ----

  /** The slabs of some slots, if several slots of them move. */
  private BitSet slabs(int[] on) {
    BitSet slabs = new BitSet();
    for (int slot : on) {
      if (heap.isMovable(slot) && distances(slots.slab(slot)) > 0) {
        slabs.set(slots.slab(slot));
      }
    }
    return slabs;
  }

  /** In how many ways the slots of some slabs can be rotated. */
  private int distances(BitSet slabs) {
    return slabs.stream().map(this::distances).max().orElse(0);
  }

  private int distances(int slab) {
    return heap.movableOf(slab).length - 1;
  }

  /** The movable slots of each slab rotated by one of the distances that there are in it. */
  private int[] rotation(int distance) {
    int[] rotation = slots.identity();
    for (int slab = 0; slab < variables.heaps(); slab++) {
      if (distances(slab) > 0) {
        rotate(slab, distance, rotation);
      }
    }
    return rotation;
  }

  private void rotate(int slab, int distance, int[] into) {
    int[] movable = heap.movableOf(slab);
    int by = 1 + distance % (movable.length - 1);
    for (int i = 0; i < movable.length; i++) {
      into[movable[i]] = movable[(i + by) % movable.length];
    }
  }
}
