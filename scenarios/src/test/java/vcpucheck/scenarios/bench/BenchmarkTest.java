package vcpucheck.scenarios.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.HarrisMichaelSet;
import vcpucheck.checker.fixtures.ThreadProvider;
import vcpucheck.checker.model.Model;

/** What is compared is the same, and what is written has its fields; no test is about time. */
final class BenchmarkTest {
  private static final Sample SAMPLE = new Sample(new Coverage("verified", 2L, 1L, "1", 8.0), 1, 2);

  private static final Path PAGE = Path.of("BENCHMARKS.md");

  @TempDir private Path directory;

  private static Stream<SpinModel> smallModels() {
    return Stream.of(
        SpinModel.criticalSections(2, 2),
        SpinModel.casCounter(2, 3),
        SpinModel.philosophers(3),
        SpinModel.harrisMichaelSet(2, 2),
        SpinModel.harrisMichaelSet(3, 1));
  }

  @ParameterizedTest
  @MethodSource("smallModels")
  void models_have_the_states_and_transitions_that_spin_counts(SpinModel model) {
    assumeTrue(Spin.isInstalled(), "SPIN needs spin, gcc and bash on the path");
    List<Row> rows = new AgainstSpin(1).sideBySide(model);
    boolean hasThird = Rumur.isInstalled() && model.murphi().isPresent();
    assertEquals(
        hasThird ? List.of("vcpucheck", "SPIN", "Rumur") : List.of("vcpucheck", "SPIN"),
        rows.stream().map(Row::tool).toList());
  }

  @Test
  void models_that_differ_are_not_compared() {
    assumeTrue(Spin.isInstalled(), "SPIN needs spin, gcc and bash on the path");
    SpinModel good = SpinModel.casCounter(2, 3);
    SpinModel bad = new SpinModel("wrong", new CasCounter(2, 2), good.file(), good.macros());
    assertThrows(IllegalStateException.class, () -> new AgainstSpin(1).sideBySide(bad));
  }

  @Test
  void lists_without_marks_are_not_compared_with_lists_with_marks() {
    assumeTrue(Spin.isInstalled(), "SPIN needs spin, gcc and bash on the path");
    SpinModel good = SpinModel.harrisMichaelSet(2, 1);
    Model unmarked = new HarrisMichaelSet(2, 1, false);
    SpinModel bad = new SpinModel("wrong", unmarked, good.file(), good.macros());
    assertThrows(IllegalStateException.class, () -> new AgainstSpin(1).sideBySide(bad));
  }

  /** On threads, which stand for a cluster: Spark need not be there. */
  @Test
  void a_cluster_visits_the_same_states() {
    Row row = MediatorGrowth.onCluster(new ThreadProvider(), 2, 200);
    assertEquals("verified", row.verdict());
    assertEquals(4_336L, row.states());
  }

  @Test
  void lincheck_runs_the_same_program_and_finds_its_defect() {
    List<Row> rows = new AgainstLincheck(1).sideBySide(SharedProgram.LOST_UPDATE);
    assertEquals(List.of("violated", "found"), rows.stream().map(Row::verdict).toList());
  }

  @Test
  void a_file_has_every_field_of_every_row() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Report report = new Report(new PrintStream(printed, true, StandardCharsets.UTF_8), directory);
    report.begin("title", List.of(Column.MODEL, Column.STATES, Column.TO_SPIN));
    report.add(Row.of("model", "vcpucheck", List.of(SAMPLE), 1.5));
    Coverage executions = new Coverage("found", null, null, "7", null);
    report.add(Row.of("model", "Lincheck", List.of(new Sample(executions, 1, 2)), null));
    report.write();
    JsonNode rows = new ObjectMapper().readTree(directory.resolve("bench.json").toFile());
    List<String> fields =
        List.of(
            "model",
            "tool",
            "verdict",
            "states",
            "transitions",
            "interleavings",
            "runs",
            "cpuSeconds",
            "wallSeconds",
            "bytesPerState",
            "ratioToSpin");
    assertEquals(2, rows.size());
    rows.forEach(row -> assertEquals(fields, ImmutableList.copyOf(row.fieldNames())));
    assertEquals(2, rows.get(0).get("states").asLong());
    assertEquals(1.5, rows.get(0).get("ratioToSpin").asDouble());
    assertTrue(rows.get(1).get("states").isNull());
    assertTrue(rows.get(1).get("ratioToSpin").isNull());
    String line = Column.MODEL.cell(Row.of("model", "", List.of(SAMPLE), null)) + "           2";
    assertTrue(printed.toString(StandardCharsets.UTF_8).contains(line));
  }

  @Test
  void runs_that_covered_something_else_have_no_median() {
    Sample other = new Sample(new Coverage("verified", 3L, 1L, "1", 8.0), 1, 2);
    assertThrows(
        IllegalStateException.class, () -> Row.of("model", "tool", List.of(SAMPLE, other), null));
  }

  /** BENCHMARKS.md shows what {@code make bench ONLY=mediator} prints. */
  @Test
  void the_page_shows_the_states_and_transitions_of_small_searches() throws IOException {
    List<MediatorGrowth.Search> small =
        MediatorGrowth.searches().stream().filter(MediatorGrowth.Search::isSmall).toList();
    assertTrue(small.size() > 3);
    for (MediatorGrowth.Search search : small) {
      Row row = new MediatorGrowth(1).measure(search);
      String name = Column.MODEL.cell(row) + " " + Column.TOOL.cell(row) + " ";
      String counts = Column.STATES.cell(row) + " " + Column.TRANSITIONS.cell(row);
      Matcher line =
          Pattern.compile(Pattern.quote(name) + ".{" + counts.length() + "}")
              .matcher(Files.readString(PAGE));
      assertTrue(line.find(), () -> "the page has a line that begins\n" + name);
      if (Boolean.getBoolean("golden.update")) {
        Files.writeString(PAGE, line.replaceFirst(Matcher.quoteReplacement(name + counts)));
      } else {
        assertEquals(name + counts, line.group(), "`make pages` takes over new counts");
      }
    }
  }
}
