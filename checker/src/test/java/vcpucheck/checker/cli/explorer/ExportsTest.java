package vcpucheck.checker.cli.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.fixtures.Schemas;
import vcpucheck.checker.report.export.Finding;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.TraceFile;

/** What the explorer writes of positions for other tools. */
final class ExportsTest {
  private static final int MOST_STATES = 100_000;

  private final World world = World.open(Toys.find(Toys.form("T03", "old")));
  private final Schedule wrong =
      world
          .ahead()
          .nearest(Schedule.EMPTY, MOST_STATES, ProgressListener.NONE)
          .schedule()
          .orElseThrow();

  @AfterEach
  void close() {
    world.close();
  }

  private static String exported(World of, Schedule schedule, String format) {
    return new Exports(of, Finding.Sources.NONE)
        .answer(of.walk().position(schedule), schedule, format)
        .text();
  }

  @Test
  void a_trace_can_be_replayed() throws IOException {
    TraceFile trace =
        TraceFile.parse(exported(world, wrong, "trace").getBytes(StandardCharsets.UTF_8));
    assertEquals("popped-once", trace.property());
    assertEquals(wrong, trace.schedule());
    assertEquals(
        "popped-once",
        world
            .scene()
            .checker()
            .replay(trace.schedule(), trace.operations())
            .violation()
            .orElseThrow()
            .property());
  }

  @Test
  void data_and_stories_are_those_of_a_counterexample() throws IOException {
    assertEquals(List.of(), Schemas.faults(Schemas.COUNTEREXAMPLE, exported(world, wrong, "json")));
    assertTrue(exported(world, wrong, "mermaid").startsWith("sequenceDiagram\n"));
    assertTrue(exported(world, wrong, "dot").startsWith("digraph story {\n"));
    assertTrue(exported(world, wrong, "sarif").contains("popped-once"));
    assertTrue(exported(world, wrong, "perfetto").contains("traceEvents"));
    assertTrue(exported(world, wrong, "github").startsWith("::error "));
  }

  @Test
  void what_cannot_be_written_is_refused_with_a_sentence() {
    refuses(
        Problem.Kind.BAD_REQUEST,
        "what is exported must end in a violation; go on to one",
        world,
        Schedule.EMPTY,
        "json");
    for (String format : List.of("promela", "aldebaran", "html", "")) {
      refuses(Problem.Kind.NOT_FOUND, "there is nothing at this address", world, wrong, format);
    }
  }

  @Test
  void a_story_is_told_under_weak_memory_too() {
    Form form = Toys.form("T03", "old");
    try (World tso =
        World.open(
            Toys.find(new Form(form.id(), form.configuration(), MemoryModel.TSO, form.build())))) {
      Schedule there =
          tso.ahead()
              .nearest(Schedule.EMPTY, MOST_STATES, ProgressListener.NONE)
              .schedule()
              .orElseThrow();
      assertTrue(exported(tso, there, "dot").contains(" [style=dashed"));
      assertTrue(exported(tso, there, "json").contains("\"memory\":\"tso\""));
    }
  }

  private static void refuses(
      Problem.Kind kind, String sentence, World of, Schedule schedule, String format) {
    Problem problem = assertThrows(Problem.class, () -> exported(of, schedule, format));
    assertEquals(kind, problem.kind());
    assertEquals(sentence, problem.sentence());
  }
}
