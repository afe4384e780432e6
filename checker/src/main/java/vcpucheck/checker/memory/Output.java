package vcpucheck.checker.memory;

/**
 * What code shows to the outside beside the memory, such as what it returns in registers: see
 * {@link Memory#output}.
 */
@FunctionalInterface
public interface Output {
  /** One that nobody looks at. */
  Output NONE = value -> {};

  /**
   * Shows a value, behind those shown before.
   *
   * @param value what is shown is its text, which must not have in it what cannot be seen, like the
   *     place of a struct in its slab
   */
  void emit(Object value);
}
