package vcpucheck.checker.trace;

import java.util.List;
import java.util.Optional;

/**
 * An interleaving that violates a property.
 *
 * @param property the violated property's name
 * @param message one sentence: what went wrong
 * @param vcpus the vCPUs' names, by index
 * @param schedule the interleaving
 * @param steps one for each choice of the schedule
 * @param preemptions how many context switches left a vCPU that could have gone on
 * @param fewestSwitches whether no interleaving violates a property with fewer context switches
 * @param lasso how the interleaving goes on for ever, if that is what is wrong with it
 */
public record Counterexample(
    String property,
    String message,
    List<String> vcpus,
    Schedule schedule,
    List<Step> steps,
    int preemptions,
    boolean fewestSwitches,
    Optional<Lasso> lasso) {
  public Counterexample {
    vcpus = List.copyOf(vcpus);
    steps = List.copyOf(steps);
  }

  /** The line of the last operation: "File.java:12"; empty if there is none or it is not known. */
  public String lastSource() {
    return steps.isEmpty() ? "" : steps.get(steps.size() - 1).source();
  }
}
