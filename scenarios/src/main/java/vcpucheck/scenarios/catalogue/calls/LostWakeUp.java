package vcpucheck.scenarios.catalogue.calls;

import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.form.Form;
import vcpucheck.scenarios.form.WorldMutant;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S08: every thread is busy, and the last call ends just when a task decides to wait.
 *
 * <p>One would believe that a task may queue once it knows that it has to wait. It must queue
 * before it asks.
 */
final class LostWakeUp {
  private LostWakeUp() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S08", "lost-wake-up")
        .lesson("a task that waits for a thread queues before it asks")
        .source("linux drivers/tee/optee/call.c optee_cq_wait_init")
        .vcpus(2, 3)
        .checks(Refusal.NO_SPURIOUS_REFUSAL)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .verifiedUnder(Revision.XEN_4_22, MemoryModel.TSO, MemoryModel.ARM64)
        .caught(
            WorldMutant.QUEUE_AFTER.label(), Revision.XEN_4_22, BuiltInProperty.DEADLOCK.label())
        .program(LostWakeUp::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(configuration.vcpus(), 1).threads(1);
    boolean isWeak = Form.of(configuration).has(WorldMutant.QUEUE_AFTER);
    memory.decide(WorldMutant.QUEUE_AFTER.label(), isWeak);
    World world =
        new World(memory, isWeak ? sizes.waitingTooLate() : sizes.waiting(), configuration);
    List<Vcpu<?>> vcpus = new ArrayList<>();
    for (int vcpu = 0; vcpu < configuration.vcpus(); vcpu++) {
      vcpus.add(GuestVcpu.linux(world.guest(), vcpu, Jobs.invoke(0)).program());
    }
    return world.program(vcpus);
  }
}
