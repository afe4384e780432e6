package vcpucheck.checker.memory;

import java.util.function.UnaryOperator;

/**
 * An update of a {@linkplain GhostValue ghost} that is told which updates happen before it: under a
 * weak memory model they come in an order that no vCPU need know.
 *
 * @param <T> the type of the ghost
 */
public interface OrderedUpdate<T> extends UnaryOperator<T> {
  /**
   * The value after the update.
   *
   * @param known counts those updates of others that {@linkplain #isCounted count}
   */
  T apply(T before, Known known);

  @Override
  default T apply(T before) {
    return apply(before, Known.ALL);
  }

  /** Whether later updates are told if they happen after this one. */
  boolean isCounted();
}
