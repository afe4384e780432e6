package vcpucheck.scenarios.catalogue.calls;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S24: OP-TEE has no memory to map the message, and says so in a0; the message itself says 0,
 * because the guest has put 0 there.
 *
 * <p>One would believe that a buffer whose end OP-TEE refused stays pinned. Xen looks at the
 * message and unpins it.
 */
final class StatusIgnored {
  private StatusIgnored() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S24", "status-ignored")
        .lesson("a call that OP-TEE refused as such is taken for a success")
        .source("facts of the code: do_call_with_arg looks at ret alone")
        .vcpus(1)
        .violated(PinSafety.NAME, Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(StatusIgnored::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(1, 1).teeFailures(1), configuration);
    Guest guest = world.guest();
    return world.programWithOnly(
        List.of(
            GuestVcpu.linux(
                    guest, 0, Jobs.register(Refusal.BY_STATUS), Jobs.unregister(Refusal.ALLOWED))
                .program()),
        PinSafety.of(world.observed()));
  }
}
