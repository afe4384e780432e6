package vcpucheck.checker.memory.threads;

import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.NumberBackend;
import vcpucheck.checker.memory.NumberUpdate;

/** A number whose operations pass a gate. */
record GatedNumber(NumberBackend number, String name, Gate gate) implements NumberBackend {
  @Override
  public long load(Access access) {
    return gate.pass(
        OperationText.of("load", access, name), () -> number.load(access), String::valueOf);
  }

  @Override
  public void store(long value, Access access) {
    gate.pass(
        OperationText.of("store", access, name),
        () -> number.store(value, access),
        Long.toString(value));
  }

  @Override
  public long compareAndExchange(long expected, long desired, Access access) {
    return gate.pass(
        OperationText.of("compare-and-swap", access, name),
        () -> number.compareAndExchange(expected, desired, access),
        witness ->
            OperationText.exchange(
                witness == expected,
                Long.toString(witness),
                Long.toString(expected),
                Long.toString(desired)));
  }

  @Override
  public boolean compareAndSet(long expected, long desired, Access access) {
    return gate.pass(
        OperationText.of("compare-and-swap", access, name),
        () -> number.compareAndSet(expected, desired, access),
        isDone ->
            isDone
                ? OperationText.exchange(true, "", Long.toString(expected), Long.toString(desired))
                : "");
  }

  @Override
  public long getAndUpdate(NumberUpdate update, long operand, Access access) {
    return gate.pass(
        OperationText.of(OperationText.verb(update), access, name),
        () -> number.getAndUpdate(update, operand, access),
        before -> change(before, update.apply(before, operand)));
  }

  private static String change(long before, long after) {
    return OperationText.change(Long.toString(before), Long.toString(after));
  }

  @Override
  public void update(NumberUpdate update, long operand, Access access) {
    gate.pass(
        OperationText.of(OperationText.verb(update), access, name),
        () -> number.update(update, operand, access),
        "");
  }

  @Override
  public boolean testAndUpdate(NumberUpdate update, long mask, Access access) {
    String verb = update == NumberUpdate.OR ? "test-and-set" : "test-and-clear";
    return gate.pass(
        OperationText.of(verb, access, name),
        () -> number.testAndUpdate(update, mask, access),
        was -> "");
  }

  @Override
  public long addUnless(NumberUpdate add, long delta, long unless) {
    return gate.pass(
        OperationText.of("add-unless", Access.VOLATILE, name),
        () -> number.addUnless(add, delta, unless),
        before -> change(before, before == unless ? before : add.apply(before, delta)));
  }

  @Override
  public void await(long value, Access access) {
    gate.enter(
        OperationText.of("wait for", access, name), () -> number.load(Access.OPAQUE) == value);
    number.await(value, access);
    gate.leave(Long.toString(value));
  }

  @Override
  public long awaitNot(long value, Access access) {
    gate.enter(
        OperationText.of("wait for", access, name), () -> number.load(Access.OPAQUE) != value);
    long found = number.awaitNot(value, access);
    gate.leave(Long.toString(found));
    return found;
  }
}
