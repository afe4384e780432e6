package vcpucheck.checker.ordering;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What code under test is to do otherwise than it says, so that it is weaker.
 *
 * @param strengths how sites order what is around them; the others keep what the code says
 * @param denied decisions that are to go the other way, where they are taken
 * @param late where stores are done behind all that follows them in the same scope
 */
public record Weakening(
    Map<AccessSite, Strength> strengths, Set<DecisionSite> denied, Set<StatementSite> late) {
  /** The code as it is. */
  public static final Weakening NONE = new Weakening(Map.of(), Set.of(), Set.of());

  public Weakening {
    strengths = Map.copyOf(strengths);
    denied = Set.copyOf(denied);
    late = Set.copyOf(late);
  }

  /** Of which a decision alone is to go the other way. */
  public static Weakening denying(DecisionSite decision) {
    return new Weakening(Map.of(), Set.of(decision), Set.of());
  }

  /** Of which the stores at a site alone are to be done late. */
  public static Weakening delaying(StatementSite site) {
    return new Weakening(Map.of(), Set.of(), Set.of(site));
  }

  /** With another strength at a site. */
  public Weakening with(AccessSite site, Strength strength) {
    Map<AccessSite, Strength> changed = new LinkedHashMap<>(strengths);
    changed.put(site, strength);
    return new Weakening(changed, denied, late);
  }

  /** Whether the code stays as it is. */
  public boolean isNone() {
    return strengths.isEmpty() && denied.isEmpty() && late.isEmpty();
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
