package vcpucheck.checker.ordering;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Orderings that code under test is to have in place of its own.
 *
 * @param strengths what sites have; the others keep what the code says
 */
public record Weakening(Map<AccessSite, Strength> strengths) {
  /** The code as it is. */
  public static final Weakening NONE = new Weakening(Map.of());

  public Weakening {
    strengths = Map.copyOf(strengths);
  }

  /** With another strength at a site. */
  public Weakening with(AccessSite site, Strength strength) {
    Map<AccessSite, Strength> changed = new LinkedHashMap<>(strengths);
    changed.put(site, strength);
    return new Weakening(changed);
  }

  /** Whether the code stays as it is. */
  public boolean isNone() {
    return strengths.isEmpty();
  }

  /** Whether some locks are not taken. */
  public boolean unlocks() {
    return strengths.containsValue(Strength.NO_LOCK);
  }

  /** What a site is to have; empty for what the code says. */
  public Optional<Strength> at(AccessSite site) {
    return Optional.ofNullable(strengths.get(site));
  }
}
