package vcpucheck.checker.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
import vcpucheck.checker.catalogue.Change;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.CodeSet;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;

/**
 * Verdicts of scenarios on many forms of the code under test, with few searches: what a form does
 * not ask for cannot change its verdict.
 *
 * <p>A counterexample is one of every form that decides alike along it. Where all interleavings
 * were explored, every form that decides alike in all of them is the same code. That rests on
 * {@link vcpucheck.checker.memory.Memory#decide}: code must say what it decides wherever its forms
 * differ, and of code that never does nothing is taken for granted. Threads may ask for different
 * cases at the same time.
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

  /** Rulings of a case, and how many searches they took. */
  private final Map<Key, List<Ruling>> rulings = new ConcurrentHashMap<>();

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
    Set<String> has = names(code.parse(configuration));
    List<Ruling> known =
        rulings.computeIfAbsent(
            new Key(one, reuse(one, configuration)), fresh -> new ArrayList<>());
    Optional<Ruling> same = known.stream().filter(ruling -> ruling.holdsOf(has)).findFirst();
    if (same.isPresent()) {
      return same.get();
    }
    Ruling ruling = ruling(checker(one, configuration).with(monitor), has);
    known.add(ruling);
    return ruling;
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
    Options built = one.isRelease() ? options.with(Options.Build.RELEASE) : options;
    return Checker.of(one.scenario().model(form))
        .with(reuse(one, form).map(built::with).orElse(built));
  }

  private Optional<Slab.Reuse> reuse(Case one, Configuration form) {
    return options.reuse().or(() -> one.scenario().reuse(form));
  }

  /** How many searches there were. */
  public int searches() {
    return rulings.values().stream().mapToInt(List::size).sum();
  }

  /** The changes and mutants that a form has. */
  private Set<String> names(CodeSet form) {
    Set<String> names =
        code.changes().stream()
            .filter(form::has)
            .map(Change::name)
            .collect(Collectors.toCollection(HashSet::new));
    names.addAll(form.mutants());
    return names;
  }

  private Ruling ruling(Checker checker, Set<String> has) {
    Result result = checker.run();
    Verdict verdict = result.verdict();
    List<Coverage.Decision> covered = result.coverage().decisions();
    if (verdict instanceof Verdict.Violated violated) {
      List<Coverage.Decision> decided =
          violated.trace().flatMap(found -> along(checker, found)).orElse(covered);
      return new Ruling(
          verdict.kind(), violated.property(), violated.message(), asked(decided, has));
    }
    if (verdict instanceof Verdict.Verified verified && verified.notChecked().isEmpty()) {
      return new Ruling(verdict.kind(), "", "", asked(covered, has));
    }
    String reason =
        verdict instanceof Verdict.Incomplete incomplete
            ? incomplete.reason()
            : "this kind of search does not check every property";
    return new Ruling(VerdictKind.INCOMPLETE, "", reason, exactly(has));
  }

  /** What is decided along a counterexample; empty if it depends on more than that. */
  private static Optional<List<Coverage.Decision>> along(Checker checker, Counterexample found) {
    if (ABOUT_WHAT_FOLLOWS.contains(found.property()) || found.lasso().isPresent()) {
      return Optional.empty();
    }
    Replay replay = checker.replay(found);
    return replay.outcome(found.property()) == Replay.Outcome.REPRODUCED
        ? Optional.of(replay.decisions())
        : Optional.empty();
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
