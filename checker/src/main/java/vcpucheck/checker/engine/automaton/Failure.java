package vcpucheck.checker.engine.automaton;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import vcpucheck.checker.engine.base.CheckpointFields;
import vcpucheck.checker.memory.BuiltInProperty;

/**
 * What is wrong with a state or a transition.
 *
 * @param property the violated property's name
 * @param message one sentence
 */
public record Failure(String property, String message) {
  public static final Failure RACE =
      new Failure(
          BuiltInProperty.NO_DATA_RACE, "data race: conflicting accesses are possible at once");

  public static final Failure LOCK_CYCLE =
      new Failure(BuiltInProperty.DEADLOCK, "deadlock: vCPUs wait for locks that they hold");

  public static final Failure STUCK_VCPU =
      new Failure(BuiltInProperty.NO_STUCK_VCPU, "a vCPU can never go on");

  public static final Failure ENDLESS =
      new Failure(
          BuiltInProperty.LOCK_FREE,
          "the vCPUs can go round like this for ever, and none finishes what it does");

  public static final Failure LIVELOCK =
      new Failure(
          BuiltInProperty.NO_LIVELOCK,
          "livelock: from here on, whatever the vCPUs do, they never all end");

  /** Not wrong, but nothing is looked at that follows: an assumption does not hold. */
  public static final Failure CUT = new Failure("assume", "an assumption does not hold");

  /** What the checker checks by itself does not hold. */
  public Failure(BuiltInProperty property, String message) {
    this(property.label(), message);
  }

  /** Whether it is something that can be wrong, and not {@link #CUT}. */
  public boolean isViolation() {
    return !equals(CUT);
  }

  /** What was thrown by code of the model, on one line, and where: "thrown at File.java:12". */
  static String text(Throwable thrown) {
    return thrown.toString().replaceAll("\\s+", " ").strip() + SourceLocation.suffix(thrown);
  }

  /**
   * An assertion in a property's code failed.
   *
   * @throws AssertionError the same, if it is the checker's own
   */
  public static String ofAssertion(AssertionError failed) {
    if (SourceLocation.isThrownByChecker(failed)) {
      throw failed;
    }
    return text(failed);
  }

  /** Writes it into a checkpoint. */
  public void save(DataOutput out) throws IOException {
    CheckpointFields.text(out, property);
    CheckpointFields.text(out, message);
  }

  /** Reads what was saved. */
  public static Failure restore(DataInput in) throws IOException {
    String property = CheckpointFields.text(in);
    return new Failure(property, CheckpointFields.text(in));
  }
}
