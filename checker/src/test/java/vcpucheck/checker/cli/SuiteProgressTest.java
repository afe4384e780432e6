package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.cli.session.Catalogues;
import vcpucheck.checker.cli.session.KeptTraces;
import vcpucheck.checker.cli.session.Session;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.Screen;
import vcpucheck.checker.cli.terminal.Interruption;
import vcpucheck.checker.cli.terminal.ProgressMeter;
import vcpucheck.checker.fixtures.ToyCatalogue;
import vcpucheck.checker.report.SuiteReport;

/** What a terminal shows while a suite searches. */
final class SuiteProgressTest {
  private static final Configuration CODE = new Configuration("old", "plain", Optional.empty(), 6);

  private final Interruption interruption = new Interruption();

  /** Interrupts the suite once something is shown. */
  private final StringWriter shown =
      new StringWriter() {
        @Override
        public void write(String text, int offset, int length) {
          super.write(text, offset, length);
          interruption.request();
        }
      };

  private SuiteReport run(int width) {
    PrintWriter writer = new PrintWriter(shown);
    Session session =
        new Session(
            new Console(
                writer,
                writer,
                new Screen(Screen.USUAL_WIDTH, width, true),
                interruption::isRequested,
                "vcpucheck",
                List.of()),
            new Catalogues(List.of(new ToyCatalogue())),
            interruption,
            KeptTraces.NONE,
            List::of);
    SuiteRun.Task task =
        new SuiteRun.Task(
            Expectation.verified(CODE),
            SearchTask.of(
                session.catalogues().find("endless"), CODE, MemoryModel.SC, Options.defaults()),
            List.of(),
            Glossary.NONE);
    return new SuiteRun(session, ProgressMeter.Style.AUTO, false, SuiteRun.Pages.NONE)
        .run(List.of(task), List.of(), 1);
  }

  @Test
  void a_search_of_a_suite_shows_what_one_of_check_does() {
    assertEquals(1, run(100).incomplete());
    List<String> lines =
        Stream.of(shown.toString().split("\r\u001b\\[K", -1)).filter(l -> !l.isEmpty()).toList();
    assertFalse(lines.isEmpty());
    for (String line : lines) {
      assertTrue(
          line.matches(
              "\\[1/1] T11 endless on old.*: \\S+ states \\d+s .*/s depth \\d+ queue \\S+ \\S+B"),
          line);
      assertTrue(line.length() < 100, line);
    }
  }
}
