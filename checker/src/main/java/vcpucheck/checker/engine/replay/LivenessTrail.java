package vcpucheck.checker.engine.replay;

import com.google.common.primitives.ImmutableIntArray;
import vcpucheck.checker.engine.automaton.Failure;

/**
 * A violation of the state graph as a whole, and a way into it that goes on for ever.
 *
 * @param failure what is wrong
 * @param path the states from the start on: the last of them is an earlier one again
 * @param doomed the index of the state from which on the violation cannot be avoided
 * @param loop the index of the earlier one; that of the last, if it is not known how it goes on
 * @param waiter the place, in the doomed state, of the vCPU that is stuck; {@link #NOBODY} if none
 *     is
 */
public record LivenessTrail(
    Failure failure, ImmutableIntArray path, int doomed, int loop, int waiter) {
  public static final int NOBODY = -1;
}
