package vcpucheck.scenarios.catalogue.calls;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S53: a call ends, and another begins in its place.
 *
 * <p>One would believe that as many calls as threads are listed at most. A call leaves the count
 * first and the list later, so that for a moment one more is listed than may be. Nothing comes of
 * it where there is a heap; a table of fixed size needs a place more for each vCPU.
 */
final class EarlyUncount {
  private static final String NAME = "calls-within-limit";

  private EarlyUncount() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S53", "early-uncount")
        .lesson("no more calls are listed than may be, at any moment")
        .source("facts of the code: free_std_call drops the count before the list")
        .vcpus(2)
        .checks(NAME)
        .violated(NAME, Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(EarlyUncount::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world = new World(memory, new WorldSize(2, 2).threads(1).waiting(), configuration);
    return world.program(
        List.of(
            GuestVcpu.linux(world.guest(), 0, Jobs.register()).program(),
            GuestVcpu.linux(world.guest(), 1, Jobs.register()).program()),
        Property.always(NAME, () -> problem(world.observed().context().calls().size())));
  }

  private static Optional<String> problem(int calls) {
    return calls <= 1
        ? Optional.empty()
        : Optional.of(calls + " calls are listed where one may be in progress");
  }
}
