package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Step;

/**
 * Deadlocks of some, stuck vCPUs, daemons and livelocks are what a plain graph of states says, on
 * generated programs that may be endless. How many is a system property, {@code
 * vcpucheck.livePrograms}, and from which seed {@code vcpucheck.livePrograms.seed}.
 */
final class LivenessAgainstOracleTest {
  private static final int PROGRAMS = Integer.getInteger("vcpucheck.livePrograms", 1_500);
  private static final long SEED = Long.getLong("vcpucheck.livePrograms.seed", 1);
  private static final int LIMIT = 1_500;

  /**
   * Of programs in which what follows the end of a counterexample needs a wider layout of states,
   * and in which a daemon begins with a loop.
   */
  private static final long[] KNOWN = {8_842, 16_610, 13_684, 15_106};

  /** What is found of the endless, apart from each other. */
  private static final Set<String> GRAPH = Set.of("no-livelock", "no-stuck-vcpu");

  private static final Map<TangledModel, Set<String>> CASES = new LinkedHashMap<>();

  @BeforeAll
  static void ask_the_oracle() {
    LongStream.concat(LongStream.range(SEED, SEED + PROGRAMS), LongStream.of(KNOWN))
        .distinct()
        .mapToObj(TangleGenerator::generate)
        .filter(model -> !model.settings().lockFree())
        .forEach(
            model ->
                LivenessOracle.violated(model, LIMIT)
                    .ifPresent(violated -> CASES.put(model, violated)));
  }

  @Test
  void many_programs_are_compared(TestReporter reporter) {
    Searches.requireMany(CASES.size(), PROGRAMS, reporter);
  }

  private static Stream<Options> searches() {
    return Searches.exhaustive();
  }

  @Test
  void programs_have_every_verdict() {
    Map<String, Integer> counts = new TreeMap<>();
    CASES.values().forEach(all -> all.forEach(one -> counts.merge(one, 1, Integer::sum)));
    assertTrue(counts.keySet().containsAll(GRAPH), counts::toString);
    assertTrue(counts.containsKey("deadlock"), counts::toString);
    assertTrue(counts.containsKey("sometimes"), counts::toString);
    assertTrue(CASES.values().stream().anyMatch(Set::isEmpty));
  }

  @ParameterizedTest
  @MethodSource("searches")
  void verdicts_agree(Options options) {
    CASES.forEach(
        (model, expected) -> {
          Verdict verdict = Checker.of(model).with(options).run().verdict();
          String facts = verdict + "\nexpected " + expected + "\n" + options + "\n" + model;
          if (verdict instanceof Verdict.Violated violated) {
            assertTrue(expected.contains(violated.property()), facts);
            assertEquals(
                violated.property().equals("sometimes"), violated.trace().isEmpty(), facts);
            violated.trace().ifPresent(found -> assertReplays(model, found, facts));
          } else if (verdict instanceof Verdict.Incomplete all) {
            assertTrue(all.reason().startsWith("no interleaving comes to its end"), facts);
            assertTrue(Set.of("no-stuck-vcpu").containsAll(expected), facts);
            assertTrue(expected.isEmpty() || options.store() == Options.Store.FINGERPRINT, facts);
          } else {
            List<String> notChecked = ((Verdict.Verified) verdict).notChecked();
            assertEquals("verified", verdict.word(), facts);
            assertTrue(notChecked.containsAll(expected), facts);
          }
        });
  }

  private static void assertReplays(TangledModel model, Counterexample found, String facts) {
    List<String> operations = found.steps().stream().map(Step::operation).toList();
    Replay replay = Checker.of(model).replay(found.schedule(), operations);
    Replay.Violation violation = replay.violation().orElseThrow();
    assertEquals(found.property(), violation.property(), facts);
    if (!found.property().equals("no-stuck-vcpu")) {
      /* of several, each may name another */
      assertEquals(found.message(), violation.message(), facts);
    }
    assertEquals(GRAPH.contains(found.property()), found.lasso().isPresent(), facts);
    found.lasso().ifPresent(lasso -> assertEquals(lasso.loop(), replay.loop().orElse(-1), facts));
  }
}
