package vcpucheck.scenarios.catalogue.buffers;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S75, the other half of S24: OP-TEE has no memory to map the message of a registration, and the
 * message says 0, because the guest has put 0 there.
 *
 * <p>One would believe that the guest can try again. Xen takes the refusal for a success and keeps
 * the buffer, of which OP-TEE does not know; the second try is refused, "same cookie".
 */
final class PhantomBuffer {
  private PhantomBuffer() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S75", "phantom-buffer")
        .lesson("a registration that OP-TEE refused as such keeps its cookie")
        .source("facts of the code: do_call_with_arg looks at ret alone")
        .vcpus(1)
        .checksOnly(Refusal.NO_SPURIOUS_REFUSAL, BuiltInProperty.MEMORY_SAFETY.label())
        .violated(Refusal.NO_SPURIOUS_REFUSAL, Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(PhantomBuffer::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(1, 1).teeFailures(1), configuration);
    Job register = Jobs.register(Refusal.BY_STATUS);
    return world.programWithOnly(
        List.of(GuestVcpu.linux(world.guest(), 0, register, register).program()));
  }
}
