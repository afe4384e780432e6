package vcpucheck.checker.compare;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.SoloRun;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.Violations;
import vcpucheck.checker.Window;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.ordering.AccessSite;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Witness;

/**
 * What one form of the code under test does in a scenario.
 *
 * @param revision the form's canonical name
 * @param violated the names of the properties that can be violated
 * @param reason what goes wrong first, or what stopped the search
 * @param found the interleaving that goes wrong first; empty if none does
 * @param isComplete whether everything was explored around wrong states, for verdict and outcomes
 * @param notChecked the properties that cannot be decided under the memory model
 * @param observables the names of what executions are observed to show at their end
 * @param outcomes what executions can show at their end
 * @param witnesses an interleaving that shows each outcome; empty if not asked
 * @param places the ways gone where forms of the code differ, in some interleaving, and where
 * @param accesses where the code has atomic accesses and fences
 * @param ends the end states, with all variables
 * @param states how many states were visited
 * @param alone what each vCPU does alone
 * @param windows after how many operations of one vCPU another one goes wrong; empty if not asked
 * @param all all that goes wrong, by property and line; empty if not asked
 */
public record Side(
    String revision,
    SortedSet<String> violated,
    Optional<String> reason,
    Optional<Counterexample> found,
    boolean isComplete,
    SortedSet<String> notChecked,
    SortedSet<String> observables,
    SortedSet<Outcome> outcomes,
    SortedMap<Outcome, Witness> witnesses,
    SortedSet<Coverage.Place> places,
    SortedSet<AccessSite> accesses,
    Set<Map<String, String>> ends,
    long states,
    List<SoloRun> alone,
    List<Window> windows,
    Optional<Violations> all) {
  public Side {
    alone = List.copyOf(alone);
    windows = List.copyOf(windows);
    notChecked = Collections.unmodifiableSortedSet(new TreeSet<>(notChecked));
    violated = Collections.unmodifiableSortedSet(new TreeSet<>(violated));
    observables = Collections.unmodifiableSortedSet(new TreeSet<>(observables));
    outcomes = Collections.unmodifiableSortedSet(new TreeSet<>(outcomes));
    witnesses = Collections.unmodifiableSortedMap(new TreeMap<>(witnesses));
    places = Collections.unmodifiableSortedSet(new TreeSet<>(places));
    accesses = Collections.unmodifiableSortedSet(new TreeSet<>(accesses));
    ends = Set.copyOf(ends);
  }

  /**
   * Sums up what was found.
   *
   * @param first the search that a violation ends
   * @param all the one that lists outcomes; the same if there is no violation
   * @param alone what each vCPU does alone
   */
  static Side of(String revision, Outcomes first, Outcomes all, List<SoloRun> alone) {
    Verdict verdict = first.result().verdict();
    SortedSet<Outcome> outcomes = new TreeSet<>();
    all.shown().forEach(shown -> outcomes.add(Outcome.of(shown)));
    SortedMap<Outcome, Witness> witnesses = new TreeMap<>();
    all.witnesses().forEach((shown, witness) -> witnesses.put(Outcome.of(shown), witness));
    SortedSet<Coverage.Place> places = new TreeSet<>(first.result().coverage().places());
    places.addAll(all.result().coverage().places());
    SortedSet<AccessSite> accesses = new TreeSet<>(first.result().coverage().accesses());
    accesses.addAll(all.result().coverage().accesses());
    SortedSet<String> violated = new TreeSet<>(first.violated());
    violated.addAll(all.violated());
    if (verdict instanceof Verdict.Violated wrong) {
      violated.add(wrong.property());
    }
    return new Side(
        revision,
        violated,
        reason(verdict),
        first.result().counterexample(),
        all.isExhaustive(),
        new TreeSet<>(notChecked(verdict)),
        all.observables(),
        outcomes,
        witnesses,
        places,
        accesses,
        all.ends(),
        all.result().stats().states(),
        alone,
        List.of(),
        Optional.empty());
  }

  Side withWindows(List<Window> newWindows) {
    return with(revision, violated, newWindows, all);
  }

  /** The same with all that goes wrong, as far as it was explored. */
  Side with(Violations newViolations) {
    SortedSet<String> names = new TreeSet<>(violated);
    newViolations.found().forEach(one -> names.add(one.property()));
    return with(revision, names, windows, Optional.of(newViolations));
  }

  /** The same of another form that does the same. */
  Side of(String otherRevision) {
    return with(otherRevision, violated, windows, all);
  }

  private Side with(
      String newRevision,
      SortedSet<String> newViolated,
      List<Window> newWindows,
      Optional<Violations> newAll) {
    return new Side(
        newRevision,
        newViolated,
        reason,
        found,
        isComplete,
        notChecked,
        observables,
        outcomes,
        witnesses,
        places,
        accesses,
        ends,
        states,
        alone,
        newWindows,
        newAll);
  }

  private static List<String> notChecked(Verdict verdict) {
    return verdict instanceof Verdict.Verified verified ? verified.notChecked() : List.of();
  }

  private static Optional<String> reason(Verdict verdict) {
    if (verdict instanceof Verdict.Violated violated) {
      return Optional.of(violated.message());
    }
    return verdict instanceof Verdict.Incomplete incomplete
        ? Optional.of(incomplete.reason())
        : Optional.empty();
  }

  /** All that goes wrong, as far as it is known; nothing if it was not asked. */
  public List<Verdict.Violated> violations() {
    return all.map(Violations::found).orElse(List.of());
  }

  /** Whether all that goes wrong was asked for, and the search for it did not come to its end. */
  public boolean isCutShort() {
    return all.filter(violations -> !violations.isExhaustive()).isPresent();
  }

  /** Whether all is known that was asked. */
  boolean isWhole() {
    return isComplete && !isCutShort();
  }

  /** The ways gone where forms of the code differ, in some interleaving. */
  public Set<Coverage.Decision> decisions() {
    return places.stream().map(Coverage.Place::decision).collect(Collectors.toSet());
  }

  /** What came of it; a violation also if not everything was explored. */
  public VerdictKind kind() {
    if (!violated.isEmpty()) {
      return VerdictKind.VIOLATED;
    }
    return isComplete ? VerdictKind.VERIFIED : VerdictKind.INCOMPLETE;
  }
}
