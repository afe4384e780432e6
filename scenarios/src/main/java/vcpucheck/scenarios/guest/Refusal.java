package vcpucheck.scenarios.guest;

import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.xen.Registers;

/** Which answers to a call that is in order are a violation. */
public enum Refusal {
  /** Everything but success. */
  NEVER {
    @Override
    boolean allows(long status, long ret) {
      return status == SmcReturn.OK && ret == TeecResult.SUCCESS;
    }
  },
  /** OP-TEE itself may refuse the call as such; what it has accepted must succeed. */
  BY_STATUS {
    @Override
    boolean allows(long status, long ret) {
      return status != SmcReturn.OK || ret == TeecResult.SUCCESS;
    }
  },
  /** What is not for want of memory. */
  BY_MEMORY {
    @Override
    boolean allows(long status, long ret) {
      return status == SmcReturn.ENOMEM
          || ret == TeecResult.SUCCESS
          || ret == TeecResult.ERROR_OUT_OF_MEMORY;
    }
  },
  /** None: the scenario is about something else. */
  ALLOWED {
    @Override
    boolean allows(long status, long ret) {
      return true;
    }
  };

  /** The property that a call which is in order is not refused. */
  public static final String NO_SPURIOUS_REFUSAL = "no-spurious-refusal";

  abstract boolean allows(long status, long ret);

  /**
   * Checks the answer to a vCPU's call.
   *
   * @param what what the call was, for the message
   * @return whether the call succeeded
   */
  boolean check(Guest guest, int vcpu, Registers result, String what) {
    if (result.r0() != SmcReturn.OK) {
      expect(guest, allows(result.r0(), TeecResult.SUCCESS), what, "a0=" + result.r0());
      return false;
    }
    long ret = Jobs.result(guest, vcpu);
    expect(guest, allows(SmcReturn.OK, ret), what, "ret=" + TeecResult.text(ret));
    return ret == TeecResult.SUCCESS;
  }

  private static void expect(Guest guest, boolean holds, String what, String answer) {
    guest.memory().expect(holds, NO_SPURIOUS_REFUSAL, what + " is refused: " + answer);
  }
}
