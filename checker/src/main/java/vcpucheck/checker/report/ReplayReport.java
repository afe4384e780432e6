package vcpucheck.checker.report;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.TraceFile;

/**
 * A trace that was replayed.
 *
 * @param trace what was recorded
 * @param configuration what it was replayed on
 * @param replay what came of it
 */
public record ReplayReport(TraceFile trace, Configuration configuration, Replay replay) {
  /** What a replay shows. */
  public enum Outcome {
    /** The violation of the trace. */
    REPRODUCED,
    /** A violation of another property. */
    OTHER_VIOLATION,
    /** No violation, on other code than the trace was found on. */
    NOT_REPRODUCED,
    /** No violation, on the code that the trace was found on: that code has changed. */
    STALE
  }

  /** What the replay shows. */
  public Outcome outcome() {
    return replay
        .violation()
        .map(
            found ->
                found.property().equals(trace.property())
                    ? Outcome.REPRODUCED
                    : Outcome.OTHER_VIOLATION)
        .orElseGet(
            () ->
                configuration.equals(trace.configuration())
                    ? Outcome.STALE
                    : Outcome.NOT_REPRODUCED);
  }

  /** One sentence: where and why the trace does not lead to a violation. */
  public String difference() {
    return replay
        .divergence()
        .map(this::difference)
        .orElse(
            "the trace can be followed to its end, step "
                + trace.steps().size()
                + ", without a violation");
  }

  private String difference(Replay.Divergence divergence) {
    String recorded = trace.steps().get(divergence.step()).operation();
    String vcpu = trace.vcpus().get(trace.steps().get(divergence.step()).vcpu());
    String applies =
        divergence.step() == 0
            ? "the trace applies nowhere"
            : "the trace applies up to step " + divergence.step();
    return applies
        + "; at step "
        + (divergence.step() + 1)
        + " it has "
        + vcpu
        + " do \""
        + recorded
        + "\", but "
        + now(divergence.wanted(), recorded);
  }

  private static String now(String wanted, String recorded) {
    if (wanted.isEmpty()) {
      return "there is no such vCPU";
    }
    if (wanted.equals("end")) {
      return "that vCPU has ended";
    }
    return wanted.equals(recorded)
        ? "that is not possible there: the vCPU would have to wait, or has not that many alternatives"
        : "there the vCPU wants to do \"" + wanted + "\"";
  }
}
