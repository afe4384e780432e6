package vcpucheck.checker.engine.automaton;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OpText;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.state.Asymmetry;
import vcpucheck.checker.machine.state.HeapSymmetry;
import vcpucheck.checker.machine.state.ImageTable;
import vcpucheck.checker.machine.state.NodeImages;
import vcpucheck.checker.machine.state.Slots;
import vcpucheck.checker.machine.state.ValueMapper;
import vcpucheck.checker.model.ModelException;

/**
 * The images of an automaton's nodes under permutations of slots.
 *
 * <p>A node is a chain of positions, each keyed by values; its image is the chain of the values'
 * images, and the code is run along that if it has not been. What it wants there must be the image
 * of what it wants at the node: else it tells slots apart.
 */
final class SlotImages implements NodeImages {
  private static final int[] NONE = {};

  /** Of how many permutations images of positions are kept. */
  private static final int MOST_COMPARED = 32;

  /** A position, with its slots put onto the first ones of their slabs. */
  private record ShapeKey(
      int parent, Positions.Kind kind, @Nullable Object value, List<Integer> locks) {}

  private final Automaton automaton;
  private final Positions positions;
  private final ValueMapper mapper;
  private final Slots slots;
  private Listener listener = (node, from, to) -> {};
  private BitSet movable = new BitSet();

  /** For each position the movable slots of its chain, and the number of the chain's shape. */
  private int[][] slotsAt = new int[64][];

  private int[] shapeAt = new int[64];

  /** For each position the one at which its step begins. */
  private int[] rootAt = new int[64];

  private int absorbedPositions;

  private int[][] slotsOfNode = new int[64][];
  private int[] shapeOfNode = new int[64];
  private int absorbed;

  /**
   * By permutation, one more than the images of the positions that were compared: nodes of one step
   * have common histories.
   */
  private final Map<IntBuffer, int[]> compared = new HashMap<>();

  private boolean keepsCompared;

  /** The image of the position that was unfolded last. */
  private int unfolded;

  private final Map<ShapeKey, Integer> shapes = new HashMap<>();
  private final Map<Integer, Integer> firstOfShape = new HashMap<>();
  private ImageTable images = new ImageTable();

  SlotImages(Automaton automaton, ValueMapper mapper) {
    this.automaton = automaton;
    this.mapper = mapper;
    positions = automaton.positions();
    slots = mapper.slots();
  }

  @Override
  public void setListener(Listener newListener) {
    listener = newListener;
  }

  @Override
  public void keepCompared(boolean keeps) {
    keepsCompared = keeps;
    compared.clear();
  }

  @Override
  public void restart(BitSet newMovable) {
    movable = newMovable;
    absorbedPositions = 0;
    absorbed = 0;
    shapes.clear();
    firstOfShape.clear();
    compared.clear();
    images = new ImageTable();
  }

  // ---- slots and shapes ----

  @Override
  public int absorbed() {
    return absorbed;
  }

  @Override
  public boolean isAbsorbed() {
    return absorbed == automaton.table().size();
  }

  @Override
  public int[] slots(int node) {
    return slotsOfNode[node];
  }

  @Override
  public int shape(int node) {
    return shapeOfNode[node];
  }

  @Override
  public int step(int node) {
    return node == OperationTable.END ? 0 : rootAt[automaton.position(node)];
  }

  @Override
  public void absorb() {
    if (isAbsorbed()) {
      return;
    }
    absorbPositions();
    int end = automaton.table().size();
    if (end > slotsOfNode.length) {
      int length = Math.max(end, slotsOfNode.length * 2);
      slotsOfNode = Arrays.copyOf(slotsOfNode, length);
      shapeOfNode = Arrays.copyOf(shapeOfNode, length);
    }
    for (int node = absorbed; node < end; node++) {
      absorbNode(node);
    }
    absorbed = end;
  }

  private void absorbNode(int node) {
    if (node == OperationTable.END) {
      slotsOfNode[node] = NONE;
      shapeOfNode[node] = -1;
      return;
    }
    int position = automaton.position(node);
    slotsOfNode[node] = slotsAt[position];
    shapeOfNode[node] = shapeAt[position];
    images.add(shapeAt[position], slotsAt[position], node);
    int first = firstOfShape.computeIfAbsent(shapeAt[position], shape -> node);
    int[] map = slots.map(slotsOfNode[first], slotsOfNode[node]);
    if (!isImage(automaton.table().op(node), automaton.table().op(first), map)) {
      throw toldApart(
          first, map, difference(automaton.table().op(node), automaton.table().op(first)));
    }
    BitSet captured = mapper.slotsOf(automaton.table().op(node));
    captured.and(movable);
    Arrays.stream(slotsAt[position]).forEach(captured::clear);
    if (!captured.isEmpty()) {
      throw new Asymmetry(
          captured,
          automaton.name()
              + " knows "
              + slots.name(captured.nextSetBit(0))
              + " without having observed it");
    }
  }

  private void absorbPositions() {
    int end = positions.size();
    if (end > slotsAt.length) {
      int length = Math.max(end, slotsAt.length * 2);
      slotsAt = Arrays.copyOf(slotsAt, length);
      shapeAt = Arrays.copyOf(shapeAt, length);
      rootAt = Arrays.copyOf(rootAt, length);
    }
    for (int position = absorbedPositions; position < end; position++) {
      int parent = positions.parent(position);
      int[] before = parent == Positions.NONE ? NONE : slotsAt[parent];
      rootAt[position] = parent == Positions.NONE ? position : rootAt[parent];
      slotsAt[position] = join(join(before, slotsOfValue(position)), slotsOfLocks(position));
      ShapeKey key = shapeKey(position);
      shapeAt[position] = shapes.computeIfAbsent(key, k -> shapes.size());
    }
    absorbedPositions = end;
  }

  private ShapeKey shapeKey(int position) {
    int parent = positions.parent(position);
    @Nullable Object value = valueAt(position);
    List<Integer> locks = positions.locks(position);
    if (slotsAt[position].length > 0) {
      int[] placement = HeapSymmetry.placement(slots, movable, slotsAt[position]);
      value = mapper.image(value, slot -> placement[slot]);
      locks = imageOfLocks(locks, placement);
    }
    return new ShapeKey(
        parent == Positions.NONE ? Positions.NONE : shapeAt[parent],
        positions.kind(position),
        value,
        locks);
  }

  /** The slots whose locks are held at a position, also if code has forgotten them. */
  private int[] slotsOfLocks(int position) {
    List<Integer> locks = positions.locks(position);
    if (locks.isEmpty()) {
      return NONE;
    }
    return locks.stream().mapToInt(slots::ofVariable).filter(slot -> slot != Slots.NONE).toArray();
  }

  /** The movable slots among some, behind others, each once. */
  private int[] join(int[] before, int[] more) {
    if (more.length == 0) {
      return before;
    }
    int[] fresh =
        Arrays.stream(more).filter(slot -> movable.get(slot) && !contains(before, slot)).toArray();
    return fresh.length == 0
        ? before
        : IntStream.concat(Arrays.stream(before), Arrays.stream(fresh)).toArray();
  }

  private static boolean contains(int[] some, int slot) {
    for (int one : some) {
      if (one == slot) {
        return true;
      }
    }
    return false;
  }

  private int[] slotsOfValue(int position) {
    long value = positions.value(position);
    return switch (positions.kind(position)) {
      case ROOT, HEAD, EXIT -> mapper.slotsOfObject(value);
      case ENTER -> NONE;
      case RESULT -> mapper.slotsOfResult(opAt(positions.parent(position)), value);
    };
  }

  private @Nullable Object valueAt(int position) {
    long value = positions.value(position);
    return switch (positions.kind(position)) {
      case ROOT, HEAD, EXIT -> automaton.memory().variables().values().object(value);
      case ENTER -> null;
      case RESULT -> mapper.result(opAt(positions.parent(position)), value);
    };
  }

  /** The operation that code asks for at a position. */
  private Op opAt(int position) {
    return automaton.table().op(positions.node(position));
  }

  // ---- images ----

  @Override
  public int find(int node, int[] permutation) {
    int[] on = slotsOfNode[node];
    boolean isMoved = false;
    for (int slot : on) {
      isMoved |= permutation[slot] != slot;
    }
    return isMoved ? images.find(shapeOfNode[node], on, permutation) : node;
  }

  @Override
  public int image(int node, int[] permutation) {
    absorb();
    int known = find(node, permutation);
    if (known != UNKNOWN) {
      return known;
    }
    check(node, permutation);
    int image = automaton.resolve(unfolded);
    if (find(node, permutation) == UNKNOWN) {
      images.add(shapeOfNode[node], targets(node, permutation), image); /* sets have no order */
    }
    return image;
  }

  private int[] targets(int node, int[] permutation) {
    return Arrays.stream(slotsOfNode[node]).map(slot -> permutation[slot]).toArray();
  }

  @Override
  public void check(int node, int[] permutation) {
    Optional<String> problem = unfold(node, permutation);
    absorb();
    if (problem.isPresent()) {
      throw blame(node, permutation, problem.get());
    }
  }

  private Optional<String> unfold(int node, int[] permutation) {
    listener.unfolds(node, slotsOfNode[node], targets(node, permutation));
    return rerun(node, permutation);
  }

  @Override
  public Optional<String> rerun(int node, int[] permutation) {
    try {
      return unfoldTo(automaton.position(node), permutation);
    } catch (ModelException | IllegalArgumentException e) {
      return Optional.of("it ends otherwise when slots are exchanged: " + e.getMessage());
    }
  }

  private Optional<String> unfoldTo(int position, int[] permutation) {
    int[] known = compared(permutation);
    int[] path = positions.path(position);
    int at = path.length;
    while (at > 0 && (known.length == 0 || known[path[at - 1]] == 0)) {
      at--;
    }
    int image = at == 0 ? Positions.NONE : known[path[at - 1]] - 1;
    for (; at < path.length; at++) {
      int from = path[at];
      if (isFixed(from, permutation)) {
        image = from;
      } else {
        if (positions.kind(from) == Positions.Kind.RESULT) {
          Optional<String> problem = compare(positions.parent(from), image, permutation);
          if (problem.isPresent()) {
            return problem;
          }
        }
        List<Integer> locks = imageOfLocks(positions.locks(from), permutation);
        long value = imageOfValue(from, slot -> permutation[slot]);
        image = positions.intern(image, positions.kind(from), value, locks);
        if (!positions.locks(image).equals(locks)) {
          return Optional.of("it holds other locks when slots are exchanged");
        }
      }
      if (known.length > 0) {
        known[from] = image + 1;
      }
    }
    unfolded = image;
    return compare(position, image, permutation);
  }

  /** What is known of a permutation, with room for all positions that there are; else nothing. */
  private int[] compared(int[] permutation) {
    if (!keepsCompared) {
      return NONE;
    }
    IntBuffer key = IntBuffer.wrap(permutation);
    int[] known = compared.getOrDefault(key, NONE);
    if (known.length < positions.size()) {
      if (compared.size() == MOST_COMPARED) {
        compared.clear();
      }
      known = Arrays.copyOf(known, positions.size() + positions.size() / 2);
      compared.put(IntBuffer.wrap(permutation.clone()), known);
    }
    return known;
  }

  /** Whether no slot that is observed on the way to a position moves. */
  private boolean isFixed(int position, int[] permutation) {
    if (position >= absorbedPositions) {
      return false;
    }
    for (int slot : slotsAt[position]) {
      if (permutation[slot] != slot) {
        return false;
      }
    }
    return true;
  }

  private long imageOfValue(int position, IntUnaryOperator map) {
    long value = positions.value(position);
    return switch (positions.kind(position)) {
      case ROOT, HEAD, EXIT -> mapper.imageOfObject(value, map);
      case ENTER -> value;
      case RESULT -> mapper.imageOfResult(opAt(positions.parent(position)), value, map);
    };
  }

  private List<Integer> imageOfLocks(List<Integer> locks, int[] permutation) {
    if (locks.isEmpty()) {
      return locks;
    }
    return locks.stream().map(lock -> slots.image(lock, permutation)).sorted().toList();
  }

  /** Compares what code asks for at a position and at its image. */
  private Optional<String> compare(int position, int image, int[] permutation) {
    int node = automaton.resolve(image);
    Op here = opAt(position);
    Op there = automaton.table().op(node);
    boolean isSame = isImage(there, here, permutation) && automaton.position(node) == image;
    return isSame ? Optional.empty() : Optional.of(difference(there, here));
  }

  private boolean isImage(Op op, Op of, int[] permutation) {
    boolean areFailures = op.kind() == Op.Kind.FAIL && of.kind() == Op.Kind.FAIL;
    return areFailures
        ? failure(op).property().equals(failure(of).property())
        : mapper.isImage(op, of, permutation);
  }

  private Failure failure(Op op) {
    return (Failure) automaton.memory().variables().values().nonNull(op.a());
  }

  private String difference(Op op, Op of) {
    return "from histories that differ in slots alone it comes to "
        + text(of)
        + " and to "
        + text(op);
  }

  private String text(Op op) {
    return OpText.of(op, automaton.memory().variables());
  }

  /** Finds the slab whose slots are told apart, if it is one. */
  private Asymmetry blame(int node, int[] permutation, String problem) {
    BitSet moved = moved(node, permutation);
    for (int slab = moved.nextSetBit(0);
        moved.cardinality() > 1 && slab >= 0;
        slab = moved.nextSetBit(slab + 1)) {
      int[] within = slots.identity();
      int begin = slots.begin(slab);
      System.arraycopy(permutation, begin, within, begin, slots.begin(slab + 1) - begin);
      Optional<String> alone = unfold(node, within);
      if (alone.isPresent()) {
        return toldApart(node, within, alone.get());
      }
    }
    return toldApart(node, permutation, problem);
  }

  private BitSet moved(int node, int[] permutation) {
    BitSet moved = new BitSet();
    for (int slot : slotsOfNode[node]) {
      if (permutation[slot] != slot) {
        moved.set(slots.slab(slot));
      }
    }
    return moved;
  }

  private Asymmetry toldApart(int node, int[] permutation, String problem) {
    BitSet all = new BitSet();
    moved(node, permutation).stream()
        .forEach(slab -> all.set(slots.begin(slab), slots.begin(slab + 1)));
    return new Asymmetry(all, automaton.name() + " tells slots apart: " + problem);
  }
}
