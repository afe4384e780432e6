package vcpucheck.scenarios.guest;

import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.xen.Registers;

/** The calls of a guest, one by one, and what came of them in a word. */
public final class GuestCalls {
  /** A standard call was accepted. */
  public static final String ACCEPTED = "accepted";

  /** It was refused. */
  public static final String REFUSED = "refused";

  /** A call that was resumed ended. */
  public static final String ENDED = "ended";

  private GuestCalls() {}

  /** What came of a standard call: accepted, or refused by whomever. */
  public static String result(Guest guest, int vcpu, Registers result) {
    return result.r0() == SmcReturn.OK && Jobs.result(guest, vcpu) == TeecResult.SUCCESS
        ? ACCEPTED
        : REFUSED;
  }

  /** What came of a resume: the call ended, was interrupted, or could not be resumed. */
  public static String status(Registers result) {
    if (result.r0() == SmcReturn.OK) {
      return ENDED;
    }
    return SmcReturn.isRpc(result.r0()) ? "interrupted" : REFUSED;
  }

  /** Makes a standard call: what it returns with. */
  public static Registers begin(Guest guest, int vcpu, Message message) {
    return guest.call(Jobs.callWith(guest, vcpu, message));
  }

  /** Does what OP-TEE asks for, as Linux does, and resumes the call: what it returns with. */
  public static Registers answer(Guest guest, Registers request) {
    return guest.call(LinuxRpcHandler.INSTANCE.answer(guest, request));
  }
}
