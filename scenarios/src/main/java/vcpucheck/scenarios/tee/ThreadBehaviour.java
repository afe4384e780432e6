package vcpucheck.scenarios.tee;

import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.xen.Registers;

/** What secure threads do with messages, from request to request, until the call ends. */
sealed interface ThreadBehaviour permits ScriptedBehaviour, ArbitraryBehaviour {
  /**
   * Whether a call is refused as such, although there is a thread for it and its page is there.
   *
   * @return a0, or {@code OPTEE_SMC_RETURN_OK} to continue
   */
  long refusal();

  /** Begins to work on a message. */
  Registers execute(SecureCall call, Message message);

  /** Continues with the guest's answer to the thread's request. */
  Registers answered(SecureCall call, Registers answer);
}
