package vcpucheck.scenarios.catalogue.rpc;

import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.mediator.abi.ParamType;
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
 * S35: the guest offers a payload buffer at a machine address of its choice, without a page list.
 *
 * <p>One would believe that OP-TEE sees no address that Xen has not made. Xen passes an answer with
 * an unexpected attribute on, and OP-TEE since 3.13 maps it.
 */
final class UntranslatedOffer {
  private UntranslatedOffer() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S35", "untranslated-offer")
        .lesson("an offer that Xen does not recognise reaches OP-TEE untranslated")
        .source("optee_os ae2a9cfce; facts of the code: handle_rpc_cmd_alloc")
        .vcpus(1)
        .violated(PinSafety.NAME, Revision.XEN_4_13, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .program(UntranslatedOffer::program);
  }

  private static Program program(Memory memory, Configuration configuration) {
    World world =
        new World(memory, new WorldSize(1, 2).scripts(Script.borrowPayload()), configuration);
    Guest guest = world.guest();
    long victim = world.observed().machine().address(guest.guestPage(guest.message(0)));
    RpcHandler hostile =
        new Offer(offer -> offer.withAttribute(0, ParamType.TMEM_OUTPUT).withA(0, victim));
    Job call = Jobs.invoke(0, Refusal.ALLOWED);
    return world.program(new GuestVcpu(guest, 0, hostile, List.of(call)).program());
  }
}
