package vcpucheck.checker.machine.view;

import java.util.Arrays;
import vcpucheck.checker.machine.weak.ComponentTable;
import vcpucheck.checker.machine.weak.Memo;
import vcpucheck.checker.machine.weak.UnknownComponent;
import vcpucheck.checker.memory.OrderedUpdate.Known;
import vcpucheck.checker.model.ModelException;

/**
 * The views of a machine, interned, and what can be done with them: every operation takes and
 * returns numbers of views, and is done once for each.
 *
 * <p>What every vCPU knows of accesses is in what each knows, and in no other view.
 */
final class Views {
  /** The view that knows nothing of locations, and all that there is to know of accesses. */
  static final int BOTTOM = 0;

  /** The view that knows nothing at all. */
  final int empty;

  /* Operations with a location and a position, or a bit, as one number. */
  private static final int POSITIONS = 1 << 12;
  private static final int AT = 0;
  private static final int SHIFTED = 1;
  private static final int LOWERED = 2;
  private static final int WITHOUT_BIT = 3;
  private static final int AGED = 4;
  private static final int OPERATIONS = 5;

  private final ViewLayout layout;
  private final int locations;
  private final int firstBits;
  private final ComponentTable table = new ComponentTable();
  private final Operation joins = new Operation(this::joined);
  private final Operation positionJoins = new Operation(this::withPositionsJoined);
  private final Operation sequentialJoins = new Operation(this::withSequentialJoined);
  private final Operation lessPositions = new Operation(this::positionsAbove);
  private final Operation changes = new Operation(this::changed);
  private final Operation bitJoins = new Operation(this::withBitsJoined);
  private final Operation bitLosses = new Operation(this::withBitsLost);
  private final Operation commonBits = new Operation(this::bitsInCommon);
  private final Operation ranges = new Operation(this::range);
  private boolean growing = true;

  /** Makes a new view of two numbers, of views or of what is done with one. */
  @FunctionalInterface
  private interface Maker {
    int[] make(int a, int b);
  }

  /** Done once for each two numbers. */
  private final class Operation {
    private final Memo results = new Memo();
    private final Maker maker;

    Operation(Maker maker) {
      this.maker = maker;
    }

    int of(int a, int b) {
      int known = results.get(a, b);
      return known != Memo.NONE ? known : compute(a, b);
    }

    private int compute(int a, int b) {
      requireGrowing();
      int result = number(maker.make(a, b));
      results.put(a, b, result);
      return result;
    }
  }

  Views(ViewLayout layout) {
    this.layout = layout;
    locations = layout.locations();
    firstBits = 2 * locations;
    int[] bottom = new int[layout.length()];
    for (int bit = 0; bit < layout.bits(); bit++) {
      bottom[firstBits + bit / Integer.SIZE] |= 1 << bit;
    }
    table.add(bottom);
    empty = table.add(new int[layout.length()]);
  }

  /** Says whether views may be made. If not, several threads may ask at once. */
  void setGrowing(boolean mayGrow) {
    if (growing != mayGrow) {
      growing = mayGrow;
    }
  }

  boolean isGrowing() {
    return growing;
  }

  ComponentTable table() {
    return table;
  }

  /** The position that a view knows of a location. */
  int position(int view, int location) {
    return table.get(view)[location];
  }

  /** From which position on a sequentially consistent access may read. */
  int sequentialPosition(int view, int location) {
    int[] positions = table.get(view);
    return Math.max(positions[location], positions[locations + location]);
  }

  boolean knows(int view, int bit) {
    return (table.get(view)[firstBits + bit / Integer.SIZE] >>> bit & 1) != 0;
  }

  /** What either view knows. */
  int join(int a, int b) {
    if (a == b || b == empty) {
      return a;
    }
    return joins.of(a, b);
  }

  private int[] joined(int a, int b) {
    int[] result = table.get(a).clone();
    int[] other = table.get(b);
    for (int position = 0; position < firstBits; position++) {
      result[position] = Math.max(result[position], other[position]);
    }
    for (int word = firstBits; word < result.length; word++) {
      result[word] |= other[word];
    }
    return result;
  }

  /** A view, and the positions of another one. */
  int joinPositions(int a, int b) {
    if (a == b || b == empty) {
      return a;
    }
    return positionJoins.of(a, b);
  }

  private int[] withPositionsJoined(int a, int b) {
    int[] result = table.get(a).clone();
    int[] other = table.get(b);
    for (int location = 0; location < locations; location++) {
      result[location] = Math.max(result[location], other[location]);
    }
    return result;
  }

  /** A view, and the positions of another one as known of sequentially consistent accesses. */
  int joinSequential(int a, int b) {
    return sequentialJoins.of(a, b);
  }

  private int[] withSequentialJoined(int a, int b) {
    int[] result = table.get(a).clone();
    int[] other = table.get(b);
    for (int location = 0; location < locations; location++) {
      int place = locations + location;
      result[place] = Math.max(result[place], other[location]);
    }
    return result;
  }

  /** The positions of a view that are above those of another one. */
  int positionsBeyond(int a, int b) {
    if (a == empty) {
      return empty;
    }
    return lessPositions.of(a, b);
  }

  private int[] positionsAbove(int a, int b) {
    int[] result = table.get(empty).clone();
    int[] of = table.get(a);
    int[] other = table.get(b);
    for (int location = 0; location < locations; location++) {
      result[location] = of[location] > other[location] ? of[location] : 0;
    }
    return result;
  }

  /** A view that knows a position of a location, at least. */
  int at(int view, int location, int position) {
    return change(AT, view, location, position);
  }

  /** A view after a message was put in at a position. */
  int shifted(int view, int location, int position) {
    int[] positions = table.get(view);
    return positions[location] < position && positions[locations + location] < position
        ? view
        : change(SHIFTED, view, location, position);
  }

  /** A view after the first messages of a location were dropped. */
  int lowered(int view, int location, int dropped) {
    int[] positions = table.get(view);
    return positions[location] == 0 && positions[locations + location] == 0
        ? view
        : change(LOWERED, view, location, dropped);
  }

  /** A view that does not know of an access. */
  int without(int view, int bit) {
    return knows(view, bit) ? change(WITHOUT_BIT, view, bit / POSITIONS, bit % POSITIONS) : view;
  }

  /**
   * A view after an update of a ghost that it does not know of.
   *
   * @param bit see {@link ViewLayout#updateBit}
   */
  int aged(int view, int bit) {
    return unknown(view, bit) == Known.MOST
        ? view
        : change(AGED, view, bit / POSITIONS, bit % POSITIONS);
  }

  /** How many of the last updates of a ghost a view does not know of. */
  int unknown(int view, int bit) {
    int unknown = 0;
    while (unknown < Known.MOST && !knows(view, bit + unknown)) {
      unknown++;
    }
    return unknown;
  }

  /** A view that knows of the accesses that another one knows of. */
  int withBits(int view, int bits) {
    return bitJoins.of(view, bits);
  }

  private int[] withBitsJoined(int view, int bits) {
    int[] result = table.get(view).clone();
    int[] other = table.get(bits);
    for (int word = firstBits; word < result.length; word++) {
      result[word] |= other[word];
    }
    return result;
  }

  /** A view that knows of no access that another one knows of. */
  int withoutBits(int view, int bits) {
    if (view == empty || !intersects(view, bits)) {
      return view;
    }
    return bitLosses.of(view, bits);
  }

  private int[] withBitsLost(int view, int bits) {
    int[] result = table.get(view).clone();
    int[] other = table.get(bits);
    for (int word = firstBits; word < result.length; word++) {
      result[word] &= ~other[word];
    }
    return result;
  }

  private boolean intersects(int view, int bits) {
    int[] words = table.get(view);
    int[] other = table.get(bits);
    for (int word = firstBits; word < words.length; word++) {
      if ((words[word] & other[word]) != 0) {
        return true;
      }
    }
    return false;
  }

  /** The bottom view with the bits that two views have. */
  int commonBits(int a, int b) {
    return commonBits.of(a, b);
  }

  private int[] bitsInCommon(int a, int b) {
    int[] result = new int[layout.length()];
    for (int word = firstBits; word < result.length; word++) {
      result[word] = table.get(a)[word] & table.get(b)[word];
    }
    return result;
  }

  /** The bottom view with the bits from one on, up to another. */
  int ofBits(int from, int end) {
    return ranges.of(from, end);
  }

  private int[] range(int from, int end) {
    int[] result = new int[layout.length()];
    for (int bit = from; bit < end; bit++) {
      result[firstBits + bit / Integer.SIZE] |= 1 << bit;
    }
    return result;
  }

  private int change(int operation, int view, int location, int position) {
    if (position >= POSITIONS) {
      throw new ModelException(
          "fewer than "
              + POSITIONS
              + " stores to one location can be told apart at a time; let"
              + " vCPUs that do not look at it end, or run under sequential consistency");
    }
    return changes.of(view, (location * POSITIONS + position) * OPERATIONS + operation);
  }

  private int[] changed(int view, int change) {
    int operation = change % OPERATIONS;
    int position = change / OPERATIONS % POSITIONS;
    int location = change / OPERATIONS / POSITIONS;
    int[] result = table.get(view).clone();
    int sequential = locations + location;
    switch (operation) {
      case AT -> result[location] = Math.max(result[location], position);
      case SHIFTED -> {
        result[location] += result[location] >= position ? 1 : 0;
        result[sequential] += result[sequential] >= position ? 1 : 0;
      }
      case LOWERED -> {
        result[location] = Math.max(0, result[location] - position);
        result[sequential] = Math.max(0, result[sequential] - position);
      }
      case AGED -> {
        int bit = location * POSITIONS + position;
        clear(result, bit + unknown(view, bit));
      }
      default -> clear(result, location * POSITIONS + position);
    }
    return result;
  }

  private void clear(int[] view, int bit) {
    view[firstBits + bit / Integer.SIZE] &= ~(1 << bit);
  }

  private void requireGrowing() {
    if (!growing) {
      throw UnknownComponent.INSTANCE;
    }
  }

  /** What is known of sequentially consistent accesses counts only beyond what is known anyway. */
  private int number(int[] view) {
    for (int location = 0; location < locations; location++) {
      if (view[locations + location] <= view[location]) {
        view[locations + location] = 0;
      }
    }
    int found = table.find(view);
    if (found == ComponentTable.NONE) {
      requireGrowing();
      found = table.add(Arrays.copyOf(view, view.length));
    }
    return found;
  }
}
