package vcpucheck.scenarios.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.GuestPage;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.XenPage;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.property.Agreement;
import vcpucheck.scenarios.property.BoundedCost;
import vcpucheck.scenarios.property.Confinement;
import vcpucheck.scenarios.property.Isolation;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.property.PinsBalanced;
import vcpucheck.scenarios.property.QuotaBounded;
import vcpucheck.scenarios.property.QuotaExact;
import vcpucheck.scenarios.property.Resumability;
import vcpucheck.scenarios.property.Secrecy;
import vcpucheck.scenarios.property.ShadowSafety;
import vcpucheck.scenarios.property.WorldView;
import vcpucheck.scenarios.tee.Script;

/** Each property sees a defect that is put into a world without defects. */
final class PropertySensitivityTest {
  private static final Configuration CONFIGURATION =
      new Configuration(Revision.XEN_4_22.label(), "locked", Optional.empty(), 1);

  /** A world in which buffer 1 is registered, and then one thing goes wrong. */
  private static Model with(Consumer<World> defect) {
    return memory -> {
      World world = new World(memory, new WorldSize(1, 1), CONFIGURATION);
      GuestVcpu.linux(world.guest(), 0, Jobs.register()).runAll();
      return world.program(List.of(Vcpu.of("vcpu0", () -> defect.accept(world))));
    };
  }

  private static void assertCaught(String property, Consumer<World> defect) {
    Verdict verdict = Checker.of(with(defect)).run().verdict();
    assertEquals("violated", verdict.word());
    assertEquals(property, ((Verdict.Violated) verdict).counterexample().property());
  }

  @Test
  void a_world_without_defects_is_verified() {
    Model sound = with(world -> world.guest().cookies().free(1));
    assertEquals("verified", Checker.of(sound).run().verdict().word());
  }

  @Test
  void a_reference_too_many_is_seen() {
    assertCaught(
        PinsBalanced.NAME, world -> world.guest().guestPage(world.guest().message(0)).get(1));
  }

  @Test
  void a_reference_too_few_is_seen() {
    assertCaught(
        PinSafety.NAME, world -> world.guest().guestPage(world.guest().buffer(1).page()).put());
  }

  @Test
  void a_counter_that_differs_from_its_list_is_seen() {
    assertCaught(QuotaExact.NAME, world -> world.observed().context().quota().reserveCall());
  }

  @Test
  void a_counter_below_zero_is_seen() {
    assertCaught(QuotaBounded.NAME, world -> world.observed().context().quota().giveBack(2));
  }

  /** A world with what a test needs, of whose properties only one counts. */
  private static void assertCaught(
      WorldSize sizes, Function<WorldView, Property> property, Consumer<World> defect) {
    Model seeded = seeded(sizes, property, defect);
    Verdict verdict = Checker.of(seeded).run().verdict();
    assertEquals("violated", verdict.word());
    Property sound =
        property.apply(new World(NativeMemory.create(), sizes, CONFIGURATION).observed());
    assertEquals(sound.name(), ((Verdict.Violated) verdict).counterexample().property());
    Model without = seeded(sizes, property, world -> world.guest().cookies().allocate());
    assertEquals("verified", Checker.of(without).run().verdict().word());
  }

  /* Buffer 1 is registered, thread 0 has an argument page, and its next call waits. */
  private static Model seeded(
      WorldSize sizes, Function<WorldView, Property> property, Consumer<World> defect) {
    return memory -> {
      World world = new World(memory, sizes.scripts(Script.of(Script.time())), CONFIGURATION);
      GuestVcpu.linux(world.guest(), 0, Jobs.register()).runAll();
      world.cacheArgumentPages(1, 0);
      GuestVcpu.linux(world.guest(), 0, Jobs.invoke(0)).programAfter(1);
      return world.programWithOnly(
          List.of(Vcpu.of("vcpu0", () -> defect.accept(world))), property.apply(world.observed()));
    };
  }

  private static WorldSize small() {
    return new WorldSize(1, 3);
  }

  @Test
  void a_page_that_is_freed_while_op_tee_knows_it_is_seen() {
    assertCaught(
        small(),
        ShadowSafety::of,
        world -> {
          WorldView observed = world.observed();
          XenPage page = observed.context().rpcs().get(0).xenArgPage().get();
          observed.machine().heap().free(Objects.requireNonNull(page));
        });
  }

  @Test
  void a_buffer_that_only_one_side_knows_is_seen() {
    Consumer<World> renamed = world -> world.observed().context().buffers().get(0).cookie().set(9);
    assertCaught(small(), Agreement::of, renamed);
    assertCaught(small(), Confinement::of, renamed);
  }

  @Test
  void a_call_that_nobody_can_resume_is_seen() {
    assertCaught(
        small(),
        Resumability::of,
        world -> world.observed().context().calls().get(0).inFlight().set(1));
  }

  @Test
  void a_machine_address_in_the_guest_is_seen() {
    assertCaught(
        small(),
        Secrecy::of,
        world -> {
          GuestPage page = world.guest().guestPage(world.guest().message(0));
          long address = world.observed().machine().address(page);
          page.content().set(PageContent.ZERO.with(7, address));
        });
  }

  @Test
  void a_struct_too_many_is_seen() {
    assertCaught(
        small().buffers(1),
        observed -> BoundedCost.of(observed, 1),
        world -> {
          world.observed().structs().buffers().alloc();
          world.observed().structs().buffers().alloc();
        });
  }

  @Test
  void a_page_of_another_domain_is_seen() {
    assertCaught(
        small().domains(2),
        Isolation::of,
        world -> {
          int foreign = world.guest(1).guestPage(world.guest(1).message(0)).number();
          world.observed().context().buffers().get(0).pages().get(0).set(foreign);
        });
  }
}
