package vcpucheck.checker.report;

import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.trace.Step;

/**
 * How a report for people is laid out.
 *
 * @param isFull whether every operation and value of an interleaving is shown as it is; if not,
 *     long runs of one vCPU within one C function become one line, and long values are cut
 * @param width how many characters a line should have at most
 * @param words what operations mean
 */
public record TextStyle(boolean isFull, int width, Glossary words) {
  /** Not in full, for 80 columns. */
  public static final TextStyle USUAL = new TextStyle(false, 80);

  /** A layout with no words but those of the operations. */
  public TextStyle(boolean isFull, int width) {
    this(isFull, width, Glossary.NONE);
  }

  /** The same layout with other words. */
  public TextStyle with(Glossary other) {
    return new TextStyle(isFull, width, other);
  }

  /** A value as people read it. */
  String value(String value) {
    return NumberFormats.readable(value, words);
  }

  /** A step whose operation and value are as people read them. */
  Step read(Step step) {
    return step.with(words.named(step.operation()), value(step.value()))
        .with(
            step.returns().stream()
                .map(returned -> returned.with(value(returned.value())))
                .toList());
  }
}
