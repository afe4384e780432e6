package vcpucheck.scenarios.catalogue.hostile;

import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.builder.ScenarioBuilder;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Refusal;
import vcpucheck.scenarios.property.Confinement;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.property.PinsBalanced;
import vcpucheck.scenarios.property.QuotaBounded;
import vcpucheck.scenarios.property.QuotaExact;
import vcpucheck.scenarios.property.Resumability;
import vcpucheck.scenarios.property.ShadowSafety;
import vcpucheck.scenarios.property.WorldView;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S59: a well-behaved guest, and an OP-TEE that gives any answer which the protocol allows.
 *
 * <p>One would believe that the mediator depends on the protocol, and not on what today's OP-TEE
 * happens to do. With its defects repaired it does: whatever OP-TEE asks for, in whatever order,
 * and with whatever it ends a call, pages stay pinned and allocated as long as OP-TEE knows them,
 * and nothing else does.
 *
 * <p>With one vCPU a buffer is registered, a command invoked and the buffer's registration ended;
 * OP-TEE asks for up to two things in each call. With two, one vCPU registers a buffer while the
 * other invokes a command, and OP-TEE asks for nothing.
 */
final class AnyLegalAnswer {
  /** What the mediator's state must satisfy whatever OP-TEE answers. */
  static final List<String> PROPERTIES =
      List.of(
          BuiltInProperty.MEMORY_SAFETY.label(),
          BuiltInProperty.DEBUG_ASSERTION.label(),
          "single-driver",
          "translation",
          PinSafety.NAME,
          Confinement.NAME,
          QuotaBounded.NAME,
          QuotaExact.NAME,
          PinsBalanced.NAME,
          Resumability.NAME);

  private AnyLegalAnswer() {}

  static Scenario scenario() {
    return ScenarioBuilder.of("S59", "any-legal-answer")
        .lesson("whatever OP-TEE answers within the protocol, nothing is lost")
        .source("optee_os core/include/optee_msg.h, optee_rpc_cmd.h, sm/optee_smc.h")
        .vcpus(1, 2)
        .lowestWithoutLocks(Revision.REPAIRED)
        .checksOnly(PROPERTIES.toArray(String[]::new))
        .checks("agreement-with-guest", ShadowSafety.NAME)
        .violated(Revision.COMMIT_551D3CEA0F, Revision.XEN_4_22)
        .verified(Revision.REPAIRED, Revision.REPAIRED)
        .withVcpus(2, Revision.XEN_4_22, form -> Expectation.violated(form, PinSafety.NAME))
        .withVcpus(2, Revision.REPAIRED, Expectation::verified)
        .caught(Mutant.UNPIN_ON_REQUEST.label(), Revision.REPAIRED, PinSafety.NAME)
        .program(AnyLegalAnswer::program);
  }

  /** The part of them that is not checked in any case. */
  static List<Property> properties(WorldView world) {
    return List.of(
        PinSafety.of(world),
        Confinement.of(world),
        QuotaBounded.of(world),
        QuotaExact.of(world),
        PinsBalanced.of(world),
        Resumability.of(world));
  }

  private static Program program(Memory memory, Configuration configuration) {
    int vcpus = configuration.vcpus();
    WorldSize sizes = new WorldSize(vcpus, 4).anyLegal(vcpus == 1 ? 2 : 0, SmcReturn.EBADADDR);
    World world = new World(memory, sizes, configuration);
    List<Vcpu<?>> programs = new ArrayList<>();
    if (vcpus == 1) {
      programs.add(
          GuestVcpu.linux(
                  world.guest(),
                  0,
                  Jobs.register(Refusal.ALLOWED),
                  Jobs.invoke(0, Refusal.ALLOWED),
                  Jobs.unregister(Refusal.ALLOWED))
              .program());
    } else {
      programs.add(
          GuestVcpu.linux(
                  world.guest(),
                  0,
                  Jobs.register(Refusal.ALLOWED),
                  Jobs.unregister(Refusal.ALLOWED))
              .program());
      programs.add(GuestVcpu.linux(world.guest(), 1, Jobs.invoke(0, Refusal.ALLOWED)).program());
    }
    List<Property> properties = new ArrayList<>(properties(world.observed()));
    properties.add(ShadowSafety.of(world.observed()));
    return world.programWithOnly(programs, properties.toArray(Property[]::new));
  }
}
