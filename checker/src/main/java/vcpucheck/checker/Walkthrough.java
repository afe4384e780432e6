package vcpucheck.checker;

import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.story.Explanation;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.walk.Course;
import vcpucheck.checker.walk.Nearest;
import vcpucheck.checker.walk.Position;
import vcpucheck.checker.walk.ProgressGraph;
import vcpucheck.checker.walk.RunGoal;

/**
 * A model that is walked through by hand: see {@link Checker#walk}. Any thread may ask; questions
 * are answered one after the other, so a long one keeps the others waiting.
 *
 * <p>Every question throws a {@link ModelException} if the model is wrong.
 */
public final class Walkthrough implements AutoCloseable {
  private final EngineThread thread;
  private final Options options;

  Walkthrough(EngineThread thread, Options options) {
    this.thread = thread;
    this.options = options;
  }

  /** What is to be seen at the end of a schedule, or where it stops to apply. */
  public Position position(Schedule schedule) {
    return thread.ask((engine, listener) -> engine.position(schedule), ProgressListener.NONE);
  }

  /** What is to be seen along a schedule, step by step, as far as it applies. */
  public Course course(Schedule schedule) {
    return thread.ask((engine, listener) -> engine.course(schedule), ProgressListener.NONE);
  }

  /**
   * Explains an interleaving that violates a property: walks it, and runs its vCPUs again to see
   * what would have been otherwise.
   *
   * @param schedule the whole interleaving
   * @param violation what was found wrong
   */
  public Explanation explain(Schedule schedule, Replay.Violation violation) {
    return thread.ask(
        (engine, listener) -> engine.explain(schedule, violation), ProgressListener.NONE);
  }

  /** Where a vCPU comes to that runs alone from the end of a schedule. */
  public Schedule run(Schedule from, int vcpu, RunGoal goal) {
    return thread.ask((engine, listener) -> engine.run(from, vcpu, goal), ProgressListener.NONE);
  }

  /**
   * How far two vCPUs are, and what comes of letting one run on and then the other.
   *
   * @param monitor can stop it
   * @throws IllegalArgumentException if the memory model lets others run, too
   * @throws java.util.concurrent.CancellationException if the listener stops it
   */
  public ProgressGraph progress(Schedule from, int x, int y, ProgressListener monitor) {
    if (options.memory() != MemoryModel.SC) {
      throw new IllegalArgumentException(
          "a vCPU runs alone only where memory is sequentially consistent: memory="
              + options.memory().word());
    }
    return thread.ask((engine, listener) -> engine.progress(from, x, y, listener), monitor);
  }

  /**
   * Searches for the violation that is nearest to the end of a schedule.
   *
   * @param states the most states to visit
   * @param monitor hears how far it is, and can stop it
   * @throws java.util.concurrent.CancellationException if the listener stops it
   */
  public Nearest nearest(Schedule from, int states, ProgressListener monitor) {
    return thread.ask((engine, listener) -> engine.nearest(from, states, listener), monitor);
  }

  /** Lets go of the model. */
  @Override
  public void close() {
    thread.close();
  }
}
