package vcpucheck.checker.engine.graph;

/** Where states lead. */
public interface Digraph {
  /** How many transitions leave a state. */
  int degree(int state);

  /** The state that a state's transition leads to. */
  int target(int state, int index);
}
