package vcpucheck.scenarios.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.cli.Main;
import vcpucheck.checker.cli.spi.ExitStatus;

class StressCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(args, new PrintWriter(out), new PrintWriter(err));
  }

  @Test
  void a_scenario_is_named_by_name_or_id() {
    assertEquals(ExitStatus.VERIFIED, run("stress", "s52", "--mode", "sanity"), err::toString);
    assertTrue(out.toString().contains("S52 same-cookie on xen-4.22 (lock-free): no race seen, "));
  }

  @Test
  void an_unknown_scenario_is_told_with_those_that_are_known() {
    assertEquals(ExitStatus.USAGE, run("stress", "sequel"));
    assertTrue(
        err.toString().contains("the scenario must be one of cookie-reuse, argument-reuse, "));
  }

  @Test
  void an_unknown_mode_is_told() {
    assertEquals(ExitStatus.USAGE, run("stress", "--mode", "forever"));
    assertEquals(
        "vcpucheck: the mode must be one of sanity, quick, default: mode=forever\n",
        err.toString());
  }
}
