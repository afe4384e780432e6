package vcpucheck.checker.trace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Configuration;

/**
 * A counterexample that can be kept, sent to somebody and replayed: the schedule, what it was found
 * on, and what each step did there.
 *
 * @param id the scenario's number in the catalogue
 * @param scenario the scenario's name
 * @param configuration the form of the code under test
 * @param memory the memory model's name
 * @param build whether assertions of the C code counted
 * @param property the violated property's name
 * @param message one sentence: what went wrong
 * @param vcpus the vCPUs' names, by index
 * @param schedule the interleaving
 * @param steps one for each choice of the schedule
 * @param lasso how the interleaving goes on for ever, if that is what is wrong with it
 */
public record TraceFile(
    String id,
    String scenario,
    Configuration configuration,
    String memory,
    Options.Build build,
    String property,
    String message,
    List<String> vcpus,
    Schedule schedule,
    List<Step> steps,
    Optional<Lasso> lasso) {
  /** The format that is written. */
  public static final int VERSION = 2;

  /** The oldest format that is read: without how a violation goes on for ever. */
  static final int OLDEST_VERSION = 1;

  public TraceFile {
    vcpus = List.copyOf(vcpus);
    steps = List.copyOf(steps);
    int choices = schedule.choices().size();
    if (choices != steps.size()) {
      throw new TraceFileException(
          "a trace must have one step for each choice: choices="
              + choices
              + ", steps="
              + steps.size());
    }
    for (int at = 0; at < choices; at++) {
      checkStep(at, schedule.choices().get(at), steps.get(at), vcpus.size());
    }
    lasso.ifPresent(endless -> checkLasso(endless, choices));
  }

  private static void checkLasso(Lasso lasso, int steps) {
    if (lasso.doomed() < 0 || lasso.doomed() > lasso.loop() || lasso.loop() >= steps) {
      throw new TraceFileException(
          "what repeats for ever must be steps of the trace, after the violation: after="
              + lasso.doomed()
              + ", first="
              + (lasso.loop() + 1)
              + ", steps="
              + steps
              + "; was it edited?");
    }
  }

  private static void checkStep(int at, Schedule.Choice choice, Step step, int vcpus) {
    boolean isChoice = choice.vcpu() >= 0 && choice.vcpu() < vcpus && choice.alternative() >= 0;
    if (!isChoice || step.vcpu() != choice.vcpu()) {
      throw new TraceFileException(
          "a choice must name a vCPU of the trace and one of its alternatives: step="
              + (at + 1)
              + ", vcpu="
              + choice.vcpu()
              + ", alternative="
              + choice.alternative()
              + ", vcpus="
              + vcpus
              + "; was it edited?");
    }
  }

  /** The trace of a counterexample. */
  public static TraceFile of(
      String id,
      String scenario,
      Configuration configuration,
      String memory,
      Options.Build build,
      Counterexample found) {
    return new TraceFile(
        id,
        scenario,
        configuration,
        memory,
        build,
        found.property(),
        found.message(),
        found.vcpus(),
        found.schedule(),
        found.steps(),
        found.lasso());
  }

  /**
   * Reads a trace.
   *
   * @param text what {@link #text} made
   * @throws TraceFileException if it is not a trace, not whole, or of another version
   */
  public static TraceFile parse(byte[] text) {
    return TraceFileFormat.read(text);
  }

  /** The same, with the form of the code under test spelled in another way. */
  public TraceFile on(Configuration spelled) {
    return new TraceFile(
        id, scenario, spelled, memory, build, property, message, vcpus, schedule, steps, lasso);
  }

  /** The trace as JSON text. */
  public String text() {
    return TraceFileFormat.write(this);
  }

  /** What each step did, as in {@link Step#operation}. */
  public List<String> operations() {
    return steps.stream().map(Step::operation).toList();
  }

  /** The index of the first step that did the same but with another value; empty if none did. */
  public OptionalInt firstOtherValue(List<Step> replayed) {
    return IntStream.range(0, Math.min(steps.size(), replayed.size()))
        .filter(at -> !steps.get(at).value().equals(replayed.get(at).value()))
        .findFirst();
  }
}
