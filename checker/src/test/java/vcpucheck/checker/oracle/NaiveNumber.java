package vcpucheck.checker.oracle;

import java.util.function.Function;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.NumberBackend;
import vcpucheck.checker.memory.NumberUpdate;

/** A number of the naive memory. */
record NaiveNumber(NaiveCell<Long> cell) implements NumberBackend {
  @Override
  public long load(Access access) {
    return cell.read(Function.identity(), access);
  }

  @Override
  public void store(long value, Access access) {
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
  public long getAndUpdate(NumberUpdate update, long operand, Access access) {
    return cell.update(before -> after(update, before, operand), Function.identity(), access);
  }

  @Override
  public void update(NumberUpdate update, long operand, Access access) {
    cell.update(before -> after(update, before, operand), before -> 0, access);
  }

  @Override
  public boolean testAndUpdate(NumberUpdate update, long mask, Access access) {
    return cell.update(
        before -> after(update, before, mask), before -> (before & mask) != 0, access);
  }

  @Override
  public long addUnless(NumberUpdate add, long delta, long unless) {
    return cell.update(
        before -> before == unless ? before : after(add, before, delta),
        Function.identity(),
        Access.VOLATILE);
  }

  @Override
  public void await(long value, Access access) {
    cell.await(before -> before == value, before -> 0);
  }

  @Override
  public long awaitNot(long value, Access access) {
    return cell.await(before -> before != value, Function.identity());
  }

  /** Written apart from {@link NumberUpdate#apply}, which the checker relies on. */
  private static long after(NumberUpdate update, long before, long operand) {
    return switch (update) {
      case SET -> operand;
      case ADD_INT -> Math.toIntExact((before + operand) << 32 >> 32);
      case ADD_LONG -> before + operand;
      case AND -> ~(~before | ~operand);
      case OR -> ~(~before & ~operand);
      case XOR -> (before | operand) - (before & operand);
      case AND_NOT -> before - (before & operand);
    };
  }
}
