package vcpucheck.checker.oracle;

import java.util.function.Function;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;

/** A cell of 32-bit integers. */
record NaiveIntCell(NaiveCell<Integer> cell) implements IntCell {
  @Override
  public int get(Access access) {
    return cell.read(Function.identity(), access);
  }

  @Override
  public void set(int value, Access access) {
    cell.write(before -> value, access);
  }

  @Override
  public int compareAndExchange(int expected, int desired, Access access) {
    return cell.update(
        before -> before == expected ? desired : before, Function.identity(), access);
  }

  @Override
  public boolean compareAndSet(int expected, int desired, Access access) {
    return cell.update(
        before -> before == expected ? desired : before, before -> before == expected, access);
  }

  @Override
  public int getAndAdd(int delta, Access access) {
    return cell.update(before -> before + delta, Function.identity(), access);
  }

  @Override
  public void add(int delta, Access access) {
    cell.update(before -> before + delta, before -> 0, access);
  }

  @Override
  public int getAndSet(int value, Access access) {
    return cell.update(before -> value, Function.identity(), access);
  }

  @Override
  public int addUnless(int delta, int unless) {
    return cell.update(
        before -> before == unless ? before : before + delta, Function.identity(), Access.VOLATILE);
  }

  @Override
  public void await(int value) {
    cell.await(before -> before == value, before -> 0);
  }

  @Override
  public int awaitNot(int value) {
    return cell.await(before -> before != value, Function.identity());
  }
}
