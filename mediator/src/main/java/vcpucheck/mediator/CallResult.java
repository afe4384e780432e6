package vcpucheck.mediator;

import vcpucheck.mediator.xen.Registers;

/**
 * How a guest call ended.
 *
 * @param handled whether the call is the mediator's; if not, Xen answers "unknown function"
 * @param registers the guest's registers afterwards, as the mediator left them
 */
public record CallResult(boolean handled, Registers registers) {}
