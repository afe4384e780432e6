package vcpucheck.checker.report.port;

import java.util.List;
import vcpucheck.checker.port.PortPlan;
import vcpucheck.checker.report.WordWrap;

/** What has to change in real code, as text or for a mail. */
public final class PortText {
  private static final int MAIL = 72;

  private PortText() {}

  /** The plan as text. */
  public static String of(PortPlan plan, int width) {
    StringBuilder text = new StringBuilder(headline(plan));
    for (PortLines.Line line : PortLines.of(plan)) {
      String indent = "  ".repeat(line.level());
      if (line.level() == 0) {
        text.append('\n').append(WordWrap.hanging("", line.words(), width));
      } else {
        text.append(WordWrap.hanging(indent + line.heading(), line.words(), width));
      }
    }
    return text.toString();
  }

  /** One line: what is compared, and in how many functions it decides otherwise. */
  public static String headline(PortPlan plan) {
    return "PORT: " + PortLines.title(plan) + "\n";
  }

  /** The plan as Markdown, no line longer than 72 columns where words can be parted. */
  public static String markdown(PortPlan plan) {
    StringBuilder text = new StringBuilder("# " + title(plan) + "\n\n");
    text.append(WordWrap.hanging("", "It is " + PortLines.decided(plan) + ".", MAIL));
    List<PortLines.Line> lines = PortLines.of(plan);
    for (PortLines.Line line : lines) {
      if (line.level() == 0) {
        text.append("\n## ").append(line.words()).append("\n\n");
      } else {
        String indent = "  ".repeat(line.level() - 1) + "- ";
        text.append(item(indent, (isSign(line.heading()) ? "" : line.heading()) + line.words()));
      }
    }
    return text.toString();
  }

  /** In an item it would begin a list, and the words say the same. */
  private static boolean isSign(String heading) {
    return heading.equals("+ ") || heading.equals("- ");
  }

  private static String title(PortPlan plan) {
    return plan.comparison().from() + " to " + plan.comparison().to();
  }

  /** Further lines of an item stand below its words, not below its dash. */
  private static String item(String indent, String words) {
    String margin = " ".repeat(indent.length());
    List<String> lines = WordWrap.hanging(margin, words.strip(), MAIL).lines().toList();
    return indent + String.join("\n", lines).substring(indent.length()) + "\n";
  }
}
