package vcpucheck.checker.model;

import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The program of one virtual CPU: a sequence of steps over an immutable local state.
 *
 * <p>A step runs to its end, sharing nothing but memory with other vCPUs, and everything that it
 * observed is forgotten but for the local state that it returns. A vCPU is on no particular
 * processor: vCPUs whose programs have equal steps and equal starts are interchangeable, unless
 * only one of them is a daemon.
 *
 * @param <L> the local state: immutable, comparable by {@code equals}; its {@code toString} labels
 *     the step in reports
 * @param name the vCPU's name in reports
 * @param start the local state at the start
 * @param step what one step does
 * @param isDaemon whether it need not end: see {@link #daemon}
 */
public record Vcpu<L>(String name, L start, Step<L> step, boolean isDaemon) {
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
    if (name == null || name.isBlank() || start == null || step == null) {
      throw new ModelException(
          "a vCPU has a name, a local state to start from and a step: name="
              + name
              + ", start="
              + start
              + ", step="
              + (step == null ? "null" : "given"));
    }
  }

  /** A program that must end. */
  public Vcpu(String name, L start, Step<L> step) {
    this(name, start, step, false);
  }

  /**
   * A program that need not end: a server, a handler of interrupts, a timer.
   *
   * <p>When all other vCPUs have ended, the program as a whole has, whether the daemons run on or
   * wait. What must hold at the end is judged whenever, besides, each daemon is at rest: it has
   * ended, or waits for a value, or is about to do the first operation of its program (in the local
   * state that it started in) and does not wait there. A daemon may wait for a value for ever, but
   * not for a lock.
   */
  public static <L> Vcpu<L> daemon(String name, L start, Step<L> step) {
    return new Vcpu<>(name, start, step, true);
  }

  /** The same program, which need not end: see {@link #daemon}. */
  public Vcpu<L> asDaemon() {
    return daemon(name, start, step);
  }

  /**
   * A program of a single step. vCPUs with equal bodies run the same program: make the body once
   * and hand it to each of them.
   */
  public static Vcpu<String> of(String name, Runnable body) {
    return new Vcpu<>(name, "run", new Once(body));
  }

  /**
   * A program of one step for each round. vCPUs with equal bodies and as many rounds run the same
   * program.
   *
   * @param rounds how many rounds there are, at least 1
   * @param body what a round does, given its number from 0
   */
  public static Vcpu<Integer> rounds(String name, int rounds, IntConsumer body) {
    return new Vcpu<>(name, 0, new Rounds(rounds, body));
  }

  private record Once(Runnable body) implements Step<String> {
    Once {
      requireBody(body);
    }

    @Override
    public Optional<String> run(String local) {
      body.run();
      return Optional.empty();
    }
  }

  private record Rounds(int rounds, IntConsumer body) implements Step<Integer> {
    Rounds {
      requireBody(body);
      if (rounds < 1) {
        throw new ModelException("a vCPU runs at least one round: rounds=" + rounds);
      }
    }

    @Override
    public Optional<Integer> run(Integer round) {
      body.accept(round);
      return round + 1 < rounds ? Optional.of(round + 1) : Optional.empty();
    }
  }

  private static void requireBody(Object body) {
    if (body == null) {
      throw new ModelException("a vCPU runs a body: body=null");
    }
  }
}
