package vcpucheck.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.scenarios.fixtures.CommandRun;

/** All that goes wrong is listed, one interleaving after the other. */
final class AllViolationsTest {
  /**
   * S60 of 4.22 leaves a call in flight on three lines, two of which lead into one state. The first
   * interleaving that is shown takes other structs than the search, for which a field is too
   * narrow.
   */
  @Test
  void a_hostile_guest_leaves_a_call_in_flight_on_three_lines() {
    String out =
        CommandRun.output(
            ExitStatus.VIOLATED,
            "check S60 --revision xen-4.22 --all-violations --limit-states 18000 --width 100");
    assertTrue(out.contains("\n3 violations, distinct by property and line"), out);
    for (String line : new String[] {"AtomicQuota", "CookieList", "LockedCallTable"}) {
      assertTrue(out.contains(" of 3: resumability at " + line + ".java:"), out);
    }
  }
}
