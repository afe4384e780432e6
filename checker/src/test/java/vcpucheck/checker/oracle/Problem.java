package vcpucheck.checker.oracle;

import vcpucheck.checker.memory.ViolationException;

/**
 * A violation that some interleaving shows.
 *
 * @param property the property's name
 * @param message what went wrong
 */
public record Problem(String property, String message) {
  static Problem of(ViolationException violation) {
    return new Problem(violation.property(), violation.problem());
  }
}
