package vcpucheck.scenarios.tee;

import com.google.common.collect.ImmutableList;
import java.util.List;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.TeecResult;

/**
 * What a secure thread remembers between two secure monitor calls: its stack.
 *
 * @param address the machine address of its message page
 * @param command what the message asks for
 * @param script the number of its script
 * @param next the next demand of the script, or {@link #ENDING}
 * @param payloads the cookies of its payload buffers; 0 for one that is freed
 * @param temporaries the cookies of its temporary memory parameters
 * @param hasUses whether its parameters name registered buffers
 * @param result what {@code ret} will say
 * @param waiting for what answer it waits
 * @param wakes the thread that it has to wake before it ends
 * @param keepsArgument whether its argument page outlives the call
 */
record Frame(
    long address,
    long command,
    int script,
    int next,
    List<Long> payloads,
    List<Long> temporaries,
    boolean hasUses,
    long result,
    Waiting waiting,
    int wakes,
    boolean keepsArgument) {
  /** The next demand of a script that is over. */
  static final int ENDING = Integer.MAX_VALUE;

  /** For what answer a thread waits. */
  enum Waiting {
    /** None: it runs, or has not begun. */
    NOTHING,
    /** An argument page. */
    ARGUMENT,
    /** The end of an argument page that could not be used. */
    ARGUMENT_REFUSED,
    /** The end of its argument page; then the call ends. */
    ARGUMENT_FREED,
    /** The current demand. */
    DEMAND,
    /** A payload buffer that no script demands. */
    PAYLOAD,
    /** The end of a payload buffer that could not be mapped. */
    PAYLOAD_REFUSED,
    /** The end of another thread's use of a registered buffer. */
    LAST_USER,
    /** The wake-up of a thread that waits for this one. */
    WAKE
  }

  /** The frame of a thread that runs no call. */
  static final Frame NONE = of(0, Message.EMPTY, false);

  Frame {
    payloads = List.copyOf(payloads);
    temporaries = List.copyOf(temporaries);
  }

  static Frame of(long address, Message message, boolean keepsArgument) {
    return new Frame(
        address,
        message.command(),
        (int) message.function(),
        0,
        List.of(),
        List.of(),
        false,
        TeecResult.SUCCESS,
        Waiting.NOTHING,
        SharedObject.NOBODY,
        keepsArgument);
  }

  private Frame with(int newNext, List<Long> newPayloads, long newResult, Waiting newWaiting) {
    return new Frame(
        address,
        command,
        script,
        newNext,
        newPayloads,
        temporaries,
        hasUses,
        newResult,
        newWaiting,
        wakes,
        keepsArgument);
  }

  Frame waitingFor(Waiting answer) {
    return with(next, payloads, result, answer);
  }

  /** With the current demand met. */
  Frame advanced() {
    return with(next + 1, payloads, result, waiting);
  }

  /** With the script over. */
  Frame ended() {
    return with(ENDING, List.of(), result, waiting);
  }

  Frame withResult(long newResult) {
    return with(next, payloads, newResult, waiting);
  }

  Frame withPayload(long cookie) {
    return with(
        next, ImmutableList.<Long>builder().addAll(payloads).add(cookie).build(), result, waiting);
  }

  Frame withoutPayload(long cookie) {
    return with(next, payloads.stream().filter(other -> other != cookie).toList(), result, waiting);
  }

  /** With what its parameters name. */
  Frame withUses(List<Long> newTemporaries, boolean newHasUses) {
    return new Frame(
        address,
        command,
        script,
        next,
        payloads,
        newTemporaries,
        newHasUses,
        result,
        waiting,
        wakes,
        keepsArgument);
  }

  /** With a thread to wake, and without uses. */
  Frame withWakes(int waiter) {
    return new Frame(
        address,
        command,
        script,
        next,
        payloads,
        List.of(),
        false,
        result,
        waiting,
        waiter,
        keepsArgument);
  }

  boolean hasFailed() {
    return result != TeecResult.SUCCESS;
  }

  /** The cookie of a payload buffer, or 0 if it was never got. */
  long payload(int index) {
    return index < payloads.size() ? payloads.get(index) : 0;
  }
}
