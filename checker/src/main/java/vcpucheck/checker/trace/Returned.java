package vcpucheck.checker.trace;

/**
 * What a C function returns.
 *
 * @param function its name
 * @param value as text: "ERR_PTR(-EEXIST)"
 * @param from the index of the first step that was taken in the call; if there was none, that of
 *     the step after which it returns
 */
public record Returned(String function, String value, int from) {
  /** The same with another text for the value. */
  public Returned with(String otherValue) {
    return new Returned(function, otherValue, from);
  }
}
