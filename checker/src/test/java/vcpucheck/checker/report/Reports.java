package vcpucheck.checker.report;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.Interleavings;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Result;
import vcpucheck.checker.Stats;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;

/** Reports to be rendered. */
final class Reports {
  static final Configuration CODE = new Configuration("xen-4.13", "locked", Optional.empty(), 2);

  private static final List<String> FUNCTIONS =
      List.of("handle_std_call", "do_call_with_arg", "free_std_call");
  private static final List<String> OPERATIONS =
      List.of(
          "lock optee_domain.lock",
          "load call_count",
          "store call_count",
          "unlock optee_domain.lock");

  private static final Configuration MUTANT =
      new Configuration("xen-4.22", "lock-free", Optional.of("M-early-free"), 3);

  private Reports() {}

  /** A suite with verdicts of every kind. */
  static SuiteReport suite() {
    return new SuiteReport(
        List.of(
            entry(Expectation.violated(CODE, "cookie-unique"), violated(24, 10)),
            entry(Expectation.violated(CODE, "no-leak").asRelease(), violated(24, 10)),
            entry(Expectation.verified(CODE), incomplete()),
            entry(Expectation.verified(MUTANT), verified())),
        List.of(skipped(SuiteReport.Reason.LARGE), skipped(SuiteReport.Reason.FAIL_FAST)),
        false);
  }

  private static SuiteReport.Skipped skipped(SuiteReport.Reason reason) {
    Expectation expectation = Expectation.verified(MUTANT.withRevision("xen-4.17"));
    return new SuiteReport.Skipped(
        expectation, of(verified(), expectation.configuration()).subject(), reason);
  }

  private static SuiteReport.Entry entry(Expectation expectation, Verdict verdict) {
    return new SuiteReport.Entry(
        expectation,
        of(verdict, expectation.configuration()),
        List.of(),
        Optional.empty(),
        Glossary.NONE);
  }

  static CheckReport of(Verdict verdict) {
    return of(verdict, CODE);
  }

  static CheckReport of(Verdict verdict, Configuration code) {
    Interleavings interleavings =
        verdict instanceof Verdict.Verified
            ? new Interleavings.Finite(new BigInteger("17153136"))
            : new Interleavings.Unknown();
    return new CheckReport(
        new CheckReport.Subject("S01", "cookie-reuse", "one cookie, two buffers", code, "sc"),
        Options.defaults(),
        new Result(
            verdict,
            new Stats(12_345, 67_890, 32, 3, 0, 417, interleavings, Optional.empty()),
            Duration.ofMillis(1_234),
            List.of(),
            MemoryModel.SC,
            Coverage.NONE),
        code.vcpus());
  }

  static Verdict verified() {
    return new Verdict.Verified(0);
  }

  static Verdict incomplete() {
    return new Verdict.Incomplete("the state limit was reached: states=12345");
  }

  /** A violation after some operations, a vCPU doing {@code turn} of them before the other may. */
  static Verdict violated(int operations, int turn) {
    List<Step> steps = steps(operations, turn);
    return new Verdict.Violated(
        new Counterexample(
            "cookie-unique",
            "two buffers have the cookie 7",
            List.of("vcpu0", "vcpu1"),
            new Schedule(steps.stream().map(step -> new Schedule.Choice(step.vcpu(), 0)).toList()),
            steps,
            1,
            true,
            Optional.empty()));
  }

  /** Of three operations one has not returned, and one has answered what cannot be explained. */
  static Verdict unexplained() {
    List<Step> steps = new ArrayList<>();
    for (String operation :
        List.of(
            "0call Put[value=1]", "1call Take[]", "2call Take[]", "0return done", "1return none")) {
      int vcpu = operation.charAt(0) - '0';
      steps.add(new Step(vcpu, "round 1", operation.substring(1), "", "Queue.java:7", ""));
      steps.add(new Step(vcpu, "round 1", "load tail", "0", "Queue.java:8", ""));
    }
    return new Verdict.Violated(
        new Counterexample(
            "linearizable",
            "no order of the operations explains that Take[] answers none",
            List.of("vcpu0", "vcpu1", "vcpu2"),
            new Schedule(steps.stream().map(step -> new Schedule.Choice(step.vcpu(), 0)).toList()),
            steps,
            1,
            true,
            Optional.empty()));
  }

  static List<Step> steps(int operations, int turn) {
    List<Step> steps = new ArrayList<>();
    for (int at = 0; at < operations; at++) {
      steps.add(
          new Step(
              at / turn % 2,
              "Call[session=" + at / (2 * turn) + "]",
              OPERATIONS.get(at % 4),
              at % 4 == 1 || at % 4 == 2 ? Integer.toString(at / 4) : "",
              "CallTable.java:" + (10 + at % 40),
              FUNCTIONS.get(at / 12 % 3)));
    }
    return steps;
  }
}
