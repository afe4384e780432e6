package vcpucheck.checker.repair;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import vcpucheck.checker.Coverage;

/**
 * A set of parts that repairs a case and breaks nothing.
 *
 * @param parts the set
 * @param form the repaired code, as {@code --revision} takes it
 * @param cost what calls cost in that case
 * @param outcomes which outcomes it adds; empty if not asked
 */
public record Repair(
    List<Coverage.Decision> parts, String form, Cost cost, Optional<AddedOutcomes> outcomes) {
  /** Few parts first, then cheap ones. */
  static final Comparator<Repair> CHEAPEST =
      Comparator.<Repair>comparingInt(repair -> repair.parts().size())
          .thenComparing(Repair::cost, Cost.CHEAPEST)
          .thenComparing(Repair::form);

  public Repair {
    parts = List.copyOf(parts);
  }

  /** One that is not asked for its outcomes. */
  Repair(List<Coverage.Decision> parts, String form, Cost cost) {
    this(parts, form, cost, Optional.empty());
  }

  Repair with(AddedOutcomes found) {
    return new Repair(parts, form, cost, Optional.of(found));
  }
}
