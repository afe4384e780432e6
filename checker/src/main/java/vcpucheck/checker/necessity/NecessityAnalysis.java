package vcpucheck.checker.necessity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import vcpucheck.checker.Checker;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.Result;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.ordering.AccessSite;
import vcpucheck.checker.ordering.Strength;
import vcpucheck.checker.ordering.Weakening;

/**
 * Finds out which orderings of a model's code are needed.
 *
 * <p>Each site is weakened alone, step by step, until a search notices; then all are weakened one
 * after the other as long as none does. What is weaker has all executions of what is stronger, so
 * what was noticed once is not tried again on top of other weakenings.
 */
public final class NecessityAnalysis {
  private final Options options;
  private final ProgressListener listener;
  private final BooleanSupplier isStopped;
  private final Predicate<AccessSite> wanted;
  private Model model;
  private Set<Map<String, String>> shown = Set.of();

  /** Whether the model has no observables, so that its outcomes need not be listed. */
  private boolean showsNothing;

  private int searches;

  /**
   * Prepares an analysis.
   *
   * @param options how each search is made
   * @param listener receives the progress of each search
   * @param isStopped whether no further search is to begin
   * @throws IllegalArgumentException if the memory model is sc, under which orderings are all one
   */
  public NecessityAnalysis(
      Model model, Options options, ProgressListener listener, BooleanSupplier isStopped) {
    this(model, options, listener, isStopped, site -> true);
  }

  /** The same for some sites only; the others keep their orderings. */
  public NecessityAnalysis(
      Model model,
      Options options,
      ProgressListener listener,
      BooleanSupplier isStopped,
      Predicate<AccessSite> wanted) {
    if (options.memory() == MemoryModel.SC) {
      throw new IllegalArgumentException(
          "orderings make a difference only where memory is weaker than sc: memory=sc;"
              + " use tso, rc11 or arm64");
    }
    this.model = model;
    this.options = options.withKeepGoing(false).withCountedStates(0).withShortest(false);
    this.listener = listener;
    this.isStopped = isStopped;
    this.wanted = wanted;
  }

  /**
   * Searches.
   *
   * @throws ModelException if the model is wrong
   */
  public Necessity run() {
    Searched base = search(model, options);
    boolean leavesOut = violatesLinearizability(base);
    if (leavesOut) {
      model = new RelaxedModel(model);
      base = search(model, options);
    }
    shown = base.shown();
    showsNothing = shown.equals(Set.of(Map.of()));
    Verdict verdict = base.result().verdict();
    List<AccessSite> sites =
        base.result().coverage().accesses().stream()
            .filter(site -> !site.strength().isWeakest() && site.kind() != AccessSite.Kind.LOCK)
            .filter(wanted)
            .toList();
    if (verdict.kind() != VerdictKind.VERIFIED) {
      return new Necessity(
          options.memory(), verdict, List.of(), Optional.empty(), searches, leavesOut);
    }
    List<SiteNeed> needs = new ArrayList<>();
    for (AccessSite site : sites) {
      needs.add(need(site));
    }
    Optional<SortedMap<AccessSite, Strength>> minimum = minimum(needs);
    return new Necessity(options.memory(), verdict, needs, minimum, searches, leavesOut);
  }

  /* What it demands may be more than clients can see, as in the order of the machine. */
  private static boolean violatesLinearizability(Searched base) {
    return base.result().verdict() instanceof Verdict.Violated violated
        && violated.property().equals(BuiltInProperty.LINEARIZABLE.label());
  }

  // ---- each alone ----

  private SiteNeed need(AccessSite site) {
    List<Trial> trials = new ArrayList<>();
    Set<Strength> open = new TreeSet<>(site.strength().weaker(site.kind()));
    Set<Strength> tried = new HashSet<>();
    while (!open.isEmpty()) {
      List<Strength> round = List.copyOf(open);
      open.clear();
      for (Strength weaker : round) {
        if (tried.add(weaker)) {
          Trial trial = trial(site, weaker, Weakening.NONE);
          trials.add(trial);
          if (trial.answer() == Trial.Answer.UNNOTICED) {
            open.addAll(weaker.weaker(site.kind()));
          }
        }
      }
    }
    return new SiteNeed(site, trials);
  }

  private Trial trial(AccessSite site, Strength weaker, Weakening others) {
    if (isStopped.getAsBoolean()) {
      return new Trial(weaker, Trial.Answer.OPEN, "it was interrupted", Optional.empty());
    }
    Model weakened = new WeakenedModel(model, others.with(site, weaker));
    try {
      Searched searched = search(weakened, options.withValidate(false));
      return judge(weaker, searched);
    } catch (ModelException e) {
      return new Trial(weaker, Trial.Answer.OPEN, String.valueOf(e.getMessage()), Optional.empty());
    }
  }

  private Trial judge(Strength weaker, Searched searched) {
    Verdict verdict = searched.result().verdict();
    if (verdict instanceof Verdict.Violated violated) {
      return new Trial(
          weaker,
          Trial.Answer.NOTICED,
          violated.property() + ": " + violated.message(),
          violated.trace());
    }
    if (verdict instanceof Verdict.Incomplete incomplete) {
      return new Trial(weaker, Trial.Answer.OPEN, incomplete.reason(), Optional.empty());
    }
    return searched.shown().stream()
        .filter(outcome -> !shown.contains(outcome))
        .map(outcome -> new TreeMap<>(outcome).toString())
        .sorted()
        .findFirst()
        .map(
            outcome ->
                new Trial(
                    weaker, Trial.Answer.NOTICED, "a new outcome: " + outcome, Optional.empty()))
        .orElseGet(() -> new Trial(weaker, Trial.Answer.UNNOTICED, "", Optional.empty()));
  }

  // ---- all together ----

  private Optional<SortedMap<AccessSite, Strength>> minimum(List<SiteNeed> needs) {
    SortedMap<AccessSite, Strength> strengths = new TreeMap<>();
    needs.forEach(need -> strengths.put(need.site(), need.site().strength()));
    Weakening reached = Weakening.NONE;
    boolean isChanged = true;
    while (isChanged) {
      isChanged = false;
      for (SiteNeed need : needs) {
        AccessSite site = need.site();
        Strength strength = strengths.getOrDefault(site, site.strength());
        for (Strength weaker : strength.weaker(site.kind())) {
          Trial.Answer answer = answer(need, weaker, reached);
          if (answer == Trial.Answer.OPEN) {
            return Optional.empty();
          }
          if (answer == Trial.Answer.UNNOTICED) {
            strengths.put(site, weaker);
            reached = reached.with(site, weaker);
            isChanged = true;
            break;
          }
        }
      }
    }
    return Optional.of(strengths);
  }

  /** What comes of a weaker ordering on top of others, known from what it does alone if it can. */
  private Trial.Answer answer(SiteNeed need, Strength weaker, Weakening reached) {
    Optional<Trial> alone =
        need.trials().stream().filter(trial -> trial.weaker() == weaker).findFirst();
    boolean isKnown =
        alone.isPresent() && (reached.isNone() || alone.get().answer() == Trial.Answer.NOTICED);
    return isKnown ? alone.get().answer() : trial(need.site(), weaker, reached).answer();
  }

  // ---- searches ----

  /** What a search found, and what it shows at the end. */
  private record Searched(Result result, Set<Map<String, String>> shown) {}

  private Searched search(Model searched, Options how) {
    searches++;
    Checker checker = Checker.of(searched).with(how).with(listener);
    if (showsNothing) {
      return new Searched(checker.run(), Set.of());
    }
    Outcomes outcomes = checker.outcomes(false);
    return new Searched(outcomes.result(), outcomes.shown());
  }
}
