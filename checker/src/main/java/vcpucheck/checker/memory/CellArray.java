package vcpucheck.checker.memory;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An array of cells: C's {@code type name[length]}. An index out of its bounds is a violation of
 * the executing vCPU, as no C program may go there.
 *
 * @param <C> the kind of cell
 */
public final class CellArray<C> {
  private final Cells owner;
  private final String name;
  private final List<C> cells;

  private CellArray(Cells owner, String name, List<C> cells) {
    this.owner = owner;
    this.name = name;
    this.cells = cells;
  }

  /**
   * Makes an array while a model is built.
   *
   * @param length how many cells, at least 1
   * @param constructor makes the cell of an index
   */
  static <C> CellArray<C> of(Cells owner, String name, int length, IntFunction<C> constructor) {
    if (length < 1) {
      throw new IllegalArgumentException(
          "an array has at least one cell: name=" + name + ", length=" + length);
    }
    return new CellArray<>(owner, name, IntStream.range(0, length).mapToObj(constructor).toList());
  }

  /** How many cells there are. */
  public int length() {
    return cells.size();
  }

  /** The cell of an index, from 0; another index is a violation of memory safety. */
  public C at(int index) {
    owner.expect(
        index >= 0 && index < length(),
        BuiltInProperty.MEMORY_SAFETY,
        "out of bounds: " + name + "[" + index + "] of " + length());
    return cells.get(index);
  }

  /** The cells of an owner that are the fields of one struct in an array: "name#0.field". */
  record Struct(Cells owner, String prefix) implements Cells {
    @Override
    public IntCell intCell(String name, int initial) {
      return owner.intCell(prefix + name, initial);
    }

    @Override
    public LongCell longCell(String name, long initial) {
      return owner.longCell(prefix + name, initial);
    }

    @Override
    public <T> RefCell<T> refCell(String name) {
      return owner.refCell(prefix + name);
    }

    @Override
    public <T> RefCell<T> refCell(String name, @Nullable T initial) {
      return owner.refCell(prefix + name, initial);
    }

    @Override
    public <T> ValueCell<T> valueCell(String name, T initial) {
      return owner.valueCell(prefix + name, initial);
    }

    @Override
    public SpinLock spinLock(String name) {
      return owner.spinLock(prefix + name);
    }

    @Override
    public void expect(boolean holds, String property, String message) {
      owner.expect(holds, property, message);
    }
  }
}
