package vcpucheck.checker.engine;

import com.google.common.primitives.ImmutableIntArray;
import vcpucheck.checker.engine.replay.PathConcretizer;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Witness;

/** Turns a state that a search has visited into an interleaving that leads there, by running it. */
final class WitnessBuilder {
  private final TransitionSystem system;
  private final Exploration exploration;

  WitnessBuilder(TransitionSystem system, Exploration exploration) {
    this.system = system;
    this.exploration = exploration;
  }

  /** An interleaving to a state in which nothing is wrong, of as few steps as the search knows. */
  Witness to(int state) {
    return exploration.beside(() -> walked(state));
  }

  private Witness walked(int state) {
    ImmutableIntArray path = ImmutableIntArray.copyOf(exploration.frontier().pathTo(state));
    Schedule schedule =
        new PathConcretizer(system, exploration).along(path, Schedule.EMPTY).before();
    ScheduleWalk walk = new ScheduleWalk(system);
    for (Schedule.Choice choice : schedule.choices()) {
      if (!walk.take(choice) || walk.failure().isPresent()) {
        throw new AssertionError("checker bug: a way to a state cannot be walked");
      }
    }
    return new Witness(
        system.vcpus().names(), walk.schedule(), walk.steps(), walk.preemptions(), walk.places());
  }
}
