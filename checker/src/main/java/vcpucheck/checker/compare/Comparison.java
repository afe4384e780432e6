package vcpucheck.checker.compare;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.MemoryModel;

/**
 * Two forms of the code under test in a number of scenarios.
 *
 * @param from the one
 * @param to the other: the candidate
 * @param scenarios in the order of the catalogue
 * @param allowed added outcomes that are meant: {@code ID} of a scenario, or {@code ID:OUTCOME}
 * @param interrupted whether scenarios are missing
 * @param needs whether the candidate needs what it is made of; empty if not asked
 * @param notCompared the scenarios that one of the forms cannot run, each with the reason
 * @param recorded the recorded traces that the candidate answers otherwise; empty if not asked
 */
public record Comparison(
    String from,
    String to,
    List<ScenarioComparison> scenarios,
    Set<String> allowed,
    boolean interrupted,
    List<String> notCompared,
    List<Need> needs,
    Optional<List<RecordedTrace>> recorded) {
  /** What there is to say about the candidate. */
  public enum Verdict {
    /** It only removes outcomes, which are observed in every scenario, and violates nothing. */
    REFINEMENT("nothing is violated, and no outcome is added"),
    /** It breaks nothing, and adds no outcome that is not allowed. */
    NO_REGRESSION("nothing is newly violated, and no outcome is added that is not allowed"),
    /** It breaks something, or adds an outcome that is not allowed. */
    REGRESSION("something is newly violated, or an outcome is added"),
    /** A search did not come to an end. */
    INCOMPLETE("a search did not come to its end"),
    /** Nothing that was explored comes to where the candidate differs. */
    NOT_REACHED("no interleaving reaches a point where what the candidate changes is decided");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** "no regression". */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What it means. */
    public String text() {
      return text;
    }
  }

  public Comparison {
    scenarios = List.copyOf(scenarios);
    allowed = Set.copyOf(allowed);
    notCompared = List.copyOf(notCompared);
    needs = List.copyOf(needs);
    recorded = recorded.map(List::copyOf);
  }

  /** A comparison that is not asked what is needed. */
  public Comparison(
      String from,
      String to,
      List<ScenarioComparison> scenarios,
      Set<String> allowed,
      boolean interrupted) {
    this(from, to, scenarios, allowed, interrupted, List.of(), List.of(), Optional.empty());
  }

  /** The same, with what the candidate needs. */
  public Comparison withNeeds(List<Need> found) {
    return new Comparison(from, to, scenarios, allowed, interrupted, notCompared, found, recorded);
  }

  /** The same, with what cannot be run, and why. */
  public Comparison withNotCompared(List<String> reasons) {
    return new Comparison(from, to, scenarios, allowed, interrupted, reasons, needs, recorded);
  }

  /** The same, with the recorded traces that the candidate answers otherwise. */
  public Comparison withRecorded(List<RecordedTrace> otherwise) {
    return new Comparison(
        from, to, scenarios, allowed, interrupted, notCompared, needs, Optional.of(otherwise));
  }

  /** The verdict. */
  public Verdict verdict() {
    if (scenarios.stream().anyMatch(this::isRegression)) {
      return Verdict.REGRESSION;
    }
    if (interrupted
        || !notCompared.isEmpty()
        || scenarios.stream().anyMatch(Comparison::isUndecided)) {
      return Verdict.INCOMPLETE;
    }
    if (!parts().isEmpty() && parts().stream().noneMatch(part -> !reaching(part).isEmpty())) {
      return Verdict.NOT_REACHED;
    }
    return scenarios.stream().allMatch(ScenarioComparison::isRefinement)
        ? Verdict.REFINEMENT
        : Verdict.NO_REGRESSION;
  }

  /** Whether something that is said of the candidate rests on a search that was cut. */
  private static boolean isUndecided(ScenarioComparison scenario) {
    return !scenario.isComplete() || scenario.change() == ScenarioComparison.Change.INCOMPLETE;
  }

  /** Where not all violations are known though they were asked for: scenario and form. */
  public List<String> cutShort() {
    return scenarios.stream()
        .flatMap(
            one ->
                Stream.of(one.from(), one.to())
                    .filter(Side::isCutShort)
                    .map(side -> one.setting().id() + " on " + side.revision()))
        .distinct()
        .toList();
  }

  /** What the verdict means; of scenarios in which nothing is observed it says nothing. */
  public String meaning() {
    Verdict verdict = verdict();
    List<String> without = unobserved();
    if (verdict != Verdict.NO_REGRESSION || without.isEmpty()) {
      return verdict.text();
    }
    return scenarios.stream().allMatch(one -> one.observables().isEmpty())
        ? "nothing is newly violated, and nothing is observed at the end"
        : verdict.text() + "; nothing is observed at the end of " + String.join(", ", without);
  }

  /** The scenarios in which nothing is observed at the end, so that they have no outcomes. */
  public List<String> unobserved() {
    return scenarios.stream()
        .filter(one -> one.observables().isEmpty())
        .map(one -> one.setting().id())
        .distinct()
        .toList();
  }

  /** The memory models under which scenarios were explored, in their order. */
  public List<MemoryModel> models() {
    return scenarios.stream().map(one -> one.setting().memory()).distinct().toList();
  }

  /** The properties that one side's search could not decide, each with the memory model. */
  public SortedSet<String> notChecked() {
    SortedSet<String> names = new TreeSet<>();
    for (ScenarioComparison one : scenarios) {
      String model = one.setting().memory().word();
      Stream.of(one.from(), one.to())
          .flatMap(side -> side.notChecked().stream())
          .forEach(name -> names.add(name + " under " + model));
    }
    return names;
  }

  /** By what the candidate differs, each with the way that it goes there. */
  public List<Coverage.Decision> parts() {
    return scenarios.stream()
        .flatMap(one -> one.setting().forms().parts().stream())
        .distinct()
        .toList();
  }

  /** The scenarios in which one of these is decided in some interleaving. */
  public List<ScenarioComparison> reaching(Coverage.Decision part) {
    return scenarios.stream().filter(one -> one.reached().contains(part)).toList();
  }

  /** The lines on which one of these is decided in some interleaving, and in which scenarios. */
  public List<PlaceReached> places(Coverage.Decision part) {
    return PlaceReached.of(part, scenarios);
  }

  /** The scenarios with a change. */
  public List<ScenarioComparison> with(ScenarioComparison.Change change) {
    return scenarios.stream().filter(scenario -> scenario.change() == change).toList();
  }

  /** Whether the candidate does worse in a scenario. */
  public boolean isRegression(ScenarioComparison scenario) {
    return switch (scenario.change()) {
      case BROKEN, OTHER_VIOLATION -> true;
      case FIXED, FEWER, SAME, INCOMPLETE -> !unexpected(scenario).isEmpty();
    };
  }

  /** The outcomes that the candidate adds and that are not allowed; none if a search is cut. */
  public List<Outcome> unexpected(ScenarioComparison scenario) {
    return scenario.added().stream().filter(outcome -> !isAllowed(scenario, outcome)).toList();
  }

  /**
   * The single outcomes that are allowed and not added, where all is known of both forms. That all
   * of a scenario are allowed is never in vain.
   */
  public SortedSet<String> allowedInVain() {
    SortedSet<String> vain = new TreeSet<>();
    for (String name : allowed) {
      List<ScenarioComparison> of =
          scenarios.stream().filter(one -> name.startsWith(one.setting().id() + ":")).toList();
      boolean isKnown = !interrupted && of.stream().allMatch(ScenarioComparison::isComplete);
      if (isKnown && !of.isEmpty() && of.stream().noneMatch(one -> isAdded(one, name))) {
        vain.add(name);
      }
    }
    return vain;
  }

  private static boolean isAdded(ScenarioComparison scenario, String name) {
    return scenario.added().stream()
        .anyMatch(outcome -> name.equals(scenario.setting().id() + ":" + outcome.id()));
  }

  private boolean isAllowed(ScenarioComparison scenario, Outcome outcome) {
    String id = scenario.setting().id();
    return allowed.contains(id) || allowed.contains(id + ":" + outcome.id());
  }
}
