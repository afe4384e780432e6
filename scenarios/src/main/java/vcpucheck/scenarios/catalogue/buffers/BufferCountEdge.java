package vcpucheck.scenarios.catalogue.buffers;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.property.LimitMet;
import vcpucheck.scenarios.property.QuotaBounded;
import vcpucheck.scenarios.property.WorldView;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S10: two registrations for the last place in the count of buffers.
 *
 * <p>One would believe that a counter with a limit needs a lock. {@code atomic_add_unless} does, if
 * one knows that it returns the value before.
 */
final class BufferCountEdge {
  private BufferCountEdge() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S10", "buffer-count-edge")
        .lesson("of two buffers for one place, exactly one gets it")
        .source("xen 96383955f6")
        .vcpus(2)
        .checks("one-wins", LimitMet.BUFFERS)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .verifiedUnder(Revision.XEN_4_22, MemoryModel.TSO)
        .verifiedAtLengthUnder(Revision.XEN_4_22, MemoryModel.ARM64)
        .caught(Mutant.CHECK_THEN_INC.label(), Revision.XEN_4_22, QuotaBounded.NAME)
        .caught(Mutant.ADD_RETURNS_NEW.label(), Revision.XEN_4_22, "one-wins")
        .largeWithoutLocks(Revision.REPAIRED)
        .program(BufferCountEdge::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 2).buffers(1);
    World world = new World(memory, sizes, configuration);
    Job register = Jobs.register(Refusal.ALLOWED);
    return world.program(
        List.of(
            GuestVcpu.linux(world.guest(), 0, register).program(),
            GuestVcpu.linux(world.guest(), 1, register).program()),
        Property.atEnd("one-wins", () -> problem(world.observed())),
        LimitMet.buffers(world.observed()));
  }

  private static Optional<String> problem(WorldView observed) {
    int winners = observed.context().buffers().size();
    return winners == 1
        ? Optional.empty()
        : Optional.of("of two buffers " + winners + " are registered, instead of one");
  }
}
