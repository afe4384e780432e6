package vcpucheck.checker.saturation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vcpucheck.checker.Result;

/**
 * What one vCPU, and what two of them, can tell of the states that a search visited.
 *
 * <p>A view of one is where it is in its code, the locks that it holds, what its scopes have kept,
 * what it found last at each place since its step began and whether that still stands, which of the
 * slots that it knows are in use, and what is in the variable that it accesses next. Numbers are
 * told apart as 0, 1, more and less; of a collection counts what is in it. A view of two is where
 * they are, the locks that they hold, which slots both know, and what is in the variables that they
 * access next, of which numbers and collections are told apart as empty or not. Slots are told
 * apart by who knows them, and vCPUs not at all: so that there can be an end to views, however many
 * vCPUs there are.
 *
 * @param seen all views
 * @param added those that were not known before
 * @param violated the names of the properties that can be violated
 * @param isExhaustive whether everything was explored that is not behind a wrong state
 * @param result what was covered
 */
public record LocalViews(
    Seen seen, Added added, Set<String> violated, boolean isExhaustive, Result result) {
  public LocalViews {
    violated = Set.copyOf(violated);
  }

  /**
   * A view, by 128 bits of its content, which are the same in every search.
   *
   * @param high the first 64
   * @param low the others
   */
  public record Id(long high, long low) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      return high == other.high ? Long.compare(low, other.low) : Long.compare(high, other.high);
    }
  }

  /**
   * Views.
   *
   * @param ofOne of one vCPU
   * @param ofTwo of two vCPUs
   */
  public record Seen(Set<Id> ofOne, Set<Id> ofTwo) {
    /** None. */
    public static final Seen NONE = new Seen(Set.of(), Set.of());

    /** These and others. */
    public Seen and(Seen others) {
      return new Seen(union(ofOne, others.ofOne), union(ofTwo, others.ofTwo));
    }

    private static Set<Id> union(Set<Id> some, Set<Id> others) {
      Set<Id> all = new HashSet<>(some);
      all.addAll(others);
      return all;
    }
  }

  /**
   * What views were added.
   *
   * @param ofOne how many of one vCPU
   * @param ofTwo how many of two
   * @param examples where the vCPUs are in some of them, as text: of one, or if none of these was
   *     added, of two
   */
  public record Added(long ofOne, long ofTwo, List<String> examples) {
    public Added {
      examples = List.copyOf(examples);
    }

    /** Whether there are any. */
    public boolean isAny() {
      return ofOne + ofTwo > 0;
    }
  }
}
