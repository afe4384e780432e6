package vcpucheck.checker.cli.explorer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import vcpucheck.checker.Walkthrough;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.walk.Position;
import vcpucheck.checker.walk.WalkedStep;

/**
 * A scene that was opened: an engine to walk with, and one for long questions, so that a step never
 * waits for them.
 */
record World(Scene scene, Walkthrough walk, Walkthrough ahead) implements AutoCloseable {
  static World open(Scene scene) {
    return new World(scene, scene.checker().walk(), scene.checker().walk());
  }

  /**
   * The position that a token names.
   *
   * @throws Problem if the code does something else by now
   */
  Position position(PositionToken token) {
    Position position = walk.position(token.schedule());
    List<WalkedStep> steps = position.steps();
    if (position.divergence().isPresent()) {
      Replay.Divergence end = position.divergence().get();
      throw stale(
          "step "
              + (end.step() + 1)
              + " is not possible"
              + (end.wanted().isEmpty() ? "" : ": the vCPU wants to " + end.wanted()),
          steps);
    }
    OptionalInt change = token.firstChange(steps);
    if (change.isPresent()) {
      throw stale(
          "from step " + (change.getAsInt() + 1) + " on something else is done",
          steps.subList(0, change.getAsInt()));
    }
    return position;
  }

  private Problem stale(String what, List<WalkedStep> agreed) {
    return new Problem(
        Problem.Kind.STALE_TOKEN,
        "the code must do what it did when the position was noted, but " + what,
        Optional.of(PositionToken.of(scene.form(), agreed)));
  }

  /** The token of a position. */
  String token(Position position) {
    return PositionToken.of(scene.form(), position.steps());
  }

  /** The token of the end of a schedule. */
  String token(Schedule schedule) {
    return token(walk.position(schedule));
  }

  @Override
  public void close() {
    walk.close();
    ahead.close();
  }
}
