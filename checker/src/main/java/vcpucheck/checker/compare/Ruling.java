package vcpucheck.checker.compare;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import vcpucheck.checker.model.VerdictKind;

/**
 * The verdict of a scenario on one form of the code under test, and on every other form that goes
 * the same ways where the exploration asked.
 *
 * @param kind the verdict
 * @param property the property that is violated; empty if none is
 * @param message what goes wrong, or what stopped the search; empty if verified
 * @param asked what the code asked for wherever the verdict depends on it, by the name of the
 *     change or mutant: whether the form has it. Of a violation, that is what its interleaving asks
 *     for; of the absence of violations, what any interleaving does
 */
public record Ruling(
    VerdictKind kind, String property, String message, SortedMap<String, Boolean> asked) {
  public Ruling {
    asked = Collections.unmodifiableSortedMap(new TreeMap<>(asked));
  }

  /** Whether it is one of a form that has these changes and mutants, and no others. */
  public boolean holdsOf(Set<String> has) {
    return asked.entrySet().stream()
        .allMatch(entry -> has.contains(entry.getKey()) == entry.getValue());
  }
}
