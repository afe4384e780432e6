package vcpucheck.scenarios.stress;

import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.LinuxAnswers;

/** The calls of a guest, one by one, and what came of them in a word. */
final class Calls {
  static final String ACCEPTED = "accepted";
  static final String REFUSED = "refused";

  private Calls() {}

  /** What came of a standard call: accepted, or refused by whomever. */
  static String result(Guest guest, int vcpu, Registers result) {
    return result.r0() == SmcReturn.OK && Jobs.result(guest, vcpu) == TeecResult.SUCCESS
        ? ACCEPTED
        : REFUSED;
  }

  /** What came of a resume: the call ended, was interrupted, or could not be resumed. */
  static String status(Registers result) {
    if (result.r0() == SmcReturn.OK) {
      return "ended";
    }
    return SmcReturn.isRpc(result.r0()) ? "interrupted" : REFUSED;
  }

  /** Makes a standard call: what it returns with. */
  static Registers begin(Guest guest, int vcpu, Message message) {
    return guest.call(Jobs.callWith(guest, vcpu, message));
  }

  /** Does what OP-TEE asks for, as Linux does, and resumes the call: what it returns with. */
  static Registers answer(Guest guest, Registers request) {
    return guest.call(LinuxAnswers.INSTANCE.answer(guest, request));
  }
}
