package vcpucheck.checker.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Interleavings;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.fixtures.Golden;

final class MachineReportsTest {
  private static final Configuration MUTANT =
      new Configuration("xen-4.22", "lock-free", Optional.of("M-early-free"), 3);

  private static SuiteReport suite() {
    return new SuiteReport(
        List.of(
            entry(Expectation.violated(Reports.CODE, "cookie-unique"), Reports.violated(24, 10)),
            entry(
                Expectation.violated(Reports.CODE, "no-leak").asRelease(),
                Reports.violated(24, 10)),
            entry(Expectation.verified(Reports.CODE), Reports.incomplete()),
            entry(Expectation.verified(MUTANT), Reports.verified())),
        2,
        true);
  }

  private static SuiteReport.Entry entry(Expectation expectation, Verdict verdict) {
    return new SuiteReport.Entry(expectation, Reports.of(verdict, expectation.configuration()));
  }

  @Test
  void a_check_as_json() throws IOException {
    Golden.check("check.json", JsonReport.of(Reports.of(Reports.violated(24, 10))));
  }

  @Test
  void a_history_as_json() throws IOException {
    Golden.check("history.json", JsonReport.of(Reports.of(Reports.unexplained())));
  }

  @Test
  void a_suite_as_json() throws IOException {
    Golden.check("suite.json", JsonReport.of(suite()));
  }

  @Test
  void a_suite_as_text() throws IOException {
    Golden.check("suite.txt", SuiteText.of(suite()));
  }

  @Test
  void a_suite_as_junit_xml() throws IOException {
    Golden.check("suite.xml", JUnitReport.of(suite()));
  }

  @Test
  void xml_is_well_formed_whatever_a_message_contains() {
    SuiteReport odd =
        new SuiteReport(
            List.of(
                entry(
                    Expectation.verified(Reports.CODE),
                    new Verdict.Incomplete("<&\"'\u0000\u001b> \n"))),
            0,
            false);
    assertTrue(JUnitReport.of(odd).contains("&lt;&amp;&quot;'??&gt;"), JUnitReport.of(odd));
  }

  @Test
  void numbers_read_the_same_everywhere() {
    assertEquals("1,234,567", Numbers.grouped(1_234_567));
    assertEquals("1 state", Numbers.counted(1, "state"));
    assertEquals("0 states", Numbers.counted(0, "state"));
    assertEquals("999 kB", Numbers.bytes(999_999));
    assertEquals("1.5 MB", Numbers.bytes(1_500_000));
    assertEquals("9.6e37", Numbers.interleavings(finite("96" + "0".repeat(36))).substring(6));
    assertEquals("1.0e40", Numbers.interleavings(finite("9".repeat(40))).substring(6));
    assertEquals("829,274", Numbers.interleavings(finite("829274")));
  }

  private static Interleavings finite(String digits) {
    return new Interleavings.Finite(new BigInteger(digits));
  }
}
