package vcpucheck.checker.report;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.story.Missed;
import vcpucheck.checker.story.Preemption;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Returned;
import vcpucheck.checker.trace.Step;

/** A story for people: a line for each thing that matters, and where a vCPU was preempted. */
public final class StoryText {
  private static final int LONG_VALUE = 60;
  private static final int NUMBERS = 9;
  private static final String LED_TO_IT =
      "Only operations that led to the violation are told; --full shows all.";

  private final Story story;
  private final List<String> vcpus;
  private final TextStyle style;
  private final StringBuilder text = new StringBuilder();

  private StoryText(Story story, List<String> vcpus, TextStyle style) {
    this.story = story;
    this.vcpus = vcpus;
    this.style = style;
  }

  /**
   * The story as text, with the history if there is one; all operations, if none is part of it.
   *
   * @param vcpus the vCPUs' names, by index
   * @param steps all operations
   */
  public static String of(Story story, List<String> vcpus, List<Step> steps, TextStyle style) {
    if (story.lines().isEmpty()) {
      return TraceText.steps(vcpus, steps, style);
    }
    StoryText page = new StoryText(story, vcpus, style);
    page.tell();
    if (story.explanation().slice().size() < steps.size()) {
      page.paragraph("  ", LED_TO_IT);
    }
    return page.text + TraceText.history(vcpus, steps, style);
  }

  private void tell() {
    int told = 0;
    for (Preemption preemption : story.explanation().preemptions()) {
      told = tell(told, preemption.after());
      preempt(preemption);
    }
    tell(told, Integer.MAX_VALUE);
    story.explanation().preemptions().forEach(this::tooLate);
  }

  /** Tells the lines that begin before a step; returns how many have been told then. */
  private int tell(int told, int before) {
    int next = told;
    while (next < story.lines().size() && story.lines().get(next).first() <= before) {
      line(story.lines().get(next));
      next++;
    }
    return next;
  }

  private void line(Story.Line line) {
    paragraph(
        "  " + cell(numbers(line), NUMBERS) + cell(vcpus.get(line.vcpu()), width()),
        words(line) + line.source().map(this::source).orElse("") + missed(line, vcpus));
  }

  /** "25-46", or "48". */
  public static String numbers(Story.Line line) {
    return line.first() == line.last()
        ? Integer.toString(line.first())
        : line.first() + "-" + line.last();
  }

  private String source(int step) {
    return ", as step " + (step + 1) + " left it";
  }

  /** Which store is missed, and why that may be: to follow a line. */
  public static String missed(Story.Line line, List<String> vcpus) {
    return line.missed().map(missed -> found(line, missed) + missed(missed, vcpus)).orElse("");
  }

  /** Which store is found, if it is none of another vCPU's, which is told anyway. */
  private static String found(Story.Line line, Missed missed) {
    if (line.source().isPresent()) {
      return "";
    }
    return missed
        .found()
        .map(step -> ", as step " + (step + 1) + " left it")
        .orElse(", as it was at the start");
  }

  private static String missed(Missed missed, List<String> vcpus) {
    String vcpu = vcpus.get(missed.vcpu());
    int step = missed.store() + 1;
    if (!missed.isBuffered()) {
      return "; nothing seen before orders it after step " + step + " of " + vcpu;
    }
    return "; the store of step "
        + step
        + " is in the buffer of "
        + vcpu
        + missed.arrival().map(arrival -> " until step " + (arrival + 1)).orElse(" for good");
  }

  private void preempt(Preemption preemption) {
    paragraph("  -- ", preemption(preemption, vcpus));
  }

  /** Where a vCPU is preempted, and how precisely. */
  public static String preemption(Preemption preemption, List<String> vcpus) {
    String window =
        preemption.window() == 1
            ? "; it had to be there"
            : "; any of " + preemption.window() + " operations in a row would do";
    return vcpus.get(preemption.vcpu()) + " is preempted after step " + preemption.after() + window;
  }

  private void tooLate(Preemption preemption) {
    preemption
        .late()
        .ifPresent(
            late -> {
              Step ghost = preemption.ghosts().get(late.ghost());
              paragraph(
                  "  ",
                  "Too late: "
                      + NumberFormats.counted(late.ghost() + 1, "operation")
                      + " on, "
                      + vcpus.get(preemption.vcpu())
                      + " would "
                      + ghost.operation()
                      + function(ghost)
                      + ", which step "
                      + (late.readBy() + 1)
                      + " has read.");
            });
  }

  private void paragraph(String head, String body) {
    text.append(WordWrap.hanging(head, body, style.width()));
  }

  private int width() {
    return vcpus.stream().mapToInt(String::length).max().orElse(0) + 2;
  }

  private static String cell(String content, int width) {
    return content + " ".repeat(Math.max(1, width - content.length()));
  }

  /** A line in the words of the catalogue or, if it has none, of its operation. */
  public static String words(Story.Line line) {
    return sentence(line).orElseGet(() -> text(line));
  }

  /** What the catalogue says of a line, or that it is one on what is returned. */
  public static Optional<String> sentence(Story.Line line) {
    return line.phrase().or(() -> line.returned().map(StoryText::returns));
  }

  private static String returns(Returned returned) {
    return returns(returned, shortened(NumberFormats.hexadecimal(returned.value())));
  }

  /** "get_std_call returns optee_std_call#0". */
  static String returns(Returned returned, String value) {
    return returned.function() + " returns " + value;
  }

  private static String text(Story.Line line) {
    Step step = line.step();
    String value = shortened(NumberFormats.hexadecimal(Story.result(step)));
    return step.operation()
        + (value.isEmpty() ? "" : ": " + value)
        + function(step)
        + (line.isPassedOn() ? ", and passes it on" : "");
  }

  private static String function(Step step) {
    return step.function().isEmpty() ? "" : " (" + step.function() + ")";
  }

  private static String shortened(String value) {
    return value.length() <= LONG_VALUE ? value : value.substring(0, LONG_VALUE) + " ...";
  }
}
