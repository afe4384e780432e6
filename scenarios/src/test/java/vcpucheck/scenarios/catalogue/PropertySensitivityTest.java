package vcpucheck.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.property.PinSafety;
import vcpucheck.scenarios.property.PinsBalanced;
import vcpucheck.scenarios.property.QuotaBounded;
import vcpucheck.scenarios.property.QuotaExact;

/** Each property sees a defect that is put into a world without defects. */
final class PropertySensitivityTest {
  private static final Configuration CONFIGURATION =
      new Configuration(Revision.XEN_4_22.label(), "locked", Optional.empty(), 1);

  /** A world in which buffer 1 is registered, and then one thing goes wrong. */
  private static Model with(Consumer<World> defect) {
    return memory -> {
      World world = new World(memory, new Sizes(1, 1), CONFIGURATION);
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
    assertCaught(QuotaBounded.NAME, world -> world.observed().context().quota().returnPages(2));
  }
}
