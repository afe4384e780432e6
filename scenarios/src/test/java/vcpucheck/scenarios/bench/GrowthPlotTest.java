package vcpucheck.scenarios.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The picture of the page is drawn from the figures of the page. */
final class GrowthPlotTest {
  private static final Path PAGE = Path.of("BENCHMARKS.md");
  private static final Path PICTURE = Path.of("pictures", "growth.svg");

  /** A row of the table: model, tool, states, transitions, CPU seconds. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^(S72 .{31}) (vcpucheck.{14}) ([\\d, ]{11}) [\\d, ]{12} ([\\d. ]{8}) ");

  private static List<GrowthPlot.Point> points() throws IOException {
    Matcher rows = ROW.matcher(Files.readString(PAGE));
    return rows.results()
        .map(row -> GrowthPlot.point(row.group(1), row.group(2), row.group(3), row.group(4)))
        .flatMap(Optional::stream)
        .toList();
  }

  @Test
  void the_picture_shows_the_figures_of_the_table() throws IOException {
    List<GrowthPlot.Point> points = points();
    assertEquals(20, points.size(), points.toString());
    String drawn = GrowthPlot.of(points);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PICTURE, drawn);
    }
    assertEquals(drawn, Files.readString(PICTURE), "`make pages` draws it anew");
  }

  @Test
  void a_larger_figure_is_drawn_higher() {
    String low = GrowthPlot.of(List.of(new GrowthPlot.Point(2, 1, false, 1_000, 0.1)));
    String high = GrowthPlot.of(List.of(new GrowthPlot.Point(2, 1, false, 100_000, 0.1)));

    assertTrue(low.contains("<path class=\"v2\" d=\"M56.0 215.7\"/>"), low);
    assertTrue(high.contains("<path class=\"v2\" d=\"M56.0 147.0\"/>"), high);
  }

  @Test
  void other_rows_are_not_drawn() {
    assertTrue(
        GrowthPlot.point("S72 concurrent-calls, 2 vCPUs x 1", "vcpucheck, collapsed", "1", "1")
            .isEmpty());
    assertTrue(GrowthPlot.point("S01 cookie-reuse, 2 vCPUs", "vcpucheck", "1", "1").isEmpty());
    assertEquals(
        Optional.of(new GrowthPlot.Point(3, 2, true, 2_507_515, 1.84)),
        GrowthPlot.point(
            "S72 concurrent-calls, 3 vCPUs x 2  ",
            "vcpucheck, slots apart ",
            " 2,507,515",
            "  1.84"));
  }
}
