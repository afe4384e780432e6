package vcpucheck.checker.model;

import java.util.Objects;
import java.util.Optional;

/**
 * The program of one virtual CPU: a sequence of steps over an immutable local state.
 *
 * <p>A step runs to its end, sharing nothing but memory with other vCPUs, and everything that it
 * observed is forgotten but for the local state that it returns. A vCPU is on no particular
 * processor: vCPUs whose programs have the same step and start are interchangeable.
 *
 * @param <L> the local state: immutable, comparable by {@code equals}; its {@code toString} labels
 *     the step in reports
 * @param name the vCPU's name in reports
 * @param start the local state at the start
 * @param step what one step does
 */
public record Vcpu<L>(String name, L start, Step<L> step) {
  /** One step of a vCPU. */
  @FunctionalInterface
  public interface Step<L> {
    /**
     * Runs one step.
     *
     * @param local the local state
     * @return the local state of the next step, or empty when the program has ended
     */
    Optional<L> run(L local);
  }

  public Vcpu {
    Objects.requireNonNull(name);
    Objects.requireNonNull(start);
    Objects.requireNonNull(step);
  }

  /** A program of a single step. */
  public static Vcpu<String> of(String name, Runnable body) {
    return new Vcpu<>(
        name,
        "run",
        local -> {
          body.run();
          return Optional.empty();
        });
  }
}
