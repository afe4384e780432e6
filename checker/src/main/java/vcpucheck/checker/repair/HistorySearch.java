package vcpucheck.checker.repair;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.Catalogue.Named;
import vcpucheck.checker.catalogue.Change;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.compare.Case;
import vcpucheck.checker.compare.Comparer;
import vcpucheck.checker.compare.Judge;
import vcpucheck.checker.compare.Ruling;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.compare.Sides;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.repair.RevisionHistory.Effect;
import vcpucheck.checker.repair.RevisionHistory.Kind;
import vcpucheck.checker.repair.RevisionHistory.Step;

/** Finds out what revisions and single changes did to verdicts. */
public final class HistorySearch {
  /** Up to how many parts all smallest sets are wanted; of larger ones, one. */
  private static final int MOST_PARTS = 2;

  private final CodeBase code;
  private final Judge judge;
  private final Comparer comparer;
  private final RepairSearch.Watch watch;
  private final List<Step> steps;

  /** Makes a search; several threads may ask it for different cases. */
  public HistorySearch(CodeBase code, Judge judge, Comparer comparer, RepairSearch.Watch watch) {
    this.code = code;
    this.judge = judge;
    this.comparer = comparer;
    this.watch = watch;
    steps = steps(code);
  }

  /** All steps: from revision to revision, and of single changes. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  private static List<Step> steps(CodeBase code) {
    List<Step> steps = new ArrayList<>();
    List<Step> across = new ArrayList<>();
    List<Step> changes = new ArrayList<>();
    for (int newer = 1; newer < code.revisions().size(); newer++) {
      String older = code.revisions().get(newer - 1).name();
      String name = code.revisions().get(newer).name();
      steps.add(revision(older, name));
      if (newer > 1 && isOneCommit(code, newer - 1)) {
        across.add(revision(code.revisions().get(newer - 2).name(), name));
      }
      String before = older;
      for (Change change : brought(code, older, name)) {
        boolean isAlone = change.aliases().isEmpty();
        String from = isAlone ? older : before;
        String to = with(code, from, change);
        changes.add(
            new Step(
                isAlone ? Kind.ALONE : Kind.COMMIT, Optional.of(change), from, to, older, name));
        before = isAlone ? before : to;
      }
    }
    steps.addAll(across);
    steps.addAll(changes);
    return steps;
  }

  private static Step revision(String older, String newer) {
    return new Step(Kind.REVISION, Optional.empty(), older, newer, older, newer);
  }

  /** Whether a revision between two releases is named after the one commit that it brings. */
  private static boolean isOneCommit(CodeBase code, int number) {
    String name = code.revisions().get(number).name();
    List<Change> changes = brought(code, code.revisions().get(number - 1).name(), name);
    return changes.size() == 1 && changes.get(0).aliases().stream().anyMatch(name::contains);
  }

  private static List<Change> brought(CodeBase code, String older, String newer) {
    return code.changes().stream()
        .filter(change -> change.revisions().contains(newer))
        .filter(change -> !change.revisions().contains(older))
        .toList();
  }

  private static String with(CodeBase code, String form, Change change) {
    return code.parse(code.parse(form).toggled(change.name(), false)).name();
  }

  /** What was found in a case. */
  public RevisionHistory.Cases explore(Case one) {
    SortedMap<Integer, Effect> effects = new TreeMap<>();
    Map<String, String> failures = new LinkedHashMap<>();
    Sides sides = new Sides(code, one, comparer, form -> watch.before(one, form));
    for (int number = 0; number < steps.size(); number++) {
      Step step = steps.get(number);
      boolean wasExpected = one.expected(step.older()).isPresent();
      boolean isExpected = one.expected(step.newer()).isPresent();
      boolean isAsked = wasExpected || isExpected;
      if (isAsked
          && canBeRun(sides, step.from(), failures)
          && canBeRun(sides, step.to(), failures)) {
        ScenarioComparison compared = sides.compare(step.from(), step.to());
        effects.put(number, new Effect(compared, wasExpected && isExpected));
      }
    }
    return new RevisionHistory.Cases(one, effects, failures, minimal(one, effects));
  }

  /** Whether the case can be run on a form; if not, it is noted why. */
  private static boolean canBeRun(Sides sides, String form, Map<String, String> failures) {
    try {
      sides.of(form);
      return true;
    } catch (ModelException | IllegalArgumentException e) {
      failures.put(form, String.valueOf(e.getMessage()));
      return false;
    }
  }

  private Ruling rule(Case one, String form) {
    return judge.rule(one, form, watch.before(one, form));
  }

  /** What a case needs of the changes without a commit of the newest revision. */
  private List<List<String>> minimal(Case one, SortedMap<Integer, Effect> effects) {
    List<Named> revisions = code.revisions();
    int last = revisions.size() - 2; /* the step to the newest revision */
    Effect effect = effects.get(last);
    if (effect == null || !effect.isFixed()) {
      return List.of();
    }
    List<Coverage.Decision> parts =
        brought(code, revisions.get(last).name(), revisions.get(last + 1).name()).stream()
            .map(change -> new Coverage.Decision(change.name(), true))
            .toList();
    RepairQuestion question =
        new RepairQuestion(one, List.of(), revisions.get(last).name(), parts, MOST_PARTS, true);
    RepairReport report =
        new RepairSearch(question, code, judge, watch, RepairSearch.Workers.NONE, () -> false)
            .run();
    return report.repairs().isEmpty()
        ? List.of(leastOf(one, question))
        : report.repairs().stream().map(repair -> names(repair.parts())).toList();
  }

  /** Leaves out part after part, as long as the case stays verified. */
  private List<String> leastOf(Case one, RepairQuestion question) {
    List<Coverage.Decision> kept = new ArrayList<>(question.candidates());
    for (Coverage.Decision part : question.candidates()) {
      Set<String> fewer =
          kept.stream()
              .filter(other -> !other.equals(part))
              .map(Coverage.Decision::name)
              .collect(Collectors.toSet());
      String form = question.base();
      for (Change change : code.changes()) {
        form = fewer.contains(change.name()) ? with(code, form, change) : form;
      }
      if (rule(one, form).kind() == VerdictKind.VERIFIED) {
        kept.remove(part);
      }
    }
    return names(kept);
  }

  private static List<String> names(List<Coverage.Decision> parts) {
    return parts.stream().map(Coverage.Decision::name).toList();
  }
}
