package vcpucheck.scenarios.guest;

import vcpucheck.mediator.xen.Registers;

/** How a guest answers OP-TEE's requests. */
@FunctionalInterface
public interface RpcHandler {
  /**
   * Does what a request asks for.
   *
   * @param request the registers that the call returned
   * @return the registers of the call that resumes
   */
  Registers answer(Guest guest, Registers request);
}
