package vcpucheck.scenarios.catalogue;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.fixtures.DiskComparison;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.model.Model;

/**
 * Scenarios end on disk as in memory: small ones, and with {@code make test-disk} all with up to a
 * million states.
 */
final class DiskCatalogueTest {
  /** The most states that a search may have. */
  private static final long STATES = Long.getLong("disk.states", 1_500);

  /** Whether the search for the shortest counterexample is compared, too. */
  private static final boolean IS_SHORTEST = Boolean.getBoolean("disk.shortest");

  /** So little memory that a small search moves its states often, a large one sometimes. */
  private static final long BYTES = 600_000 + STATES * 8;

  static Stream<Arguments> scenarios() {
    return new OpteeCatalogue().scenarios().stream().map(one -> Arguments.of(one.id(), one));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void verdict_counts_and_counterexample_are_those_in_memory(String id, Scenario scenario) {
    for (Expectation expectation : scenario.expectations()) {
      Options options =
          Options.defaults()
              .withValidate(false)
              .withCountedStates(0)
              .withShortest(IS_SHORTEST)
              .with(expectation.release() ? Options.Build.RELEASE : Options.Build.DEBUG);
      Supplier<Model> model = () -> scenario.model(expectation.configuration());
      if (isSmall(model.get(), options)) {
        DiskComparison.assertSame(model, options, BYTES);
      }
    }
  }

  /** Whether a search with reductions has few states. */
  private static boolean isSmall(Model model, Options options) {
    Options limited = options.withShortest(false).with(Limits.none().withStates(STATES));
    Verdict verdict = Checker.of(Searches.ofStates(model)).with(limited).run().verdict();
    return !(verdict instanceof Verdict.Incomplete);
  }
}
