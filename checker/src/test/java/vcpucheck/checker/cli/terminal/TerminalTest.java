package vcpucheck.checker.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.cli.spi.Screen;

/** Tests run without a terminal. */
final class TerminalTest {
  @Test
  void columns_say_how_wide_output_is() {
    Screen screen = Terminal.screen("132");
    assertEquals(132, screen.width());
    assertEquals(132, screen.progressWidth());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wide", "-80", "0", "39", "1234567"})
  void without_sensible_columns_the_width_is_the_usual(String columns) {
    assertEquals(Screen.NONE, Terminal.screen(columns));
  }
}
