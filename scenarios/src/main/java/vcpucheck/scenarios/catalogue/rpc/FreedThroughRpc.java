package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Offer;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.guest.RpcHandler;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S33: the guest answers a request for a payload buffer with a NULL page list and the cookie of a
 * registered buffer.
 *
 * <p>One would believe that OP-TEE frees what it got. It got nothing it could map, asks to free the
 * cookie, and Xen unpins the registered buffer.
 */
final class FreedThroughRpc {
  private FreedThroughRpc() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S33", "freed-through-rpc")
        .lesson("an unusable answer makes Xen free the buffer that it names")
        .source("xen 0dbed3ad33, 5b13eb1d97")
        .vcpus(1)
        .violated(PinSafety.NAME, Revision.XEN_4_14, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(FreedThroughRpc::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world =
        new World(memory, new WorldSize(1, 3).scripts(Script.borrowPayload()), configuration);
    Guest guest = world.guest();
    GuestVcpu.linux(guest, 0, Jobs.register()).runAll();
    RpcHandler hostile = new Offer(offer -> offer.withA(0, 0).withC(0, 1));
    Job call = Jobs.invoke(0, Refusal.ALLOWED);
    return world.program(new GuestVcpu(guest, 0, hostile, List.of(call)).program());
  }
}
