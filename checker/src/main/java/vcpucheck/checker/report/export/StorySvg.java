package vcpucheck.checker.report.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vcpucheck.checker.report.StoryText;
import vcpucheck.checker.report.WordWrap;
import vcpucheck.checker.story.Preemption;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.TraceFile;

/**
 * A story as a picture: a column for each vCPU, a box for each line from top to bottom, where a
 * vCPU is preempted in red, and dashed arrows to what is read of another vCPU. It needs no other
 * file, has its words as a description, and is light or dark as the reader's system is.
 */
public final class StorySvg {
  private static final int COLUMN = 340;
  private static final int BOX = 316;
  private static final int LINE = 18;
  private static final int PADDING = 6;
  private static final int GAP = 8;
  private static final int LEFT = 12;

  /** So many characters fit into a box, and into the width of each column. */
  private static final int BOX_CHARACTERS = 39;

  private static final int COLUMN_CHARACTERS = 46;

  /** How far to the side of its boxes an arrow bends. */
  private static final int BEND = 14;

  private static final String STYLE =
      """
      <style>
        text { font: 14px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; fill: #1f2328 }
        .ground { fill: #ffffff }
        .name { font-weight: 600 }
        .muted { fill: #59636e; font-size: 12px }
        .bad { fill: #cf222e; font-weight: 600; stroke: #ffffff; stroke-width: 4px; paint-order: stroke }
        .cut { stroke: #cf222e; stroke-width: 1.5; stroke-dasharray: 6 4 }
        .read { stroke: #cf222e; stroke-width: 1.3; stroke-dasharray: 4 3; fill: none }
        .head { fill: #cf222e }
        .v0 { fill: #ddf4ff; stroke: #0969da }
        .v1 { fill: #dafbe1; stroke: #1a7f37 }
        .v2 { fill: #fff8c5; stroke: #9a6700 }
        .v3 { fill: #fbefff; stroke: #8250df }
        @media (prefers-color-scheme: dark) {
          text { fill: #f0f6fc }
          .ground { fill: #0d1117 }
          .muted { fill: #9198a1 }
          .bad, .head { fill: #f85149 }
          .bad { stroke: #0d1117 }
          .cut, .read { stroke: #f85149 }
          .v0 { fill: #10294a; stroke: #4493f8 }
          .v1 { fill: #12361f; stroke: #3fb950 }
          .v2 { fill: #3a2d05; stroke: #d29922 }
          .v3 { fill: #2f1c4d; stroke: #ab7df8 }
        }
      </style>
      <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>
      """;

  private final TraceFile trace;
  private final Story story;
  private final StringBuilder boxes = new StringBuilder();
  private final StringBuilder arrows = new StringBuilder();

  /** For each step of a line that was drawn, the middle of its box. */
  private final Map<Integer, Integer> middles = new HashMap<>();

  private int y = 20;

  private StorySvg(TraceFile trace, Story story) {
    this.trace = trace;
    this.story = story;
  }

  /** The picture. */
  public static String of(TraceFile trace, Story story) {
    return new StorySvg(trace, story).picture();
  }

  private String picture() {
    for (int vcpu = 0; vcpu < trace.vcpus().size(); vcpu++) {
      text("name", left(vcpu), y, trace.vcpus().get(vcpu));
    }
    y += GAP;
    int next = 0;
    for (Preemption preemption : story.explanation().preemptions()) {
      while (next < story.lines().size() && story.lines().get(next).first() <= preemption.after()) {
        box(story.lines().get(next++));
      }
      cut(StoryText.preemption(preemption, trace.vcpus()));
    }
    story.lines().stream().skip(next).forEach(this::box);
    paragraph(trace.message());
    int width = 2 * LEFT + COLUMN * trace.vcpus().size();
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
        + width
        + " "
        + y
        + "\" width=\""
        + width
        + "\" height=\""
        + y
        + "\" role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">"
        + escaped(trace.id() + " " + trace.scenario() + " on " + trace.configuration().revision())
        + "</title>\n<desc id=\"desc\">"
        + escaped(description())
        + "</desc>\n"
        + STYLE
        + "<rect class=\"ground\" width=\""
        + width
        + "\" height=\""
        + y
        + "\"/>\n"
        + arrows
        + boxes
        + "</svg>\n";
  }

  private String description() {
    return story.lines().stream()
            .map(
                line ->
                    trace.vcpus().get(line.vcpu())
                        + ": "
                        + StoryDiagram.words(line, trace.vcpus())
                        + ". ")
            .collect(Collectors.joining())
        + "At the end: "
        + trace.message();
  }

  private static int left(int vcpu) {
    return LEFT + COLUMN * vcpu;
  }

  private void box(Story.Line line) {
    List<String> words = wrapped(StoryDiagram.words(line, trace.vcpus()), BOX_CHARACTERS);
    int height = 2 * PADDING + LINE * (words.size() + 1) - PADDING / 2;
    boxes.append(
        "<rect class=\"v%d\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\"/>\n"
            .formatted(line.vcpu() % 4, left(line.vcpu()), y, BOX, height));
    int baseline = y + PADDING + LINE - 6;
    text("muted", left(line.vcpu()) + PADDING + 2, baseline, StoryText.numbers(line));
    for (String row : words) {
      baseline += LINE;
      text("", left(line.vcpu()) + PADDING + 2, baseline, row);
    }
    int middle = y + height / 2;
    line.steps().forEach(step -> middles.put(step, middle));
    line.source().filter(middles::containsKey).ifPresent(step -> arrow(step, line, middle));
    y += height + GAP;
  }

  /** From the box of the write to that of the read, from side to side. */
  private void arrow(int step, Story.Line line, int to) {
    int writer = trace.steps().get(step).vcpu();
    boolean isRightward = writer < line.vcpu();
    int fromX = left(writer) + (isRightward ? BOX : 0);
    int toX = left(line.vcpu()) + (isRightward ? 0 : BOX);
    int bend = isRightward ? BEND : -BEND;
    int from = middles.getOrDefault(step, to);
    arrows.append(
        "<path class=\"read\" marker-end=\"url(#head)\" d=\"M%d %dC%d %d %d %d %d %d\"/>\n"
            .formatted(fromX, from, fromX + bend, from, toX - bend, to, toX, to));
  }

  private void cut(String words) {
    int end = LEFT + COLUMN * trace.vcpus().size();
    boxes.append(
        "<line class=\"cut\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n"
            .formatted(LEFT, end, y + GAP / 2, y + GAP / 2));
    y += GAP;
    paragraph(words);
  }

  private void paragraph(String words) {
    for (String row : wrapped(words, COLUMN_CHARACTERS * trace.vcpus().size())) {
      y += LINE;
      text("bad", LEFT, y, row);
    }
    y += GAP + PADDING;
  }

  private void text(String style, int x, int baseline, String words) {
    boxes.append(
        "<text%s x=\"%d\" y=\"%d\">%s</text>\n"
            .formatted(
                style.isEmpty() ? "" : " class=\"" + style + "\"", x, baseline, escaped(words)));
  }

  private static List<String> wrapped(String words, int most) {
    return WordWrap.hanging("", words.replace('\n', ' '), most).lines().toList();
  }

  private static String escaped(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
