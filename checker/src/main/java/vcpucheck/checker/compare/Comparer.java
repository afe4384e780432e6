package vcpucheck.checker.compare;

import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.model.ModelException;

/** Explores scenarios on two forms of the code under test. */
public final class Comparer {
  private final Options options;

  /**
   * @param options limits, build, store and workers; no symmetry is used, for it keeps one of
   *     several end states that differ in names of vCPUs or places of structs
   */
  public Comparer(Options options) {
    this.options =
        options
            .with(new Reductions(options.reductions().blocks(), false, false))
            .withKeepGoing(true)
            .withShortest(false)
            .withCountedStates(0);
  }

  /**
   * Compares two forms in a scenario.
   *
   * @throws ModelException if a model is wrong
   * @throws IllegalArgumentException if the scenario makes no sense in one of them
   */
  public ScenarioComparison compare(
      Scenario scenario, Configuration from, Configuration to, ProgressListener monitor) {
    return new ScenarioComparison(
        new ScenarioComparison.Setting(
            scenario.id(),
            scenario.name(),
            scenario.lesson(),
            from.variant(),
            from.vcpus(),
            options.build() == Options.Build.RELEASE),
        side(scenario, from, monitor),
        side(scenario, to, monitor));
  }

  private Side side(Scenario scenario, Configuration form, ProgressListener monitor) {
    Outcomes outcomes = Checker.of(scenario.model(form)).with(options).with(monitor).outcomes();
    return Side.of(name(form), outcomes);
  }

  /** The name of a form, with its mutants: as {@code --revision} takes it. */
  public static String name(Configuration form) {
    return form.revision() + form.mutant().map(mutant -> "+" + mutant).orElse("");
  }
}
