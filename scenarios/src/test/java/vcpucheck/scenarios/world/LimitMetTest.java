package vcpucheck.scenarios.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Property;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.guest.GuestVcpu;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.property.LimitMet;
import vcpucheck.scenarios.property.WorldView;

/** A scenario about a limit that no interleaving meets is not verified. */
final class LimitMetTest {
  private static final Configuration CONFIGURATION =
      new Configuration(Revision.XEN_4_22.label(), "locked", Optional.empty(), 2);

  private static Stream<Arguments> limits() {
    return Stream.of(
        Arguments.of(
            LimitMet.CALLS,
            (Function<WorldView, Property>) LimitMet::calls,
            sizes().threads(2),
            sizes().threads(3)),
        Arguments.of(
            LimitMet.BUFFERS,
            (Function<WorldView, Property>) LimitMet::buffers,
            sizes().buffers(2),
            sizes().buffers(3)),
        Arguments.of(
            LimitMet.PAGES,
            (Function<WorldView, Property>) LimitMet::pages,
            sizes().pageQuota(3),
            sizes().pageQuota(4)));
  }

  private static WorldSize sizes() {
    return new WorldSize(2, 2);
  }

  private static Model registering(WorldSize sizes, Function<WorldView, Property> limit) {
    return memory -> {
      World world = new World(memory, sizes, CONFIGURATION);
      return world.program(
          List.of(
              GuestVcpu.linux(world.guest(), 0, Jobs.register()).program(),
              GuestVcpu.linux(world.guest(), 1, Jobs.register()).program()),
          limit.apply(world.observed()));
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("limits")
  void is_violated_exactly_if_the_limit_is_out_of_reach(
      String name, Function<WorldView, Property> limit, WorldSize tight, WorldSize loose) {
    Checker.of(registering(tight, limit)).run().assertVerified();
    Verdict verdict = Checker.of(registering(loose, limit)).run().verdict();
    assertEquals(
        Verdict.Violated.class, verdict.getClass(), "one more than two vCPUs can take: " + verdict);
    assertEquals(name, ((Verdict.Violated) verdict).property());
  }
}
