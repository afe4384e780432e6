package vcpucheck.checker.report.export;

import vcpucheck.checker.trace.Step;

/**
 * A line of source code.
 *
 * @param file the file's name, with its folder if that is known; empty if the file is not
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
}
