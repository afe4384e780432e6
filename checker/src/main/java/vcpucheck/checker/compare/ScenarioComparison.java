package vcpucheck.checker.compare;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.trace.Counterexample;

/**
 * What two forms of the code under test do in one scenario.
 *
 * @param setting the scenario, and how it was explored
 * @param from the one
 * @param to the other
 * @param retraces what the other does along the one's counterexamples: along the first, and along
 *     those of all violations if they were asked; none if there are none
 * @param moves what each vCPU does otherwise if it runs alone; empty if not asked
 */
public record ScenarioComparison(
    Setting setting, Side from, Side to, List<Retrace> retraces, List<Alignment> moves) {
  public ScenarioComparison {
    retraces = List.copyOf(retraces);
    moves = List.copyOf(moves);
  }

  /**
   * A scenario and how it is explored.
   *
   * @param id the scenario's number in its catalogue
   * @param scenario its name
   * @param lesson its lesson
   * @param forms the two forms of the code under test
   * @param memory the memory model
   * @param isRelease whether assertions of it do nothing
   */
  public record Setting(
      String id,
      String scenario,
      String lesson,
      Forms forms,
      MemoryModel memory,
      boolean isRelease) {
    /** The variant of the code under test. */
    public String variant() {
      return forms.from().variant();
    }

    /** How many vCPUs. */
    public int vcpus() {
      return forms.from().vcpus();
    }
  }

  /** What becomes of the verdict. */
  public enum Change {
    /** The one violates something, the other nothing. */
    FIXED("fixed"),
    /** The one violates nothing, the other something. */
    BROKEN("newly broken"),
    /**
     * The other violates a property that the one does not, or goes wrong first in another way, as
     * the sentence says that {@code check} gives; or, if all violations are asked for, at another
     * line.
     */
    OTHER_VIOLATION("another violation"),
    /** The other violates some of the properties that the one does. */
    FEWER("fewer properties"),
    /** No difference, in all that either form does around wrong states. */
    SAME("same"),
    /** A search did not come to an end, so that there is nothing to say. */
    INCOMPLETE("incomplete");

    private final String text;

    Change(String text) {
      this.text = text;
    }

    /** In words. */
    public String text() {
      return text;
    }
  }

  /**
   * What becomes of the verdict. Which properties are violated, and where, is known only if that
   * search came to its end, too, where it is asked for.
   */
  public Change change() {
    if (from.kind() == VerdictKind.INCOMPLETE || to.kind() == VerdictKind.INCOMPLETE) {
      return Change.INCOMPLETE;
    }
    if (from.violated().equals(to.violated())) {
      if (!from.reason().equals(to.reason())) {
        return Change.OTHER_VIOLATION;
      }
      if (!from.isWhole() || !to.isWhole()) {
        return Change.INCOMPLETE;
      }
      return goesWrongElsewhere() ? Change.OTHER_VIOLATION : Change.SAME;
    }
    if (from.violated().isEmpty()) {
      return Change.BROKEN;
    }
    if (to.violated().isEmpty()) {
      return Change.FIXED;
    }
    if (from.violated().containsAll(to.violated())
        && !goesWrongOtherwise()
        && !goesWrongElsewhere()) {
      return to.isWhole() ? Change.FEWER : Change.INCOMPLETE;
    }
    return from.isWhole() ? Change.OTHER_VIOLATION : Change.INCOMPLETE;
  }

  /** Whether both violate one property first, and not in the same way. */
  private boolean goesWrongOtherwise() {
    Optional<String> property = from.found().map(Counterexample::property);
    return property.isPresent()
        && property.equals(to.found().map(Counterexample::property))
        && !from.reason().equals(to.reason());
  }

  /** Whether the other violates a property at a line where the one does not, if that was asked. */
  private boolean goesWrongElsewhere() {
    return !from.violations().isEmpty() && !places(from).containsAll(places(to));
  }

  private static Set<String> places(Side side) {
    return side.violations().stream().map(Verdict.Violated::place).collect(Collectors.toSet());
  }

  /** Whether both were explored, around wrong states. */
  public boolean isComplete() {
    return from.isComplete() && to.isComplete();
  }

  /** The names of what either is observed to show at the end. */
  public SortedSet<String> observables() {
    SortedSet<String> names = new TreeSet<>(from.observables());
    names.addAll(to.observables());
    return names;
  }

  /** What only the one can show; empty as long as not everything is known of the other. */
  public SortedSet<Outcome> removed() {
    return without(from, to);
  }

  /** What only the other can show; empty as long as not everything is known of the one. */
  public SortedSet<Outcome> added() {
    return without(to, from);
  }

  /** How many outcomes both are known to show. */
  public int kept() {
    return keptOutcomes().size();
  }

  private static SortedSet<Outcome> without(Side all, Side some) {
    SortedSet<Outcome> rest = new TreeSet<>();
    if (some.isComplete()) {
      rest.addAll(all.outcomes());
      rest.removeAll(some.outcomes());
    }
    return rest;
  }

  /** The outcomes that both are known to show. */
  public SortedSet<Outcome> keptOutcomes() {
    SortedSet<Outcome> both = new TreeSet<>(from.outcomes());
    both.retainAll(to.outcomes());
    return both;
  }

  /** What the other differs by, as far as it was decided there in some interleaving. */
  public List<Coverage.Decision> reached() {
    return setting.forms().parts().stream().filter(to.decisions()::contains).toList();
  }

  /** How many end states, with all variables, both can reach. */
  public int keptEnds() {
    Set<Map<String, String>> both = new HashSet<>(from.ends());
    both.retainAll(to.ends());
    return both.size();
  }

  /** What each vCPU does alone, on both sides. */
  public List<Alignment> alone() {
    return Alignment.of(from, to);
  }

  /**
   * Whether the other shows only what the one can show, and nothing wrong. Not said of a form that
   * violates something, for what comes behind a wrong state is not explored, nor where nothing is
   * observed.
   */
  public boolean isRefinement() {
    return isComplete() && !observables().isEmpty() && to.violated().isEmpty() && added().isEmpty();
  }
}
