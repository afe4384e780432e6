package vcpucheck.checker.report.export;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import vcpucheck.checker.report.StoryText;
import vcpucheck.checker.story.Preemption;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.TraceFile;

/** A story as a diagram in the language of a tool that draws it. */
public final class StoryDiagram {
  private static final int LONG = 70;

  private final TraceFile trace;
  private final Story story;
  private final List<Story.Line> lines;

  public StoryDiagram(TraceFile trace, Story story) {
    this.trace = trace;
    this.story = story;
    lines = story.lines();
  }

  // ---- Mermaid ----

  /** A sequence diagram of Mermaid, which GitHub draws: a participant for each vCPU. */
  public String mermaid() {
    StringBuilder text = new StringBuilder("sequenceDiagram\n");
    for (int vcpu = 0; vcpu < trace.vcpus().size(); vcpu++) {
      text.append("  participant v" + vcpu + " as " + mermaid(trace.vcpus().get(vcpu)) + "\n");
    }
    int next = 0;
    for (Preemption preemption : story.explanation().preemptions()) {
      while (next < lines.size() && lines.get(next).first() <= preemption.after()) {
        note(lines.get(next++), text);
      }
      text.append("  Note over v0,v" + (trace.vcpus().size() - 1) + ": ");
      text.append(mermaid(StoryText.preemption(preemption, trace.vcpus())) + "\n");
    }
    lines.stream().skip(next).forEach(line -> note(line, text));
    String last = trace.vcpus().size() > 1 ? "v0,v" + (trace.vcpus().size() - 1) : "v0";
    return text + "  Note over " + last + ": " + mermaid(trace.message()) + "\n";
  }

  private void note(Story.Line line, StringBuilder text) {
    line.source()
        .ifPresent(
            step ->
                text.append("  v" + trace.steps().get(step).vcpu() + "-->>v" + line.vcpu())
                    .append(": as " + (step + 1) + " left it\n"));
    text.append("  Note over v" + line.vcpu() + ": ");
    text.append(mermaid(StoryText.numbers(line) + " " + words(line)) + "\n");
  }

  /** Without what Mermaid takes for its own: it reads "#35;" as a number sign. */
  private static String mermaid(String words) {
    return words
        .replace("#", "#35;")
        .replace(";", "#59;")
        .replace("#35#59;", "#35;")
        .replace("<", "#lt;")
        .replace(">", "#gt;")
        .replace('\n', ' ');
  }

  // ---- DOT ----

  /** A graph for Graphviz: a column for each vCPU, dashed what is read of another one. */
  public String dot() {
    StringBuilder text = new StringBuilder("digraph story {\n");
    text.append("  label=" + quoted(trace.message()) + ";\n");
    text.append("  node [shape=box, fontname=\"sans-serif\"];\n");
    for (int vcpu = 0; vcpu < trace.vcpus().size(); vcpu++) {
      column(vcpu, text);
    }
    for (int line = 1; line < lines.size(); line++) {
      boolean isSwitch = lines.get(line).vcpu() != lines.get(line - 1).vcpu();
      text.append("  l" + (line - 1) + " -> l" + line);
      text.append(isSwitch ? " [color=red, label=\"switch\"];\n" : ";\n");
    }
    for (int line = 0; line < lines.size(); line++) {
      int reader = line;
      lines
          .get(line)
          .source()
          .map(this::writer)
          .filter(OptionalInt::isPresent)
          .ifPresent(
              writer ->
                  text.append("  l" + writer.getAsInt() + " -> l" + reader)
                      .append(" [style=dashed, constraint=false];\n"));
    }
    return text + "}\n";
  }

  private void column(int vcpu, StringBuilder text) {
    text.append("  subgraph cluster" + vcpu + " {\n    label=");
    text.append(quoted(trace.vcpus().get(vcpu)) + ";\n");
    for (int line = 0; line < lines.size(); line++) {
      if (lines.get(line).vcpu() == vcpu) {
        String words = StoryText.numbers(lines.get(line)) + "\n" + words(lines.get(line));
        text.append("    l" + line + " [label=" + quoted(words) + "];\n");
      }
    }
    text.append("  }\n");
  }

  /** The line that a step is part of. */
  private OptionalInt writer(int step) {
    return IntStream.range(0, lines.size())
        .filter(line -> lines.get(line).steps().contains(step))
        .findFirst();
  }

  private static String quoted(String words) {
    return '"' + words.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private String words(Story.Line line) {
    return words(line, trace.vcpus());
  }

  /** What a line says, if it is not too long, and which store it misses. */
  static String words(Story.Line line, List<String> vcpus) {
    String words = StoryText.words(line);
    return (words.length() <= LONG ? words : words.substring(0, LONG) + " ...")
        + StoryText.missed(line, vcpus);
  }
}
