package vcpucheck.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.scenarios.fixtures.CommandRun;

/** The locks that a repair takes are parts of it, and each is needed. */
final class LocksNeededTest {
  private static final Pattern NEEDED =
      Pattern.compile("\n  lock at AtomicQuota\\.java:\\d+ S68 violates linearizable: ");

  @Test
  void a_reservation_under_the_lock_needs_the_lock_where_it_is_made_and_where_it_is_returned() {
    String command =
        "compare --from xen-4.22 --to xen-4.22+JOINT_RESERVATION S68 --need --width 100";
    String out = CommandRun.output(ExitStatus.VERIFIED, command);
    assertEquals(2, NEEDED.matcher(out).results().count(), out);
    assertTrue(out.contains("needed: a scenario notices the lack\n"), out);
  }
}
