package vcpucheck.checker.machine.state;

import java.util.BitSet;
import java.util.Optional;

/**
 * How permutations of slots act on the nodes of a program: the node that a program comes to when it
 * observes the images of what led it to a node.
 *
 * <p>What is known is read by several threads at once; only one may ask for what is not.
 */
public interface NodeImages {
  /** What {@link #find} answers if the program must be run to tell. */
  int UNKNOWN = -1;

  /** Takes note of the nodes that the program has got since the last call. */
  void absorb();

  /** How many nodes have been taken note of. */
  int absorbed();

  /** Whether all nodes that there are have been taken note of: of others nothing is known. */
  boolean isAbsorbed();

  /**
   * The movable slots that a node's history refers to, in the order of their first occurrence.
   *
   * @return not to be changed
   */
  int[] slots(int node);

  /**
   * The shape of a node: two nodes have one if a permutation makes one of the other. Numbered in
   * the order of the nodes.
   */
  int shape(int node);

  /** A number of the step that a node belongs to. */
  int step(int node);

  /** The image of a node, or {@link #UNKNOWN}. */
  int find(int node, int[] permutation);

  /**
   * The image of a node, for which the program is run if it must be.
   *
   * @throws Asymmetry if the program tells slots apart: it wants to do something else there
   */
  int image(int node, int[] permutation);

  /**
   * Runs the program to the image of a node, whatever is known of that.
   *
   * @throws Asymmetry if it tells slots apart
   */
  void check(int node, int[] permutation);

  /**
   * Whether what {@link #check} has compared is kept, so that it need not be compared again for
   * other nodes: worth while if many nodes are checked with few permutations.
   */
  void keepCompared(boolean keeps);

  /** Does again what a {@link Listener} was told of: the same numbers come of it. */
  Optional<String> rerun(int node, int[] permutation);

  /** Is told before the program is run to an image, so that it can be run again. */
  @FunctionalInterface
  interface Listener {
    /**
     * The program is about to be run to the image of a node.
     *
     * @param from slots that the node's history refers to
     * @param to what the permutation makes of each of them
     */
    void unfolds(int node, int[] from, int[] to);
  }

  /** Sets the listener. */
  void setListener(Listener listener);

  /**
   * Forgets everything: other slots may move from now on.
   *
   * @param movable the slots that permutations may move
   */
  void restart(BitSet movable);
}
