package vcpucheck.checker.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vcpucheck.checker.Options;
import vcpucheck.checker.Result;
import vcpucheck.checker.Validation;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.TraceFile;

/**
 * One exploration, as every renderer sees it.
 *
 * @param subject what was explored
 * @param options how
 * @param result what came of it
 * @param vcpus how many vCPUs the program has; the configuration's number is what it was asked for
 */
public record CheckReport(Subject subject, Options options, Result result, int vcpus) {

  /**
   * What is explored.
   *
   * @param id the scenario's number in the catalogue
   * @param scenario the scenario's name
   * @param lesson the scenario's lesson
   * @param configuration the form of the code under test
   * @param memory the memory model's name
   */
  public record Subject(
      String id, String scenario, String lesson, Configuration configuration, String memory) {
    /** "S01 cookie-reuse on xen-4.13 (locked, 2 vCPUs)", with the mutant if there is one. */
    public String title() {
      return title(configuration.vcpus());
    }

    /** "xen-4.13 locked sc", with the mutant if there is one. */
    String form() {
      return configuration.revision()
          + " "
          + configuration.variant()
          + configuration.mutant().map(mutant -> " " + mutant).orElse("")
          + " "
          + memory;
    }

    private String title(int vcpus) {
      return id
          + " "
          + scenario
          + " on "
          + configuration.revision()
          + " ("
          + configuration.variant()
          + ", "
          + configuration.mutant().map(mutant -> "mutant " + mutant + ", ").orElse("")
          + NumberFormats.counted(vcpus, "vCPU")
          + ")";
    }
  }

  /** As {@link Subject#title}, with the number of vCPUs that there are. */
  public String title() {
    return subject.title(vcpus);
  }

  /** What kind of verdict came of it. */
  public VerdictKind kind() {
    return result.verdict().kind();
  }

  /** The counterexample, if an interleaving violates a property. */
  public Optional<Counterexample> counterexample() {
    return result.counterexample();
  }

  /** The counterexample as a trace that can be replayed. */
  public Optional<TraceFile> trace() {
    return counterexample()
        .map(
            found ->
                TraceFile.of(
                    subject.id(),
                    subject.scenario(),
                    subject.configuration(),
                    subject.memory(),
                    options.build(),
                    found));
  }

  /** How it was searched, in words: order, store, reductions, slabs, validation, limits, build. */
  public String search() {
    return CheckText.search(this);
  }

  /** The violated property's name. */
  public Optional<String> property() {
    return result.verdict() instanceof Verdict.Violated violated
        ? Optional.of(violated.property())
        : Optional.empty();
  }

  /**
   * Why the verdict is what it is: what went wrong, what stopped the search, or, if everything was
   * explored and holds, what was not checked and how probable it is that fingerprints hid a state.
   */
  public Optional<String> reason() {
    return reason(result);
  }

  /** As {@link #reason()}, of what is in no catalogue too. */
  static Optional<String> reason(Result result) {
    Verdict verdict = result.verdict();
    if (verdict instanceof Verdict.Violated violated) {
      return Optional.of(violated.message());
    }
    if (verdict instanceof Verdict.Incomplete incomplete) {
      return Optional.of(incomplete.reason());
    }
    List<String> limits = limits((Verdict.Verified) verdict, result.stats().validation());
    return limits.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", limits));
  }

  private static List<String> limits(Verdict.Verified verified, Optional<Validation> validation) {
    List<String> limits = new ArrayList<>();
    verified.notChecked().forEach(name -> limits.add(name + " was not checked"));
    if (verified.missProbability() != 0) {
      limits.add(
          "fingerprints hid a state with a probability of at most "
              + NumberFormats.probability(verified.missProbability()));
    }
    validation
        .filter(checked -> checked.compared() < checked.merged())
        .ifPresent(
            checked ->
                limits.add(
                    NumberFormats.grouped(checked.compared())
                        + " of "
                        + NumberFormats.grouped(checked.merged())
                        + " histories that were merged have been compared"));
    return limits;
  }

  /** The properties that this kind of search could not decide. */
  public List<String> notChecked() {
    return result.verdict() instanceof Verdict.Verified verified
        ? verified.notChecked()
        : List.of();
  }

  /** "revision xen-4.13, variant locked, 2 vCPUs", with the mutant if there is one. */
  public static String code(Configuration configuration, int vcpus) {
    return "revision "
        + configuration.revision()
        + ", variant "
        + configuration.variant()
        + configuration.mutant().map(mutant -> ", mutant " + mutant).orElse("")
        + ", "
        + NumberFormats.counted(vcpus, "vCPU");
  }

  /**
   * The same without what is otherwise on another computer: time, and how many threads searched.
   */
  public CheckReport repeatable() {
    Result untimed =
        new Result(
            result.verdict(),
            result.stats(),
            Duration.ZERO,
            result.slabs(),
            result.memory(),
            result.coverage());
    return new CheckReport(subject, options.withWorkers(1), untimed, vcpus);
  }

  /** Wall time in seconds, to the millisecond. */
  public double seconds() {
    return result.elapsed().toMillis() / 1000.0;
  }
}
