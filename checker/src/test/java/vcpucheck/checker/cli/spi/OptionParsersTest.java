package vcpucheck.checker.cli.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.report.NumberFormats;

/** Options accept numbers, times and sizes as people write them and as reports print them. */
final class OptionParsersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7 | 7
          1,234,567 | 1234567
          10k | 10000
          1,000M | 1000000000
          9G | 9000000000
          9223372036854775807 | 9223372036854775807
          """)
  void a_count(String text, long count) {
    assertEquals(count, OptionParsers.positive("--x", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1,00", ",1", "1e6", "1.5", "1K", "1 k", "0x7", "NaN"})
  void what_is_no_count(String text) {
    assertThrows(InputException.class, () -> OptionParsers.positive("--x", text));
  }

  @Test
  void a_seed_may_be_negative() {
    assertEquals(-7, OptionParsers.any("--seed", "-7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          500ms | 500
          30s | 30000
          12.345 s | 12345
          5m | 300000
          2h | 7200000
          1h30m | 5400000
          1h 30m 5s | 5405000
          1d | 86400000
          0.5s | 500
          """)
  void a_time(String text, long millis) {
    assertEquals(Duration.ofMillis(millis), OptionParsers.duration("--x", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "5 5s", "1w", "-1s", "0s", "0.1ms", "36501d", "1h30"})
  void what_is_no_time(String text) {
    assertThrows(InputException.class, () -> OptionParsers.duration("--x", text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | 1
          1,000,000 | 1000000
          64k | 65536
          64K | 65536
          512m | 536870912
          1.5g | 1610612736
          1t | 1099511627776
          4GiB | 4294967296
          4GB | 4000000000
          1.5 MB | 1500000
          512 kB | 512000
          7B | 7
          """)
  void a_size(String text, long bytes) {
    assertEquals(bytes, OptionParsers.bytes("--x", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "k", "1x", "1 m B", "1iB", "-1k", "0.1", "9999999t"})
  void what_is_no_size(String text) {
    assertThrows(InputException.class, () -> OptionParsers.bytes("--x", text));
  }

  @Test
  void what_reports_print_can_be_given() {
    for (long number : new long[] {1, 999, 1_000, 1_234_567, 7_000_000_000L}) {
      assertEquals(number, OptionParsers.positive("--x", NumberFormats.grouped(number)));
      Duration time = Duration.ofMillis(number);
      assertEquals(time, OptionParsers.duration("--x", NumberFormats.seconds(time)));
    }
    for (long bytes : new long[] {1_000, 999_000, 1_000_000, 1_234_500_000, 7_000_000_000L}) {
      assertEquals(bytes, OptionParsers.bytes("--x", NumberFormats.bytes(bytes)));
    }
  }
}
