package vcpucheck.checker.compare;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Limits;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.SoloRun;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.necessity.WeakenedModel;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Schedule;

/** Explores scenarios on two forms of the code under test. */
public final class Comparer {
  /** What is found out on request. */
  public enum Question {
    /** After how many operations of one vCPU another one goes wrong. */
    WINDOWS,
    /** All that goes wrong, by property and line of code. */
    VIOLATIONS,
    /** An interleaving that shows each outcome. */
    OUTCOMES,
    /** What each vCPU, run alone, does otherwise. */
    MOVES
  }

  private final Options options;
  private final Limits around;
  private final Set<Question> questions;

  /**
   * Makes a comparer.
   *
   * @param options build, reductions, store, workers, and what limits the search for a violation;
   *     slots are not exchanged, for that keeps one of several end states that differ in the places
   *     of structs, and so allocations take the lowest free slot unless the options say otherwise
   * @param around what limits the search for outcomes beside those that violate something, and for
   *     all violations
   * @param questions what else is asked
   */
  public Comparer(Options options, Limits around, Set<Question> questions) {
    this(
        around,
        questions,
        options
            .with(options.reductions().withHeapSymmetry(false))
            .with(options.reuse().orElse(Slab.Reuse.LOWEST)));
  }

  private Comparer(Limits around, Set<Question> questions, Options options) {
    this.options = options.withShortest(false).withCountedStates(0);
    this.around = around;
    this.questions = Set.copyOf(questions);
  }

  /**
   * Makes a comparer that exchanges slots, and searches far fewer states: what is observed at the
   * end must not tell one slot from another, and end states are known only up to that.
   *
   * @param options as they are
   */
  public static Comparer exchangingSlots(Options options, Limits around) {
    return new Comparer(around, Set.of(), options);
  }

  /** The same of another build. */
  public Comparer with(Options.Build build) {
    return new Comparer(around, questions, options.with(build));
  }

  /**
   * Compares two forms in a scenario.
   *
   * @throws ModelException if a model is wrong
   * @throws IllegalArgumentException if the scenario makes no sense in one of them
   */
  public ScenarioComparison compare(Scenario scenario, Forms forms, ProgressListener monitor) {
    return compared(
        scenario,
        forms,
        explore(scenario, forms.from(), monitor),
        explore(scenario, forms.to(), monitor));
  }

  /** What one form does in a scenario. */
  Side explore(Scenario scenario, Configuration form, ProgressListener monitor) {
    Checker checker = checker(scenario, form, monitor);
    Checker goingOn = checker.with(options(scenario, form).with(around));
    return side(name(form), checker, goingOn);
  }

  /** Compares what two forms do in a scenario. */
  ScenarioComparison compared(Scenario scenario, Forms forms, Side one, Side other) {
    Checker after = checker(scenario, forms.to(), ProgressListener.NONE);
    return new ScenarioComparison(
        new ScenarioComparison.Setting(
            scenario.id(),
            scenario.name(),
            scenario.lesson(),
            forms,
            options.memory(),
            options.build() == Options.Build.RELEASE),
        one,
        other,
        counterexamples(one).map(found -> new Retrace(found, after.replay(found))).toList(),
        questions.contains(Question.MOVES) ? Alignment.of(one, other) : List.of());
  }

  /** What each vCPU does alone, wherever in the source it does it. */
  List<List<String>> alone(Scenario scenario, Configuration form) {
    return texts(alone(checker(scenario, form, ProgressListener.NONE)));
  }

  /**
   * Explores a scenario on a candidate that lacks something, and says what shows it: a property
   * that it violates, or an outcome that the candidate does not have.
   *
   * @param weakened the weakened candidate
   * @param form its form in that scenario
   * @param known the candidate in that scenario, where it is verified
   */
  public Need.Finding weaken(
      Scenario scenario,
      WeakenedForm weakened,
      Configuration form,
      ScenarioComparison known,
      ProgressListener monitor) {
    Optional<Checker> checker = checker(scenario, weakened, form);
    if (checker.isEmpty()) {
      return Need.Finding.UNKNOWN;
    }
    Outcomes found = checker.get().with(monitor).outcomes(false);
    Side candidate = known.to();
    if (found.result().verdict() instanceof Verdict.Violated violated) {
      return Need.Finding.of(
          new Need.Notice(
              scenario.id(),
              "violates " + violated.property() + under() + ": " + violated.message()));
    }
    SortedSet<Outcome> shown = new TreeSet<>();
    found.shown().forEach(one -> shown.add(Outcome.of(one)));
    shown.removeAll(candidate.outcomes());
    if (!shown.isEmpty()) {
      return Need.Finding.of(
          new Need.Notice(scenario.id(), "adds the outcome " + shown.first().id() + under()));
    }
    boolean isDecided =
        found.result().verdict() instanceof Verdict.Verified verified
            && candidate.notChecked().containsAll(verified.notChecked());
    return isDecided ? Need.Finding.NOTHING : Need.Finding.UNKNOWN;
  }

  /**
   * Whether some vCPU of a weakened candidate, run alone, does otherwise than the candidate's.
   *
   * @param form its form in a scenario
   * @param known the candidate there
   */
  public boolean differs(
      Scenario scenario, WeakenedForm weakened, Configuration form, ScenarioComparison known) {
    return checker(scenario, weakened, form)
        .filter(checker -> !texts(alone(checker)).equals(texts(known.to().alone())))
        .isPresent();
  }

  /** What vCPUs do, wherever in the source they do it. */
  static List<List<String>> texts(List<SoloRun> runs) {
    return runs.stream()
        .map(run -> run.operations().stream().map(one -> one.step().operation()).toList())
        .toList();
  }

  /** Who explores a weakened candidate; empty if the scenario makes no sense in that form. */
  private Optional<Checker> checker(Scenario scenario, WeakenedForm weakened, Configuration form) {
    try {
      Model model = new WeakenedModel(scenario.model(form), weakened.weakening());
      return Optional.of(Checker.of(model).with(options));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Checker checker(Scenario scenario, Configuration form, ProgressListener monitor) {
    return Checker.of(scenario.model(form)).with(options(scenario, form)).with(monitor);
  }

  /** How a scenario is searched on a form. */
  Options options(Scenario scenario, Configuration form) {
    return options.withUsual(scenario.reuse(form));
  }

  private Side side(String form, Checker checker, Checker goingOn) {
    Outcomes first = outcomes(checker, false);
    boolean isWhole = first.isExhaustive() || first.violated().isEmpty();
    Outcomes all = isWhole ? first : outcomes(goingOn, true);
    Side side = Side.of(form, first, all, alone(checker));
    if (questions.contains(Question.WINDOWS)) {
      side = side.withWindows(checker.windows());
    }
    return questions.contains(Question.VIOLATIONS) && !side.violated().isEmpty()
        ? side.with(goingOn.violations())
        : side;
  }

  /** What goes wrong first, and then all that goes wrong otherwise, if that was asked. */
  private static Stream<Counterexample> counterexamples(Side side) {
    Set<Schedule> first =
        side.found().stream().map(Counterexample::schedule).collect(Collectors.toSet());
    return Stream.concat(
        side.found().stream(),
        side.violations().stream()
            .flatMap(violated -> violated.trace().stream())
            .filter(found -> !first.contains(found.schedule())));
  }

  /** Under which memory model, where that is not what reports say of themselves. */
  private String under() {
    return options.memory() == MemoryModel.SC ? "" : " under " + options.memory().word();
  }

  private Outcomes outcomes(Checker checker, boolean isAround) {
    return checker.outcomes(isAround, questions.contains(Question.OUTCOMES));
  }

  /** Under other models others can change what a vCPU reads even while it runs alone. */
  private List<SoloRun> alone(Checker checker) {
    return options.memory() == MemoryModel.SC ? checker.soloRuns() : List.of();
  }

  /** The name of a form, with its mutants: as {@code --revision} takes it. */
  public static String name(Configuration form) {
    return form.revision() + form.mutant().map(mutant -> "+" + mutant).orElse("");
  }
}
