package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.HostileJobs;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.guest.Offer;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S34: a call's last payload cookie names a buffer of another call.
 *
 * <p>One would believe that Xen frees page lists of its own calls. An answer that is too small is
 * forgotten by OP-TEE but remembered by Xen; the next answer makes Xen free the list of whatever
 * buffer has that cookie by now.
 */
final class StolenPageList {
  private StolenPageList() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S34", "stolen-page-list")
        .lesson("the page list of another call is freed while OP-TEE reads it")
        .source("facts of the code: rpc_data_cookie")
        .vcpus(2)
        .violated(BuiltInProperty.MEMORY_SAFETY.label(), Revision.XEN_4_14, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .largeWithoutLocks(Revision.REPAIRED)
        .program(StolenPageList::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    Script script = Script.of(Script.optionalPayload(), Script.optionalPayload());
    World world =
        new World(
            memory, new WorldSize(2, 3).scripts(script, Script.of(Script.time())), configuration);
    Guest guest = world.guest();
    world.cacheArgumentPages(1, 1);
    IntCell offers = memory.intCell("offers", 0);
    Job call = Jobs.invoke(0, Refusal.ALLOWED);
    return world.programWithOnly(
        List.of(
            new GuestVcpu(guest, 0, new Offer(offer -> poison(offer, offers)), List.of(call))
                .program(),
            GuestVcpu.linux(guest, 1, HostileJobs.call(Messages.register(guest.buffer(2))))
                .program()));
  }

  /* The first offer is too small for OP-TEE, and no page list for Xen. */
  private static Message poison(Message offer, IntCell offers) {
    return offers.getAndAdd(1) == 0 ? offer.withA(0, 0).withB(0, 0).withC(0, 2) : offer;
  }
}
