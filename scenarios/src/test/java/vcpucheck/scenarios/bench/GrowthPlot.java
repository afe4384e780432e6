package vcpucheck.scenarios.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Draws how states and time grow with vCPUs and their calls, on logarithmic scales. */
final class GrowthPlot {
  private static final Pattern CALLS =
      Pattern.compile("S72 concurrent-calls, (\\d+) vCPUs x (\\d+)");

  private static final int WIDTH = 704;
  private static final int HEIGHT = 330;
  private static final int TOP = 44;
  private static final int BOTTOM = 250;
  private static final int LEFT = 56;
  private static final int PANEL = 260;
  private static final int GAP = 352;
  private static final int MOST_CALLS = 4;

  private GrowthPlot() {}

  /**
   * A search of S72.
   *
   * @param isApart whether slots are told apart
   */
  record Point(int vcpus, int calls, boolean isApart, double states, double seconds) {}

  /**
   * One quantity.
   *
   * @param least the exponent of ten at which its scale begins
   * @param most that at which it ends
   */
  private record Panel(
      String title, int number, int least, int most, ToDoubleFunction<Point> quantity) {
    double x(int calls) {
      return LEFT + number * GAP + (calls - 1) * (double) PANEL / (MOST_CALLS - 1);
    }

    double y(double value) {
      double exponent = Math.log10(Math.max(value, Math.pow(10, least)));
      return BOTTOM - (exponent - least) * (BOTTOM - TOP) / (most - least);
    }
  }

  /** What a row is in the drawing, by its cells; empty if it is not drawn. */
  static Optional<Point> point(String model, String tool, String states, String seconds) {
    Matcher calls = CALLS.matcher(model.strip());
    boolean isApart = tool.strip().equals(MediatorGrowth.SLOTS_APART);
    if (!calls.matches() || !(isApart || tool.strip().equals(Explorer.NAME))) {
      return Optional.empty();
    }
    return Optional.of(
        new Point(
            Integer.parseInt(calls.group(1)),
            Integer.parseInt(calls.group(2)),
            isApart,
            Double.parseDouble(states.strip().replace(",", "")),
            Double.parseDouble(seconds.strip())));
  }

  /** The drawing. */
  static String of(List<Point> points) {
    return head()
        + panel(new Panel("states", 0, 2, 8, Point::states), points)
        + panel(new Panel("CPU seconds", 1, -2, 2, Point::seconds), points)
        + legend()
        + "</svg>\n";
  }

  private static String head() {
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-labelledby="title desc">
        <title id="title">How the cost of a search grows</title>
        <desc id="desc">States and processor time of S72 with two, three and four vCPUs that make one to four calls each, on logarithmic scales, with slots exchanged and with slots told apart. Each further vCPU multiplies both, each further call adds less.</desc>
        <style>
          text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; fill: #1f2328 }
          .ground { fill: #ffffff }
          .name { font-weight: 600 }
          .grid { stroke: #d1d9e0; stroke-width: 1 }
          .v2, .v3, .v4 { fill: none; stroke-width: 2 }
          .v2 { stroke: #0969da } .v3 { stroke: #1a7f37 } .v4 { stroke: #8250df }
          .apart { stroke-dasharray: 5 4 }
          @media (prefers-color-scheme: dark) {
            text { fill: #f0f6fc }
            .ground { fill: #0d1117 }
            .grid { stroke: #3d444d }
            .v2 { stroke: #4493f8 } .v3 { stroke: #3fb950 } .v4 { stroke: #ab7df8 }
          }
        </style>
        <rect class="ground" width="%1$d" height="%2$d"/>
        """
        .formatted(WIDTH, HEIGHT);
  }

  private static String panel(Panel panel, List<Point> points) {
    StringBuilder text = new StringBuilder();
    text.append(text("name", panel.x(1), TOP - 20, panel.title()));
    for (int exponent = panel.least(); exponent <= panel.most(); exponent++) {
      double y = panel.y(Math.pow(10, exponent));
      text.append(
          format(
              "<path class=\"grid\" d=\"M%.0f %.0fH%.0f\"/>%n",
              panel.x(1), y, panel.x(MOST_CALLS)));
      text.append(text("", panel.x(1) - 40, y + 4, "10^" + exponent));
    }
    for (int calls = 1; calls <= MOST_CALLS; calls++) {
      text.append(text("", panel.x(calls) - 4, BOTTOM + 18, Integer.toString(calls)));
    }
    text.append(text("", panel.x(2), BOTTOM + 36, "calls of each vCPU"));
    for (int vcpus : List.of(2, 3, 4)) {
      for (boolean isApart : List.of(false, true)) {
        text.append(line(panel, points, vcpus, isApart));
      }
    }
    return text.toString();
  }

  private static String line(Panel panel, List<Point> points, int vcpus, boolean isApart) {
    List<Point> some =
        points.stream()
            .filter(point -> point.vcpus() == vcpus && point.isApart() == isApart)
            .toList();
    return some.isEmpty()
        ? ""
        : format("<path class=\"%s\" d=\"M%s\"/>%n", kind(vcpus, isApart), course(panel, some));
  }

  private static String course(Panel panel, List<Point> points) {
    return points.stream()
        .map(
            point ->
                format(
                    "%.1f %.1f",
                    panel.x(point.calls()), panel.y(panel.quantity().applyAsDouble(point))))
        .collect(Collectors.joining("L"));
  }

  private static String kind(int vcpus, boolean isApart) {
    return "v" + vcpus + (isApart ? " apart" : "");
  }

  private static String legend() {
    Stream<String> vcpus =
        IntStream.rangeClosed(2, 4)
            .mapToObj(
                count -> sample(LEFT + (count - 2) * 90, kind(count, false), count + " vCPUs"));
    return Stream.concat(
            vcpus,
            Stream.of(sample(LEFT + 3 * 90, "v2 apart", "slots told apart, lowest free one")))
        .collect(Collectors.joining());
  }

  private static String sample(int x, String kind, String name) {
    int y = HEIGHT - 16;
    return format("<path class=\"%s\" d=\"M%d %dh24\"/>%n", kind, x, y - 4)
        + text("", x + 30, y, name);
  }

  private static String text(String kind, double x, double y, String content) {
    String group = kind.isEmpty() ? "" : " class=\"" + kind + "\"";
    return format("<text%s x=\"%.0f\" y=\"%.0f\">%s</text>%n", group, x, y, content);
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form.replace("%n", "\n"), values);
  }
}
