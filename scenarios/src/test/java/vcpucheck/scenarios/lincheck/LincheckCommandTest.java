package vcpucheck.scenarios.lincheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.cli.Main;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.scenarios.catalogue.OpteeCatalogue;

class LincheckCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(args, new PrintWriter(out), new PrintWriter(err));
  }

  @Test
  void locked_limits_are_not_linearizable_and_ours_are() {
    assertEquals(
        ExitStatus.VERIFIED, run("lincheck", "limits", "--invocations", "50"), err::toString);
    assertTrue(
        out.toString().startsWith("limits on xen-4.22 (locked): not linearizable, as expected\n"));
    assertTrue(
        out.toString().contains("limits on xen-4.22 (lock-free): linearizable, as expected\n"));
  }

  @Test
  void what_is_expected_and_not_found_is_not_as_expected() {
    LincheckTest locked = test("limits on xen-4.22 (locked)");
    LincheckReport report = report(locked, "");
    assertFalse(report.isAsExpected());
    assertTrue(LincheckText.of(report, false).contains(": linearizable, NOT as expected\n"));
  }

  @Test
  void what_is_found_and_not_expected_is_not_as_expected() {
    LincheckTest lockFree = test("limits on xen-4.22 (lock-free)");
    LincheckReport report = report(lockFree, "= Invalid =\n| a |\n| b |\n\nmore\n| c |\n");
    assertFalse(report.isAsExpected());
    assertEquals(
        """
        limits on xen-4.22 (lock-free): not linearizable, NOT as expected
          by stress: found
            | a |
            | b |
        """,
        LincheckText.of(report, false));
    assertTrue(LincheckText.of(report, true).contains("| c |"));
  }

  @Test
  void a_finding_goes_through_a_line() {
    LincheckFinding finding = new LincheckFinding("a test", Strategy.STRESS, "one\ttwo\\n\nthree");
    assertEquals(finding, LincheckFinding.of(finding.line()));
  }

  @Test
  void an_unknown_name_is_told_with_those_that_are_known() {
    assertEquals(ExitStatus.USAGE, run("lincheck", "sequel"));
    assertEquals(
        "vcpucheck: the name must be one of cookie-reuse, limits, calls, buffers, pages:"
            + " name=sequel\n",
        err.toString());
  }

  @Test
  void no_invocations_are_refused() {
    assertEquals(ExitStatus.USAGE, run("lincheck", "--invocations", "0"));
    assertEquals(
        "vcpucheck: --invocations must be a whole number from 1: --invocations=0\n",
        err.toString());
  }

  @Test
  void too_many_invocations_are_refused() {
    assertEquals(ExitStatus.USAGE, run("lincheck", "--invocations", "99999999999"));
    assertEquals(
        "vcpucheck: --invocations must be at most 1000000: --invocations=99999999999\n",
        err.toString());
  }

  @Test
  void operations_are_named_as_the_scenarios_that_are_about_them() {
    for (LincheckTest test : LincheckTest.ALL) {
      Scenario scenario =
          new OpteeCatalogue()
              .scenarios().stream()
                  .filter(one -> one.id().equals(test.suite().id()))
                  .findFirst()
                  .orElseThrow();
      assertEquals(scenario.name(), test.suite().scenario());
    }
  }

  @Test
  void a_scenario_names_operations() {
    assertEquals(ExitStatus.USAGE, run("lincheck", "s68", "--invocations", "none"));
    assertTrue(err.toString().startsWith("vcpucheck: --invocations must be "), err.toString());
  }

  private static LincheckTest test(String name) {
    return LincheckTest.ALL.stream()
        .filter(test -> test.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static LincheckReport report(LincheckTest test, String found) {
    LincheckFinding finding = new LincheckFinding(test.name(), Strategy.STRESS, found);
    return new LincheckReport(List.of(new LincheckReport.Result(test, List.of(finding))));
  }
}
