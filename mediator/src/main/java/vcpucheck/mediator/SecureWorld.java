package vcpucheck.mediator;

import vcpucheck.checker.memory.CFunction;
import vcpucheck.mediator.xen.Registers;

/**
 * The secure world as the mediator sees it: what a secure monitor call does.
 *
 * <p>The call boundary orders nothing by itself; whatever order there is comes from the secure
 * world's own locks.
 */
@FunctionalInterface
public interface SecureWorld {
  /**
   * Makes a secure monitor call.
   *
   * @param arguments a0 to a7; a0 is cut to 32 bits and a7 is the client id: the domain's number
   *     plus 1, or 0 for the hypervisor
   * @return results in r0 to r3; the rest means nothing
   */
  @CFunction("arm_smccc_smc")
  Registers call(Registers arguments);
}
