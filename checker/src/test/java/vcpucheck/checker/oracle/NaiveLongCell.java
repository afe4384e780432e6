package vcpucheck.checker.oracle;

import java.util.function.Function;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.LongCell;

/** A cell of 64-bit integers. */
record NaiveLongCell(NaiveCell<Long> cell) implements LongCell {
  @Override
  public long get(Access access) {
    return cell.read(Function.identity(), access);
  }

  @Override
  public void set(long value, Access access) {
    cell.write(before -> value, access);
  }

  @Override
  public long compareAndExchange(long expected, long desired, Access access) {
    return cell.update(
        before -> before == expected ? desired : before, Function.identity(), access);
  }

  @Override
  public boolean compareAndSet(long expected, long desired, Access access) {
    return cell.update(
        before -> before == expected ? desired : before, before -> before == expected, access);
  }

  @Override
  public long getAndAdd(long delta, Access access) {
    return cell.update(before -> before + delta, Function.identity(), access);
  }

  @Override
  public void add(long delta, Access access) {
    cell.update(before -> before + delta, before -> 0, access);
  }

  @Override
  public long getAndSet(long value, Access access) {
    return cell.update(before -> value, Function.identity(), access);
  }

  @Override
  public long addUnless(long delta, long unless) {
    return cell.update(
        before -> before == unless ? before : before + delta, Function.identity(), Access.VOLATILE);
  }

  @Override
  public void await(long value) {
    cell.await(before -> before == value, before -> 0);
  }

  @Override
  public long awaitNot(long value) {
    return cell.await(before -> before != value, Function.identity());
  }
}
