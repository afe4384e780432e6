package vcpucheck.checker.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.Result;
import vcpucheck.checker.SoloRun;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.trace.Counterexample;

/**
 * Verdicts of scenarios on many forms of the code under test, with few searches: what a form does
 * not ask for cannot change its verdict.
 *
 * <p>A counterexample is one of every form that decides alike along it, and of every other form on
 * which it goes wrong again. Where all interleavings were explored, every form that decides alike
 * in all of them is the same code. That rests on {@link vcpucheck.checker.memory.Memory#decide}:
 * code must say what it decides wherever its forms differ. Of code that never does nothing is taken
 * for granted. Where it does, a ruling is taken over by another form only if its counterexample
 * goes wrong there, too, or if each vCPU alone does the same: a difference without a word that
 * shows only in what vCPUs do together is not noticed. Threads may ask for different cases at the
 * same time.
 */
public final class Judge {
  /** Properties of which a counterexample also depends on what could follow it. */
  private static final Set<String> ABOUT_WHAT_FOLLOWS =
      Stream.of(
              BuiltInProperty.NO_STUCK_VCPU, BuiltInProperty.NO_LIVELOCK, BuiltInProperty.LOCK_FREE)
          .map(BuiltInProperty::label)
          .collect(Collectors.toUnmodifiableSet());

  /** A case, and which free slots allocations take, if the scenario says so of a form. */
  private record Key(Case one, Optional<Slab.Reuse> reuse) {}

  /** How many counterexamples of a case are walked on a form before it is searched. */
  private static final int RETRACED = 4;

  /** Rulings of a case, the newest last. */
  private final Map<Key, List<KnownRuling>> rulings = new ConcurrentHashMap<>();

  private final AtomicInteger searches = new AtomicInteger();

  private final CodeBase code;
  private final Options options;

  /**
   * Makes a judge.
   *
   * @param code what forms are made of
   * @param options how each is explored
   */
  public Judge(CodeBase code, Options options) {
    this.code = code;
    this.options = options.withShortest(false).withCountedStates(0).withKeepGoing(false);
  }

  /**
   * The verdict of a case on a form.
   *
   * @param form as {@code --revision} takes it
   * @throws ModelException if a model is wrong
   * @throws IllegalArgumentException if the scenario makes no sense on it
   */
  public Ruling rule(Case one, String form, ProgressListener monitor) {
    Configuration configuration = code.canonical(one.form(form));
    Set<String> has = code.names(code.parse(configuration));
    List<KnownRuling> known =
        rulings.computeIfAbsent(
            new Key(one, options(one, configuration).reuse()), fresh -> new ArrayList<>());
    Checker checker = checker(one, configuration);
    Optional<KnownRuling> same =
        known.stream().filter(ruling -> ruling.holdsOf(has, checker)).findFirst();
    if (same.isPresent()) {
      return same.get().ruling();
    }
    KnownRuling ruling =
        retraced(known, checker, has).orElseGet(() -> searched(checker, has, monitor));
    known.add(ruling);
    return ruling.ruling();
  }

  /** A ruling by the counterexample of another form, if it goes wrong on this one, too. */
  private Optional<KnownRuling> retraced(
      List<KnownRuling> known, Checker checker, Set<String> has) {
    for (int at = known.size() - 1, left = RETRACED; at >= 0 && left > 0; at--) {
      Optional<Counterexample> found = known.get(at).found();
      Ruling other = known.get(at).ruling();
      if (found.isPresent()) {
        left--;
        Optional<List<Coverage.Decision>> decided =
            KnownRuling.refutation(checker, found.get()).filter(all -> !all.isEmpty());
        if (decided.isPresent()) {
          Ruling ruling =
              new Ruling(
                  other.kind(), other.property(), other.message(), asked(decided.get(), has));
          return Optional.of(new KnownRuling(ruling, has, checker, found));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * What each vCPU of a case does alone on a form; see {@link Checker#soloRuns}.
   *
   * @throws ModelException if a model is wrong
   */
  public List<SoloRun> soloRuns(Case one, String form) {
    return checker(one, code.canonical(one.form(form))).soloRuns();
  }

  private Checker checker(Case one, Configuration form) {
    return Checker.of(one.scenario().model(form)).with(options(one, form));
  }

  private Options options(Case one, Configuration form) {
    Options built = one.isRelease() ? options.with(Options.Build.RELEASE) : options;
    return built.withUsual(one.scenario().reuse(form));
  }

  /** How many searches there were. */
  public int searches() {
    return searches.get();
  }

  private KnownRuling searched(Checker checker, Set<String> has, ProgressListener monitor) {
    searches.incrementAndGet();
    Result result = checker.with(monitor).run();
    Verdict verdict = result.verdict();
    List<Coverage.Decision> covered = result.coverage().decisions();
    if (verdict instanceof Verdict.Violated violated) {
      Optional<Counterexample> found = violated.trace().filter(Judge::isAboutItself);
      Optional<List<Coverage.Decision>> decided =
          found.flatMap(one -> KnownRuling.refutation(checker, one));
      Ruling ruling =
          new Ruling(
              verdict.kind(),
              violated.property(),
              violated.message(),
              asked(decided.orElse(covered), has));
      return new KnownRuling(ruling, has, checker, decided.flatMap(all -> found));
    }
    if (verdict instanceof Verdict.Verified verified && verified.notChecked().isEmpty()) {
      Ruling ruling = new Ruling(verdict.kind(), "", "", asked(covered, has));
      return new KnownRuling(ruling, has, checker, Optional.empty());
    }
    String reason =
        verdict instanceof Verdict.Incomplete incomplete
            ? incomplete.reason()
            : "this kind of search does not check every property";
    Ruling ruling = new Ruling(VerdictKind.INCOMPLETE, "", reason, exactly(has));
    return new KnownRuling(ruling, has, checker, Optional.empty());
  }

  /** Whether a counterexample depends on no more than what is done along it. */
  private static boolean isAboutItself(Counterexample found) {
    return !ABOUT_WHAT_FOLLOWS.contains(found.property()) && found.lasso().isEmpty();
  }

  /** What a verdict depends on: everything, if the code does not say what it decides. */
  private SortedMap<String, Boolean> asked(List<Coverage.Decision> decisions, Set<String> has) {
    if (decisions.isEmpty()) {
      return exactly(has);
    }
    SortedMap<String, Boolean> asked = new TreeMap<>();
    decisions.forEach(one -> asked.put(one.name(), has.contains(one.name())));
    return asked;
  }

  /** That it is this form. */
  private SortedMap<String, Boolean> exactly(Set<String> has) {
    SortedMap<String, Boolean> all = new TreeMap<>();
    code.changes().forEach(change -> all.put(change.name(), has.contains(change.name())));
    code.mutants().stream()
        .map(Catalogue.Named::name)
        .forEach(name -> all.put(name, has.contains(name)));
    return all;
  }
}
