package vcpucheck.checker.memory.threads;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.ObjectBackend;

/** A reference whose operations pass a gate. */
record GatedReference<T>(ObjectBackend<T> reference, String name, Gate gate, OperationText texts)
    implements ObjectBackend<T> {
  @Override
  public @Nullable T load(Access access) {
    return gate.<@Nullable T>pass(
        OperationText.of("load", access, name), () -> reference.load(access), texts::value);
  }

  @Override
  public void store(@Nullable T value, Access access) {
    gate.pass(
        OperationText.of("store", access, name),
        () -> reference.store(value, access),
        texts.value(value));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // pointers
  public @Nullable T compareAndExchange(@Nullable T expected, @Nullable T desired, Access access) {
    return gate.<@Nullable T>pass(
        OperationText.of("compare-and-swap", access, name),
        () -> reference.compareAndExchange(expected, desired, access),
        witness ->
            OperationText.exchange(
                witness == expected,
                texts.value(witness),
                texts.value(expected),
                texts.value(desired)));
  }

  @Override
  public boolean compareAndSet(@Nullable T expected, @Nullable T desired, Access access) {
    return gate.pass(
        OperationText.of("compare-and-swap", access, name),
        () -> reference.compareAndSet(expected, desired, access),
        isDone ->
            isDone
                ? OperationText.exchange(true, "", texts.value(expected), texts.value(desired))
                : "");
  }

  @Override
  public @Nullable T getAndSet(@Nullable T value, Access access) {
    return gate.<@Nullable T>pass(
        OperationText.of("swap", access, name),
        () -> reference.getAndSet(value, access),
        before -> OperationText.change(texts.value(before), texts.value(value)));
  }

  @Override
  public <R> R project(Function<? super T, ? extends R> part, Access access) {
    return gate.<R>pass(
        OperationText.of("load", access, name),
        () -> reference.project(part, access),
        texts::value);
  }

  @Override
  public void update(UnaryOperator<T> change, Access access) {
    gate.pass(OperationText.of("store", access, name), () -> reference.update(change, access), "");
  }
}
