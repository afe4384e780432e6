package vcpucheck.checker.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Breaks text into lines. */
public final class WordWrap {
  private static final String CONTINUATION = "  ";

  private WordWrap() {}

  /**
   * Lines of at most {@code width} characters, broken between words where that is possible. All but
   * the first are indented a little further than the text is.
   */
  public static List<String> lines(String text, int width) {
    return lines(text, indentation(text) + CONTINUATION, width);
  }

  /** Some text after a heading, below which its further lines stand. */
  public static String hanging(String heading, String text, int width) {
    return String.join("\n", lines(heading + text, " ".repeat(heading.length()), width)) + "\n";
  }

  /** A text of several lines, each broken for itself, and each ended. */
  public static String paragraphs(String text, int width) {
    return text.lines().map(line -> hanging("", line, width)).collect(Collectors.joining());
  }

  private static String indentation(String text) {
    return text.substring(0, text.length() - text.stripLeading().length());
  }

  private static List<String> lines(String text, String indent, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    int least = indentation(text).length();
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      int end = space > least ? space : Math.max(width, least + 1);
      lines.add(rest.substring(0, end));
      rest = indent + rest.substring(end).stripLeading();
      least = indent.length();
    }
    lines.add(rest);
    return lines;
  }
}
