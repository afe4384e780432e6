package vcpucheck.checker;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.trace.Counterexample;

/** What an exploration found out. */
public sealed interface Verdict {
  /** What kind of verdict this is. */
  VerdictKind kind();

  /** One word: verified, violated or incomplete. */
  default String word() {
    return kind().word();
  }

  /**
   * Every interleaving was explored and every property that was checked holds.
   *
   * @param missProbability a bound on the probability that states were missed because fingerprints
   *     collided; 0 for an exact store
   * @param notChecked the names of properties that this kind of search cannot decide
   */
  record Verified(double missProbability, List<String> notChecked) implements Verdict {
    public Verified {
      notChecked = List.copyOf(notChecked);
    }

    /** Everything was checked. */
    public Verified(double missProbability) {
      this(missProbability, List.of());
    }

    @Override
    public VerdictKind kind() {
      return VerdictKind.VERIFIED;
    }
  }

  /**
   * A property does not hold.
   *
   * @param property the property's name
   * @param message one sentence: what went wrong
   * @param trace an interleaving that shows it; empty if it is about all of them: a condition that
   *     should hold in some reachable state holds in none
   */
  record Violated(String property, String message, Optional<Counterexample> trace)
      implements Verdict {
    /** A property is violated by an interleaving. */
    public Violated(Counterexample found) {
      this(found.property(), found.message(), Optional.of(found));
    }

    /**
     * The interleaving that shows it.
     *
     * @throws IllegalStateException if it is about all interleavings
     */
    public Counterexample counterexample() {
      return trace.orElseThrow(
          () ->
              new IllegalStateException(
                  "no interleaving shows this violation: property=" + property));
    }

    /** "no-leak at File.java:12", or without a line that is not known. */
    public String place() {
      return property
          + trace
              .map(Counterexample::lastSource)
              .filter(line -> !line.isEmpty())
              .map(line -> " at " + line)
              .orElse("");
    }

    @Override
    public VerdictKind kind() {
      return VerdictKind.VIOLATED;
    }
  }

  /**
   * The search ended before it had explored everything, and found no violation in what it explored.
   *
   * @param reason what stopped it
   */
  record Incomplete(String reason) implements Verdict {
    /** It ended because the heap is full. */
    public static Incomplete outOfMemory() {
      return new Incomplete(
          "memory ran out: heap="
              + (Runtime.getRuntime().maxMemory() >> 20)
              + "m; give it more with java -Xmx, or try --store disk or fingerprint");
    }

    @Override
    public VerdictKind kind() {
      return VerdictKind.INCOMPLETE;
    }
  }
}
