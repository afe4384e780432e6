package vcpucheck.checker.compare;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.SoloRun;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;

/**
 * A ruling, with what other forms of the code that it is to hold of are held against: its
 * counterexample, or what each vCPU does alone. A form that does otherwise, without saying that it
 * decides something, is found out by that, though not in every case.
 */
final class KnownRuling {
  private final Ruling ruling;
  private final Set<String> has;
  private final Checker checker;

  /** The interleaving that any form is refuted by on which it goes wrong again; empty if none. */
  private final Optional<Counterexample> found;

  /** By what forms differ that were found to do the same: what each does not, all together may. */
  private final Set<Set<String>> compared = new HashSet<>();

  /**
   * Makes a known ruling.
   *
   * @param has the changes and mutants of the form that it was found on
   * @param checker of that form
   * @param found the interleaving that it is about, if it is about one alone
   */
  KnownRuling(Ruling ruling, Set<String> has, Checker checker, Optional<Counterexample> found) {
    this.ruling = ruling;
    this.has = Set.copyOf(has);
    this.checker = checker;
    this.found = found;
  }

  Ruling ruling() {
    return ruling;
  }

  Optional<Counterexample> found() {
    return found;
  }

  /**
   * Whether it holds of another form: one that decides alike wherever the code said that it
   * decides, and is not seen to do otherwise all the same.
   *
   * @param other what that form has
   * @param of a checker of it
   */
  boolean holdsOf(Set<String> other, Checker of) {
    if (!ruling.holdsOf(other)) {
      return false;
    }
    Set<String> difference = new HashSet<>(other);
    difference.addAll(has);
    difference.removeIf(name -> other.contains(name) == has.contains(name));
    boolean isAlike = compared.contains(difference) || isAlike(of);
    if (isAlike) {
      compared.add(difference);
    }
    return isAlike;
  }

  /** What was violated for what could follow is not walked again, and may not cover all code. */
  private boolean isAlike(Checker of) {
    if (found.isPresent()) {
      return refutation(of, found.get()).isPresent();
    }
    return ruling.kind() != VerdictKind.VERIFIED || alone(checker).equals(alone(of));
  }

  /**
   * What is decided along a counterexample on a form that it refutes, too; empty if it does not.
   */
  static Optional<List<Coverage.Decision>> refutation(Checker of, Counterexample found) {
    Replay replay = of.replay(found);
    return replay.outcome(found.property()) == Replay.Outcome.REPRODUCED
        ? Optional.of(replay.decisions())
        : Optional.empty();
  }

  private static List<List<String>> alone(Checker of) {
    return of.soloRuns().stream()
        .map(run -> run.operations().stream().map(SoloRun.Operation::text).toList())
        .toList();
  }
}
