package vcpucheck.checker.engine.property;

/** Is called when the Java code of a predicate runs, so that a checkpoint can run it again. */
@FunctionalInterface
public interface PredicateListener {
  /**
   * The code of a predicate has run.
   *
   * @param predicate the predicate's number
   * @param codes the value indexes of the variables that it read, in order
   */
  void ran(int predicate, int[] codes);
}
