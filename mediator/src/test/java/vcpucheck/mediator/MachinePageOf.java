package vcpucheck.mediator;

import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.MachinePage;
import vcpucheck.mediator.xen.Registers;

/** The page that a secure monitor call names in a1:a2. */
final class MachinePageOf {
  private MachinePageOf() {}

  static MachinePage of(Machine machine, Registers arguments) {
    MachinePage page = machine.page(Registers.pair(arguments.r1(), arguments.r2()));
    if (page == null) {
      throw new AssertionError("the secure world gets an address of no page: " + arguments);
    }
    return page;
  }
}
