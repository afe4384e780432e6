package vcpucheck.checker.memory;

import org.jspecify.annotations.Nullable;

/** Cells of one owner that are the fields of something: their names begin alike. */
record PrefixedCells(Cells owner, String prefix) implements Cells {
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
