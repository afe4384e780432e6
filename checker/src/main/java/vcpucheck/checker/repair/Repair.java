package vcpucheck.checker.repair;

import java.util.Comparator;
import java.util.List;
import vcpucheck.checker.Coverage;

/**
 * A set of parts that repairs a case and breaks nothing.
 *
 * @param parts the set
 * @param form the repaired code, as {@code --revision} takes it
 * @param cost what calls cost in that case
 */
public record Repair(List<Coverage.Decision> parts, String form, Cost cost) {
  /** Few parts first, then cheap ones. */
  static final Comparator<Repair> CHEAPEST =
      Comparator.<Repair>comparingInt(repair -> repair.parts().size())
          .thenComparing(Repair::cost, Cost.CHEAPEST)
          .thenComparing(Repair::form);

  public Repair {
    parts = List.copyOf(parts);
  }
}
