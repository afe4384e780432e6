package vcpucheck.checker.memory;

import java.util.Objects;

/**
 * A property does not hold on real threads: what {@link
 * vcpucheck.checker.memory.threads.NativeMemory} throws out of the operation that violates it.
 * Under the explorer a violation is a result, and code under test never sees it.
 */
public final class ViolationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The violated property's name. */
  private final String property;

  /** What went wrong, as one sentence. */
  private final String problem;

  /**
   * Makes a violation.
   *
   * @param property the property's name
   * @param problem one sentence: what went wrong
   */
  public ViolationException(String property, String problem) {
    super(property + ": " + problem);
    this.property = Objects.requireNonNull(property);
    this.problem = Objects.requireNonNull(problem);
  }

  /** What the checker checks by itself does not hold. */
  public ViolationException(BuiltInProperty property, String problem) {
    this(property.label(), problem);
  }

  /** The violated property's name. */
  public String property() {
    return property;
  }

  /** What went wrong, as one sentence. */
  public String problem() {
    return problem;
  }
}
