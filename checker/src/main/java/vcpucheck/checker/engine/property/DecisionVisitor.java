package vcpucheck.checker.engine.property;

/** Is shown a predicate as decisions by the codes of variables. */
public interface DecisionVisitor {
  /** What follows depends on a variable. */
  void begin(int variable);

  /** What follows is so if the variable has a code. */
  void when(int code);

  /** So the predicate decides. */
  void decide(boolean isWrong);

  /** There are no further codes of the variable that began last. */
  void end();
}
