package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Job;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Offer;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.guest.RpcHandler;
import vcpucheck.scenarios.tee.RpcDemand;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S79, as S35, without malice: Linux before 6.8 offers memory of its own by its address, not by a
 * page list.
 *
 * <p>One would believe that a guest which means well gets what it asks for. Xen does not recognise
 * the offer and passes the guest-physical address on, which OP-TEE takes for a machine address.
 */
final class PlainOffer {
  private PlainOffer() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S79", "plain-offer")
        .lesson("the offer of an old Linux reaches OP-TEE with a guest-physical address")
        .source("linux before 6.8 optee_rpc_cmd_alloc; optee_os ae2a9cfce")
        .vcpus(1)
        .violated("translation", Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .caught(Mutant.PLAIN_OFFER.label(), Revision.REPAIRED, "translation")
        .program(PlainOffer::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    Script script =
        Script.of(new RpcDemand.Allocate(RpcCommand.SHM_TYPE_KERNEL, PageContent.PAGE_SIZE, true));
    World world = new World(memory, new WorldSize(1, 2).scripts(script), configuration);
    long page = world.guest().buffer(2).page();
    RpcHandler old =
        new Offer(offer -> offer.withAttribute(0, ParamType.TMEM_OUTPUT).withA(0, page));
    List<Job> call = List.of(Jobs.invoke(0, Refusal.ALLOWED));
    return world.program(new GuestVcpu(world.guest(), 0, old, call).program());
  }
}
