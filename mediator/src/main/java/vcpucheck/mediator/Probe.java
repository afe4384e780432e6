package vcpucheck.mediator;

import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.xen.Registers;

/**
 * Detection of OP-TEE at boot.
 *
 * <p>The thread count that OP-TEE answers is a parameter of the model ({@code
 * policy.Limits.threads}), not an effect of the probe.
 */
record Probe(Environment environment) {
  private static final Registers UID =
      Registers.results(0x384f_b3e0L, 0xe7f8_11e3L, 0xaf63_0002L, 0xa5d5_c51bL);

  /* xen/arch/arm/tee/optee.c optee_probe@68e0eb83ef. */
  boolean isFound() {
    return isOpTee(call(SmcFunction.CALLS_UID))
        && call(SmcFunction.GET_THREAD_COUNT).r0() == SmcReturn.OK
        && (!environment.behaviour().has(Fix.PROBE_VIRTUALIZATION)
            || call(SmcFunction.VM_DESTROYED).r0() != SmcReturn.UNKNOWN_FUNCTION);
  }

  /* The low halves alone are compared. */
  private static boolean isOpTee(Registers uid) {
    return UID.equals(
        Registers.results(
            Registers.low(uid.r0()),
            Registers.low(uid.r1()),
            Registers.low(uid.r2()),
            Registers.low(uid.r3())));
  }

  private Registers call(SmcFunction function) {
    return environment.secureWorld().call(Registers.of(function.id()));
  }
}
