package vcpucheck.checker.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines. */
final class Wrapping {
  private static final String CONTINUATION = "  ";

  private Wrapping() {}

  /** Lines of at most {@code width} characters, broken between words where that is possible. */
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      int end = space > CONTINUATION.length() ? space : width;
      lines.add(rest.substring(0, end));
      rest = CONTINUATION + rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
