package vcpucheck.checker.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Interleavings;
import vcpucheck.checker.fixtures.Golden;
import vcpucheck.checker.report.json.ReportJson;

final class MachineReportsTest {
  @Test
  void a_check_as_json() throws IOException {
    Golden.check("check.json", ReportJson.of(Reports.of(Reports.violated(24, 10))));
  }

  @Test
  void a_history_as_json() throws IOException {
    Golden.check("history.json", ReportJson.of(Reports.of(Reports.unexplained())));
  }

  @Test
  void a_suite_as_json() throws IOException {
    Golden.check("suite.json", ReportJson.of(Reports.suite()));
  }

  @Test
  void a_suite_as_text() throws IOException {
    Golden.check("suite.txt", SuiteText.of(Reports.suite(), new TextStyle(false, 200)));
    Golden.check("suite-narrow.txt", SuiteText.of(Reports.suite(), TextStyle.USUAL));
  }

  @Test
  void numbers_read_the_same_everywhere() {
    assertEquals("1,234,567", NumberFormats.grouped(1_234_567));
    assertEquals("1 state", NumberFormats.counted(1, "state"));
    assertEquals("0 states", NumberFormats.counted(0, "state"));
    assertEquals("999 kB", NumberFormats.bytes(999_999));
    assertEquals("1.5 MB", NumberFormats.bytes(1_500_000));
    assertEquals("9.6e37", NumberFormats.interleavings(finite("96" + "0".repeat(36))).substring(6));
    assertEquals("1.0e40", NumberFormats.interleavings(finite("9".repeat(40))).substring(6));
    assertEquals("829,274", NumberFormats.interleavings(finite("829274")));
  }

  @Test
  void long_numbers_are_hexadecimal() {
    assertEquals("65535", NumberFormats.hexadecimal("65535"));
    assertEquals("0x10000", NumberFormats.hexadecimal("65536"));
    assertEquals("0xffff0006", NumberFormats.hexadecimal("4294901766"));
    assertEquals("-1000000", NumberFormats.hexadecimal("-1000000"));
    assertEquals("0xffff000400000000", NumberFormats.hexadecimal("-281457796841472"));
    assertEquals(
        "P[words=[6, 0x40004000], name=a#1234567, 1.2345678]",
        NumberFormats.hexadecimal("P[words=[6, 1073758208], name=a#1234567, 1.2345678]"));
    assertEquals("99999999999999999999", NumberFormats.hexadecimal("99999999999999999999"));
  }

  private static Interleavings finite(String digits) {
    return new Interleavings.Finite(new BigInteger(digits));
  }
}
