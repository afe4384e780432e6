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
  /** What the replay shows. */
  public Replay.Outcome outcome() {
    return replay.outcome(trace.property());
  }

  /** What was replayed on what: "S01 cookie-reuse on xen-4.13 (locked, 2 vCPUs)". */
  String title() {
    return new CheckReport.Subject(trace.id(), trace.scenario(), "", configuration, trace.memory())
        .title();
  }

  /** Whether this is the code that the trace was found on. */
  boolean isOnOwnCode() {
    return configuration.equals(trace.configuration());
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
        ? "that is not possible there: the vCPU would have to wait, or has not that many"
            + " alternatives"
        : "there the vCPU wants to do \"" + wanted + "\"";
  }
}
