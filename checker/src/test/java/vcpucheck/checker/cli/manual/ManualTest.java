package vcpucheck.checker.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.cli.Main;

/** The manual page and the completion script have every command and option. */
final class ManualTest {
  private static final List<String> WORDS =
      List.of("list", "check", "suite", "replay", "greet", "completion", "manual", "help");

  private static String output(String command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertEquals(0, Main.run(new String[] {command}, new PrintWriter(out), new PrintWriter(err)));
    assertEquals("", err.toString());
    return out.toString();
  }

  @Test
  void the_page_has_every_command_and_the_options_in_groups() {
    String page = output("manual");
    WORDS.forEach(word -> assertTrue(page.contains(".SS \"vcpucheck " + word + " "), word));
    assertTrue(page.startsWith(".TH \"VCPUCHECK\" \"1\" \"\" \"vcpucheck "), page);
    assertTrue(page.contains(".I \"Checkpoints\"\n.TP\n.B \"\\-\\-checkpoint=FILE\"\n"), page);
    assertTrue(page.contains("\n.SH \"EXIT STATUS\"\n"), page);
    assertTrue(page.contains("\n.SH \"ENVIRONMENT\"\n"), page);
  }

  @Test
  void no_line_of_the_page_is_a_macro_by_mistake() {
    output("manual")
        .lines()
        .filter(line -> line.startsWith(".") || line.startsWith("'"))
        .forEach(line -> assertTrue(line.matches("\\.(TH|SH|SS|B|I|PP|TP|nf|fi)( \".*\")*"), line));
  }

  @Test
  void completion_knows_commands_options_and_names_of_the_catalogue() {
    String script = output("completion");
    WORDS.forEach(word -> assertTrue(script.contains(word), word));
    for (String name :
        List.of("--checkpoint-every", "--shard", "philosophers", "newest", "M-none", "switches")) {
      assertTrue(script.contains(name), name);
    }
  }
}
