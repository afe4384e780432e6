package vcpucheck.scenarios.catalogue.calls;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S67: two vCPUs of a well-behaved guest in calls for which OP-TEE asks for something.
 *
 * <p>One would believe that what several vCPUs use is used under the lock. The thread id of a call
 * is written without it, by the vCPU that drives the call, while another searches the list. It does
 * no harm as long as the compiler leaves such a word whole. It is the only such word: with its
 * accesses marked, and nothing else repaired, there is no data race. Without locks the id is
 * atomic.
 */
final class ThreadIdRace {
  private static final String NO_DATA_RACE = Property.noDataRace().name();

  private ThreadIdRace() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S67", "thread-id-race")
        .lesson("a call's thread id is written while another vCPU reads it")
        .source("xen c688a8afb2; a sanitizer reports it on the unmodified mediator")
        .vcpus(2)
        .lowestWithoutLocks(Revision.REPAIRED)
        .checksOnly(NO_DATA_RACE, BuiltInProperty.MEMORY_SAFETY.label())
        .violated(NO_DATA_RACE, Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .lockFree()
        .verified(Revision.XEN_4_22, Revision.REPAIRED)
        .program(ThreadIdRace::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(2, 3).scripts(Script.borrowPayload(), Script.of(Script.time()));
    World world = new World(memory, sizes, configuration);
    world.cacheArgumentPages(1, 1);
    return world.programWithOnly(
        List.of(
            GuestVcpu.linux(world.guest(), 0, Jobs.invoke(0)).program(),
            GuestVcpu.linux(world.guest(), 1, Jobs.invoke(1)).program()),
        Property.noDataRace());
  }
}
