package vcpucheck.checker.engine.store;

import java.util.Arrays;
import vcpucheck.checker.machine.Transitions;

/**
 * The states that the transitions of a batch's segment lead to: what a {@link StateIndex} looks up.
 *
 * <p>Who writes what, and when: expanding fills the transitions and their hashes; looking up, the
 * numbers and places; settling replaces the numbers of new states. One worker at a time writes a
 * segment's targets, except that another may replace a number whose claim it beats.
 */
public final class Targets {
  /** The number of a transition that leads nowhere. */
  public static final int NOWHERE = -1;

  /** The number of a transition that leads to a new state first, until that state is numbered. */
  public static final int FRESH = -2;

  /** From here on down: the numbers of transitions that lead where another of the batch does. */
  public static final int ALIAS = -3;

  /** The transitions of all states of the segment, in order. */
  public final Transitions transitions = new Transitions();

  /** For each transition, the hash of the state it leads to. */
  public long[] hashes = new long[64];

  /** For each transition, the number of the state it leads to, or one of the constants. */
  public int[] numbers = new int[64];

  /** For each transition that leads to a new state first, its place in the index. */
  public int[] places = new int[64];

  /** Forgets the transitions. */
  public void clear(int words, boolean mayGrow) {
    transitions.clear(words);
    transitions.setGrowing(mayGrow);
  }

  /** Makes the arrays as long as the list of transitions. */
  public void fit() {
    int count = transitions.count();
    if (count > hashes.length) {
      int length = Math.max(count, hashes.length * 2);
      hashes = Arrays.copyOf(hashes, length);
      numbers = Arrays.copyOf(numbers, length);
      places = Arrays.copyOf(places, length);
    }
  }

  /** The lowest number of a state that one of them leads to and that is not new; or a high one. */
  public int leastKnown() {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < transitions.count(); i++) {
      least = Math.min(least, numbers[i] & Integer.MAX_VALUE); /* the constants become high */
    }
    return least;
  }
}
