package vcpucheck.checker.memory;

import org.jspecify.annotations.Nullable;

/**
 * Makes the cells of one owner: the globals of a {@link Memory}, or the fields of one slot of a
 * {@link Slab}.
 *
 * <p>Cells are made while a model is built, never by running code: in C, a struct's layout is fixed
 * too. Names are for people; within one owner they must differ.
 */
public interface Cells {
  /**
   * Makes a 32-bit cell.
   *
   * @param name the field's name in C
   * @param initial its value at the start, and after each allocation of its slot
   */
  IntCell intCell(String name, int initial);

  /** Makes a 32-bit cell, initially 0. */
  default IntCell intCell(String name) {
    return intCell(name, 0);
  }

  /** Makes a 64-bit cell. */
  LongCell longCell(String name, long initial);

  /** Makes a 64-bit cell, initially 0. */
  default LongCell longCell(String name) {
    return longCell(name, 0);
  }

  /** Makes a pointer to a slot of a slab; initially null. */
  <T> RefCell<T> refCell(String name);

  /** Makes a pointer to a slot of a slab. */
  <T> RefCell<T> refCell(String name, @Nullable T initial);

  /**
   * Makes a cell that holds immutable values: an enum constant, or a record with {@code equals}.
   *
   * @param initial an immutable value
   */
  <T> ValueCell<T> valueCell(String name, T initial);

  /** Makes a spin lock, initially free. */
  SpinLock spinLock(String name);

  /** Makes an array of 32-bit cells: "name[0]" and so on. */
  default CellArray<IntCell> intCells(String name, int length) {
    return CellArray.of(this, name, length, index -> intCell(name + "[" + index + "]", 0));
  }

  /** Makes an array of 64-bit cells. */
  default CellArray<LongCell> longCells(String name, int length) {
    return CellArray.of(this, name, length, index -> longCell(name + "[" + index + "]", 0));
  }

  /** Makes an array of pointers, initially null. */
  default <T> CellArray<RefCell<T>> refCells(String name, int length) {
    return CellArray.of(this, name, length, index -> refCell(name + "[" + index + "]"));
  }

  /**
   * Reports a violation unless a condition holds.
   *
   * @param holds what must hold
   * @param property the property's name
   * @param message one sentence: what went wrong
   */
  void expect(boolean holds, String property, String message);

  /** As {@link #expect(boolean, String, String)}, of what the checker checks by itself. */
  default void expect(boolean holds, BuiltInProperty property, String message) {
    expect(holds, property.label(), message);
  }
}
