package vcpucheck.scenarios.catalogue.lifecycle;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.property.Isolation;
import vcpucheck.scenarios.tee.RpcDemand;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S45: two domains, one well-behaved and one hostile, use the same cookies and thread ids.
 *
 * <p>One would believe that cookies and thread ids need a domain's number beside them. Each domain
 * has its own context in Xen and its own partition in OP-TEE.
 */
final class TwoDomains {
  private TwoDomains() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S45", "two-domains")
        .lesson("domains with equal cookies and thread ids do not meet")
        .source("xen 2e35cdf9b2; optee_os virtualization")
        .vcpus(2)
        .checks(Refusal.NO_SPURIOUS_REFUSAL, Isolation.NAME)
        .verified(Revision.XEN_4_13, Revision.REPAIRED)
        .program(TwoDomains::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    WorldSize sizes = new WorldSize(1, 1).domains(2).scripts(Script.of(new RpcDemand.Interrupt()));
    World world = new World(memory, sizes, configuration);
    Guest other = world.guest(1);
    Registers resume = Registers.of(SmcFunction.CALL_RETURN_FROM_RPC.id());
    Message unregister = Messages.unregister(other.buffer(1).cookie());
    return world.program(
        List.of(
            GuestVcpu.linux(world.guest(), 0, Jobs.register(), Jobs.invoke(0)).program(),
            GuestVcpu.linux(other, 0, HostileJobs.raw(resume), HostileJobs.call(unregister))
                .program()),
        Isolation.of(world.observed()),
        Isolation.of(world.observed(1)));
  }
}
