package vcpucheck.checker.cli.evidence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import vcpucheck.checker.report.NumberFormats;

/**
 * Evidence, and what was found again.
 *
 * @param recorded the evidence
 * @param again what was found now, by the code that is there
 */
public record Verification(Evidence recorded, Evidence again) {
  /** What came of it. */
  public enum Outcome {
    /** Everything was found again, by the same code and version. */
    EQUAL,
    /** Something was found otherwise. */
    DIFFERS,
    /** Everything was found again, but not by the same code and version. */
    OTHER_CODE
  }

  /** What came of it. */
  public Outcome outcome() {
    if (firstDifference().isPresent()) {
      return Outcome.DIFFERS;
    }
    return isSameCode() && isSameTool() ? Outcome.EQUAL : Outcome.OTHER_CODE;
  }

  private boolean isSameCode() {
    return recorded.classes().equals(again.classes());
  }

  private boolean isSameTool() {
    return recorded.tool().equals(again.tool());
  }

  /** Where something was found otherwise first. */
  private Optional<String> firstDifference() {
    TreeSet<String> names = new TreeSet<>(recorded.findings().keySet());
    names.addAll(again.findings().keySet());
    return names.stream().flatMap(name -> difference(name).stream()).findFirst();
  }

  private Optional<String> difference(String name) {
    String before = recorded.findings().get(name);
    String now = again.findings().get(name);
    if (before == null || now == null) {
      return Optional.of(name + " is " + (now == null ? "not found again" : "found now only"));
    }
    List<String> old = before.replace(recorded.tool(), again.tool()).lines().toList();
    List<String> fresh = now.lines().toList();
    return IntStream.range(0, Math.max(old.size(), fresh.size()))
        .filter(at -> !line(old, at).equals(line(fresh, at)))
        .mapToObj(
            at ->
                name
                    + ", line "
                    + (at + 1)
                    + ": recorded "
                    + line(old, at).map(String::strip).orElse("nothing")
                    + ", found "
                    + line(fresh, at).map(String::strip).orElse("nothing"))
        .findFirst();
  }

  private static Optional<String> line(List<String> lines, int at) {
    return at < lines.size() ? Optional.of(lines.get(at)) : Optional.empty();
  }

  /** The verdict in a line of its own. */
  public String headline() {
    return switch (outcome()) {
          case EQUAL -> "EQUAL: everything is found again, by the same code";
          case DIFFERS -> "DIFFERS: " + firstDifference().orElseThrow();
          case OTHER_CODE -> "OTHER CODE: everything is found again, but not by the same code";
        }
        + "\n";
  }

  /** By name what was recorded, and how far what is there now differs from it. */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("command", String.join(" ", recorded.arguments()));
    facts.put("found", NumberFormats.counted(recorded.findings().size(), "file"));
    facts.put(
        "version", recorded.tool() + (isSameTool() ? "" : "; it is " + again.tool() + " now"));
    facts.put(
        "code",
        NumberFormats.counted(recorded.classes().size(), "class", "classes")
            + ", SHA-256 "
            + recorded.digest()
            + recorded.commit().map(commit -> ", commit " + commit).orElse(""));
    if (!isSameCode()) {
      facts.put("differs", otherClasses());
    }
    return facts;
  }

  private String otherClasses() {
    TreeSet<String> names = new TreeSet<>(recorded.classes().keySet());
    names.addAll(again.classes().keySet());
    List<String> others =
        names.stream()
            .filter(
                name ->
                    !Optional.ofNullable(recorded.classes().get(name))
                        .equals(Optional.ofNullable(again.classes().get(name))))
            .toList();
    return others.size()
        + " of them or new: "
        + String.join(", ", others.subList(0, Math.min(3, others.size())))
        + (others.size() > 3 ? ", ..." : "");
  }
}
