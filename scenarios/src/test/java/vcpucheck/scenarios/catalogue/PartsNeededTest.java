package vcpucheck.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.scenarios.fixtures.CommandRun;

/** What a repair is made of: locks, an order of statements, and the places where it decides. */
final class PartsNeededTest {
  private static long count(String out, String pattern) {
    int end = out.indexOf("\nnot needed by");
    return Pattern.compile(pattern)
        .matcher(end < 0 ? out : out.substring(0, end))
        .results()
        .count();
  }

  @Test
  void a_reservation_under_the_lock_needs_its_locks_its_places_and_the_unlocks_behind_stores() {
    String command =
        "compare --from xen-4.22 --to xen-4.22+JOINT_RESERVATION S68 --need --width 100";
    String out = CommandRun.output(ExitStatus.VERIFIED, command);
    assertTrue(out.contains("needed: a scenario notices the lack\n"), out);
    String violates = " at AtomicQuota\\.java:\\d+\n +S68 violates linearizable: ";
    assertEquals(2, count(out, "\n  lock" + violates), out);
    assertEquals(4, count(out, "\n  order" + violates), out);
    assertEquals(2, count(out, "\n  JOINT_RESERVATION" + violates), out);
  }

  @Test
  void what_was_reserved_must_be_remembered_and_given_back() {
    String command = "compare --from repaired~RETURN_RESERVED --to repaired S16 --need --width 100";
    String out = CommandRun.output(ExitStatus.VIOLATED, command);
    String violates = ", \\w+\n +S16 violates quota-exact: ";
    assertEquals(2, count(out, "\n  RETURN_RESERVED at SharedBuffers\\.java:\\d+" + violates), out);
  }

  /** What the guest does later it does only where nothing goes wrong before. */
  @Test
  void what_lies_behind_a_violation_is_no_part_of_the_repair() {
    String command = "compare --from repaired~LATE_PAGE_FREE --to repaired S47 --need --width 100";
    String out = CommandRun.output(ExitStatus.VIOLATED, command);
    assertEquals(1, count(out, "\n  order at RpcPages\\.java:\\d+, \\w+\n +S47 violates"), out);
    assertEquals(0, count(out, "\n  \\w+ at Cookies\\.java"), out);
  }
}
