package vcpucheck.checker.engine.automaton;

/** What is said of code under test that does otherwise than before, and must not. */
final class Divergence {
  private Divergence() {}

  /** Of code that goes another way although it observes the same. */
  static String ofCode(String vcpu, String asked, String recorded, String history) {
    return "code under test must do the same when it observes the same: vcpu="
        + vcpu
        + " asked for "
        + asked
        + " where it had asked for "
        + recorded
        + "; history="
        + history
        + "; look for a clock, a random number, an identity hash, static or captured mutable"
        + " state, or a scope that changes an object made outside of it";
  }

  /** Of code that goes another way although what it observed otherwise was forgotten. */
  static String ofScope(String vcpu, String what, String history) {
    return "what a scope, a loop or a step forgets must not matter afterwards: vcpu="
        + vcpu
        + " came to "
        + what
        + " where another history that had been merged with this one did not; history="
        + history
        + "; keep what matters in the scope's result, the loop's state or the local state, and"
        + " change no object from inside that was made outside";
  }

  /** Of code that merges histories which hold different locks. */
  static String ofLocks(String vcpu, String held, String history) {
    return "histories that are merged must hold the same locks: vcpu="
        + vcpu
        + ", held="
        + held
        + ", history="
        + history
        + "; let the scope's result or the loop's state say which locks are held";
  }
}
