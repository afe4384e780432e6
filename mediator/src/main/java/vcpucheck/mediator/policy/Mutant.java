package vcpucheck.mediator.policy;

/**
 * One deliberate weakening of the mediator, to see whether a check is sensitive to it: a checker
 * that does not catch a mutant is too weak.
 */
public enum Mutant {
  /** M-no-reset: the thread id of a resumed call is not reset. */
  NO_RESET("M-no-reset");

  private final String label;

  Mutant(String label) {
    this.label = label;
  }

  /** The mutant's name as users write it. */
  public String label() {
    return label;
  }
}
