package vcpucheck.scenarios.catalogue.calls;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.property.LimitMet;
import vcpucheck.scenarios.property.QuotaBounded;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S72: vCPUs that make one call after the other, all in order and about nothing that they share.
 *
 * <p>One would believe that they do not get in each other's way, however they interleave. Two vCPUs
 * make four calls each, three make three, on as many secure threads as there are vCPUs; four make
 * two each on one secure thread, so that a call may be refused for want of it.
 *
 * <p>What they do share is the count of calls: if it were decremented by a load and a store, a call
 * that begins in between would not be counted.
 *
 * <p>It is also what shows how the cost of a search grows.
 */
final class ConcurrentCalls {
  private static final int MOST_THREADS = 3;
  private static final int MOST_CALLS = 6;

  private ConcurrentCalls() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S72", "concurrent-calls")
        .lesson("calls that are in order and share nothing do not get in each other's way")
        .source("xen c688a8afb2; linux drivers/tee/optee/call.c")
        .vcpus(2, 3, 4)
        .checks(Refusal.NO_SPURIOUS_REFUSAL, LimitMet.CALLS)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .withVcpus(3, Revision.XEN_4_22, form -> Expectation.verified(form).asLarge())
        .withVcpus(4, Revision.XEN_4_22, form -> Expectation.verified(form).asLarge())
        .caught(Mutant.PLAIN_DECREMENT.label(), Revision.XEN_4_22, QuotaBounded.NAME)
        .alike(ConcurrentCalls::alike)
        .program(ConcurrentCalls::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    return program(memory, configuration, MOST_CALLS - configuration.vcpus());
  }

  /** One call each, on as many secure threads as there are vCPUs. */
  private static Program alike(Memory memory, Configuration configuration) {
    return program(memory, configuration, 1, false);
  }

  /** The program in which each vCPU makes a number of calls. */
  static Program program(Memory memory, Configuration configuration, int calls) {
    return program(memory, configuration, calls, configuration.vcpus() > MOST_THREADS);
  }

  private static Program program(
      Memory memory, Configuration configuration, int calls, boolean isShort) {
    int vcpus = configuration.vcpus();
    WorldSize sizes = new WorldSize(vcpus, 2 * vcpus).threads(isShort ? 1 : vcpus);
    World world = new World(memory, sizes, configuration);
    Job call = Jobs.invoke(0, isShort ? Refusal.BY_STATUS : Refusal.NEVER);
    Job[] jobs = Collections.nCopies(calls, call).toArray(new Job[0]);
    List<Vcpu<?>> programs =
        IntStream.range(0, vcpus)
            .<Vcpu<?>>mapToObj(vcpu -> GuestVcpu.linux(world.guest(), vcpu, jobs).program())
            .toList();
    return world.program(programs, LimitMet.calls(world.observed()));
  }
}
