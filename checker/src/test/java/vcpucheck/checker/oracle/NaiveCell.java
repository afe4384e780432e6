package vcpucheck.checker.oracle;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;

/**
 * One word of the store as a cell; the operations of every kind of cell in terms of four.
 *
 * @param <V> what it holds
 */
final class NaiveCell<V extends @Nullable Object> {
  private final NaiveMemory memory;
  private final String name;
  private final Operation.Target target;

  NaiveCell(NaiveMemory memory, String name, Operation.Target target) {
    this.memory = memory;
    this.name = name;
    this.target = target;
  }

  <R extends @Nullable Object> R read(Function<V, R> observe, Access access) {
    return step(
        "load",
        new Operation.Effect(false, access.forLoad() == Access.PLAIN),
        value -> true,
        value -> value,
        observe);
  }

  void write(UnaryOperator<V> change, Access access) {
    this.<@Nullable Object>step(
        "store",
        new Operation.Effect(true, access.forStore() == Access.PLAIN),
        value -> true,
        change,
        value -> null);
  }

  <R extends @Nullable Object> R update(
      UnaryOperator<V> change, Function<V, R> observe, Access access) {
    return step(
        "update",
        new Operation.Effect(true, access.forUpdate() == Access.PLAIN),
        value -> true,
        change,
        observe);
  }

  <R extends @Nullable Object> R await(Predicate<V> awaited, Function<V, R> observe) {
    return step(
        Operation.Role.AWAITS,
        "await",
        new Operation.Effect(false, false),
        awaited,
        value -> value,
        observe);
  }

  private <R extends @Nullable Object> R step(
      String what,
      Operation.Effect effect,
      Predicate<V> enabled,
      UnaryOperator<V> change,
      Function<V, R> observe) {
    return step(Operation.Role.OTHER, what, effect, enabled, change, observe);
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // R is what observe returns
  private <R extends @Nullable Object> R step(
      Operation.Role role,
      String what,
      Operation.Effect effect,
      Predicate<V> enabled,
      UnaryOperator<V> change,
      Function<V, R> observe) {
    Operation operation =
        new Operation(
            what + " " + name,
            target,
            effect,
            store -> enabled.test((V) store.get(target.word())),
            store -> List.of(0),
            (store, vcpu, alternative) -> {
              V before = (V) store.get(target.word());
              store.set(target.word(), change.apply(before));
              return observe.apply(before);
            },
            role);
    return (R) memory.step(operation);
  }
}
