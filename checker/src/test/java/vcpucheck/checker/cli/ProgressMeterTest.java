package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.Screen;
import vcpucheck.checker.cli.terminal.Interruption;
import vcpucheck.checker.cli.terminal.ProgressMeter;
import vcpucheck.checker.report.NumberFormats;

final class ProgressMeterTest {
  private static final String REST =
      ", 2 s, 2,000 states/s, depth 7, 100 waiting, 2.0 MB, 8,000 transitions";
  private static final String LINE = "race: 4,000 states" + REST;

  private int width = 100;
  private OptionalLong estimate = OptionalLong.empty();
  private final StringWriter err = new StringWriter();
  private final Interruption interruption = new Interruption();

  private ProgressMeter meter(ProgressMeter.Style style, boolean isTerminal) {
    PrintWriter writer = new PrintWriter(err);
    Console console =
        new Console(
            writer,
            writer,
            new Screen(Screen.USUAL_WIDTH, width, isTerminal),
            interruption::isRequested,
            "vcpucheck",
            List.of());
    return new ProgressMeter("race", style, console, interruption::isRequested);
  }

  private String shown(ProgressMeter.Style style, boolean isTerminal, int... seconds) {
    ProgressMeter meter = meter(style, isTerminal);
    for (int second : seconds) {
      meter.progress(
          new ProgressListener.Progress(
              4_000,
              8_000,
              7,
              100,
              2_000_000,
              Duration.ofSeconds(second),
              estimate,
              Optional.empty()));
    }
    meter.end();
    return err.toString();
  }

  @Test
  void on_a_terminal_one_line_changes_and_goes() {
    assertEquals("\r\u001b[K" + LINE + "\r\u001b[K", shown(ProgressMeter.Style.AUTO, true, 0, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "80, race: 4.0k/~93k states 2s ~44s left 2.0k/s depth 7 queue 100 2.0MB",
    "67, race: 4.0k/~93k states 2s ~44s left 2.0k/s depth 7 queue 100 2.0MB",
    "65, ra: 4.0k/~93k states 2s ~44s left 2.0k/s depth 7 queue 100 2.0MB",
    "58, 4.0k/~93k states 2s ~44s left 2.0k/s depth 7 queue 100 2.",
  })
  void a_line_that_changes_ends_before_the_last_column(int columns, String line) {
    width = columns;
    estimate = OptionalLong.of(93_456);
    String shown = shown(ProgressMeter.Style.AUTO, true, 2);
    assertEquals("\r\u001b[K" + line + "\r\u001b[K", shown);
    assertTrue(line.length() < columns);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "999, 999",
    "1000, 1.0k",
    "9949, 9.9k",
    "99_500, 100k",
    "999_499, 999k",
    "999_500, 1.0M",
    "34_400_000, 34M",
    "5_000_000_000_000, 5.0T",
    "5_000_000_000_000_000, 5000T"
  })
  void numbers_are_brief(String number, String text) {
    assertEquals(text, NumberFormats.brief(Long.parseLong(number.replace("_", ""))));
  }

  @Test
  void a_line_that_stays_is_whole() {
    width = 40;
    assertEquals(LINE + "\n", shown(ProgressMeter.Style.PLAIN, false, 2));
  }

  @Test
  void an_estimate_is_rounded_and_called_one() {
    estimate = OptionalLong.of(93_456);
    String shown = shown(ProgressMeter.Style.PLAIN, false, 2);
    assertEquals(
        "race: 4,000 states of about 93,000 (estimate), 2 s, about 44s left"
            + REST.substring(5)
            + "\n",
        shown);
  }

  @Test
  void elsewhere_nothing_is_shown() {
    assertEquals("", shown(ProgressMeter.Style.AUTO, false, 0, 2));
  }

  @Test
  void none_shows_nothing_on_a_terminal_either() {
    assertEquals("", shown(ProgressMeter.Style.NONE, true, 0, 2));
  }

  @Test
  void plain_shows_a_line_every_few_seconds() {
    String shown = shown(ProgressMeter.Style.PLAIN, true, 0, 2, 3, 7, 8);
    assertEquals(2, shown.lines().count(), shown);
    assertTrue(shown.startsWith(LINE), shown);
  }

  @Test
  void a_search_hears_of_an_interruption() {
    ProgressMeter meter = meter(ProgressMeter.Style.AUTO, false);
    assertFalse(meter.wantsToStop());
    interruption.request();
    assertTrue(meter.wantsToStop());
  }
}
