package vcpucheck.scenarios.catalogue;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Revision;

/**
 * Each repair of ours is needed: without it, a scenario of the catalogue that is violated on Xen
 * 4.22 is violated again.
 */
final class RepairsNeededTest {
  private static final Catalogue CATALOGUE = new OpteeCatalogue();

  /** Repairs whose defect no scenario shows on its own, each with another that suffices there. */
  private static final Map<Fix, Fix> BACKED_UP =
      Map.of(
          Fix.ATOMIC_CALL_END, Fix.REJECT_NO_THREAD,
          Fix.REJECT_NO_THREAD, Fix.ATOMIC_CALL_END,
          Fix.STATUS_CHECK, Fix.PRESET_RET,
          Fix.PRESET_RET, Fix.STATUS_CHECK,
          Fix.BOUNDED_PARAMS, Fix.REGISTERED_RMEM,
          Fix.REGISTERED_RMEM, Fix.BOUNDED_PARAMS,
          Fix.RPC_USE_COUNT, Fix.RPC_COOKIE_MATCH);

  private static final Set<Fix> ALONE =
      EnumSet.of(
          Fix.RPC_COOKIE_MATCH,
          Fix.BUFFER_OWNER,
          Fix.ANSWER_CHECK,
          Fix.JOINT_RESERVATION,
          Fix.RETURN_RESERVED,
          Fix.RPC_RESTART,
          Fix.DELIVERY_STATUS,
          Fix.NO_COOKIE_WITHOUT_PAGE,
          Fix.LATE_PAGE_FREE,
          Fix.CREATION_TEARDOWN,
          Fix.MARKED_THREAD_ID,
          Fix.WIDE_PAGE_COUNT,
          Fix.XEN_RPC_RESET,
          Fix.ZERO_ADDRESS,
          Fix.UNREGISTER_COOKIE,
          Fix.UNSENT_UNREGISTER,
          Fix.LOCKED_BUFFER_USE);

  private static Scenario scenario(String name) {
    return CATALOGUE.scenarios().stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Configuration repaired(Scenario scenario, Fix... without) {
    String revision =
        Stream.of(without)
            .map(repair -> "~" + repair)
            .collect(joining("", Revision.REPAIRED.label(), ""));
    Configuration defaults = scenario.defaults();
    return new Configuration(revision, defaults.variant(), Optional.empty(), defaults.vcpus());
  }

  private static Stream<Fix> repairs() {
    return Stream.of(Fix.values())
        .filter(fix -> fix.since().equals(Optional.of(Revision.REPAIRED)));
  }

  private static String verdictWithout(String name, Fix... repairs) {
    Scenario scenario = scenario(name);
    Configuration form = repaired(scenario, repairs);
    Options usual = Options.defaults();
    Options options = scenario.reuse(form).map(usual::with).orElse(usual);
    return Checker.of(scenario.model(form)).with(options).run().verdict().word();
  }

  private static void assertViolatedOnXen(String name) {
    Scenario scenario = scenario(name);
    Set<VerdictKind> verdicts =
        scenario.expectations().stream()
            .filter(one -> one.configuration().equals(scenario.defaults()) && !one.release())
            .filter(Expectation::isSequential)
            .map(Expectation::verdict)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    assertEquals(Set.of(VerdictKind.VIOLATED), verdicts);
  }

  @ParameterizedTest
  @CsvSource({
    "RPC_COOKIE_MATCH, unknown-argument",
    "RPC_COOKIE_MATCH, stuck-at-destruction",
    "RPC_COOKIE_MATCH, leaked-thread",
    "BUFFER_OWNER, null-reference",
    "BUFFER_OWNER, reused-by-another",
    "BUFFER_OWNER, failing-register",
    "BUFFER_OWNER, second-parameter",
    "BUFFER_OWNER, freed-while-filled",
    "ANSWER_CHECK, untranslated-offer",
    "ANSWER_CHECK, rewritten-command",
    "ANSWER_CHECK, plain-offer",
    "JOINT_RESERVATION, over-reservation",
    "RETURN_RESERVED, partial-translation",
    "RPC_RESTART, unreachable-argument",
    "RPC_RESTART, restart-then-completion",
    "DELIVERY_STATUS, undelivered-results",
    "DELIVERY_STATUS, too-many-parameters",
    "NO_COOKIE_WITHOUT_PAGE, duplicate-argument",
    "LATE_PAGE_FREE, late-unmapping",
    "LATE_PAGE_FREE, duplicate-argument",
    "CREATION_TEARDOWN, failed-creation",
    "XEN_RPC_RESET, xen-rpc-state-survives",
    "ZERO_ADDRESS, address-zero",
    "MARKED_THREAD_ID, thread-id-race",
    "WIDE_PAGE_COUNT, short-page-list",
    "UNREGISTER_COOKIE, refused-unregister",
    "UNSENT_UNREGISTER, failing-unregister",
    "LOCKED_BUFFER_USE, linearizable-buffers",
    "RPC_COOKIE_MATCH, any-answer-hostile-guest",
    "BUFFER_OWNER, any-answer-hostile-guest",
    "ANSWER_CHECK, any-answer-hostile-guest",
    "LATE_PAGE_FREE, any-legal-answer",
  })
  void a_scenario_is_violated_without_the_repair(Fix repair, String name) {
    assertTrue(ALONE.contains(repair));
    assertViolatedOnXen(name);
    assertEquals("violated", verdictWithout(name, repair));
    assertEquals("verified", verdictWithout(name));
  }

  @ParameterizedTest
  @CsvSource({
    "ATOMIC_CALL_END, sentinel-resume",
    "REJECT_NO_THREAD, sentinel-resume",
    "STATUS_CHECK, status-ignored",
    "PRESET_RET, status-ignored",
    "STATUS_CHECK, phantom-buffer",
    "PRESET_RET, phantom-buffer",
    "BOUNDED_PARAMS, shadow-as-memory",
    "REGISTERED_RMEM, shadow-as-memory",
    "RPC_USE_COUNT, foreign-argument",
  })
  void a_scenario_is_violated_without_the_repair_and_the_other(Fix repair, String name) {
    Fix other = BACKED_UP.get(repair);
    assertTrue(other != null);
    assertViolatedOnXen(name);
    assertEquals("verified", verdictWithout(name, repair));
    assertEquals("verified", verdictWithout(name, other));
    assertEquals("violated", verdictWithout(name, repair, other));
  }

  @Test
  void every_repair_is_needed() {
    Set<Fix> known = EnumSet.copyOf(ALONE);
    known.addAll(BACKED_UP.keySet());
    assertEquals(repairs().collect(Collectors.toSet()), known);
    assertEquals(ALONE.size() + BACKED_UP.size(), known.size());
  }

  @Test
  void the_thread_id_is_the_only_data_race_of_xen() {
    Fix[] others = repairs().filter(fix -> fix != Fix.MARKED_THREAD_ID).toArray(Fix[]::new);
    assertEquals("verified", verdictWithout("thread-id-race", others));
  }
}
