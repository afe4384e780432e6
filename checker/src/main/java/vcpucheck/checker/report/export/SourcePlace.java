package vcpucheck.checker.report.export;

import java.util.List;
import vcpucheck.checker.trace.Step;

/**
 * A line of source code.
 *
 * @param file the file's name, without its folder; empty if it is not known
 * @param line its number, from 1
 */
public record SourcePlace(String file, int line) {
  private static final SourcePlace NOWHERE = new SourcePlace("", 1);

  /** The place of a step: "Cookies.java:43". */
  public static SourcePlace of(Step step) {
    int colon = step.source().lastIndexOf(':');
    return colon < 0
        ? NOWHERE
        : new SourcePlace(
            step.source().substring(0, colon),
            Integer.parseInt(step.source().substring(colon + 1)));
  }

  /** The place of the last step that has one. */
  static SourcePlace last(List<Step> steps) {
    return steps.stream()
        .map(SourcePlace::of)
        .filter(place -> !place.file().isEmpty())
        .reduce(NOWHERE, (first, second) -> second);
  }
}
