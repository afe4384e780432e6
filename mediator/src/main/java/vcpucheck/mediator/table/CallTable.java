package vcpucheck.mediator.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls in progress of one domain: {@code call_list}. */
public interface CallTable {
  /**
   * What a search for a call to resume found.
   *
   * @param call the call, which the caller drives from now on, or null
   * @param wasInFlight whether there is no call because another vCPU drives it
   */
  record Claim(@Nullable StdCall call, boolean wasInFlight) {}

  /** Adds a call that is in flight. */
  void insert(StdCall call);

  /** Finds the oldest call with a thread id and takes it, unless it is in flight. */
  Claim claim(int threadId);

  /** Ends driving a call: it is no longer in flight. */
  void release(StdCall call);

  /** {@link #release} of a call that is out already, so that nobody else can find it. */
  void releaseRemoved(StdCall call);

  /** Takes a call out; from then on it cannot be found. */
  void remove(StdCall call);

  /** {@link #remove} unless the call is in flight; whether it is out. */
  boolean removeIdle(StdCall call);

  /** {@link #release} and {@link #remove} as one step: the call cannot be found in between. */
  void releaseAndRemove(StdCall call);

  /** The oldest call, or null; for destruction, when no vCPU runs. */
  @Nullable StdCall first();

  /** All calls, oldest first: for properties and reports. */
  List<StdCall> snapshot();
}
