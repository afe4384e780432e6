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
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Result;
import vcpucheck.checker.Verdict;

/**
 * Every way of searching finds what the plain search finds, on programs that reductions have much
 * to say about and that are too large for the oracle. How many is a system property, {@code
 * vcpucheck.programs}.
 */
final class TangledProgramsTest {
  private static final int PROGRAMS = Integer.getInteger("vcpucheck.programs", 200);
  private static final long LIMIT = 8_000;

  private static final String SOMETIMES = "sometimes";

  /** Verdicts that enough programs must have for the comparison to be worth something. */
  private static final Set<String> VERDICTS =
      Set.of(
          "cells",
          "deadlock",
          "expected",
          "lock-free",
          "memory-safety",
          "no-data-race",
          "no-livelock",
          "no-stuck-vcpu",
          SOMETIMES,
          "verified");

  /** What the plain search finds, up to the first violation and around all of them. */
  private record Expected(Verdict verdict, Outcomes outcomes) {
    String word() {
      return verdict instanceof Verdict.Violated violated ? violated.property() : verdict.word();
    }
  }

  /** What the plain search finds of each program that it comes to an end with. */
  private static final Map<TangledModel, Expected> CASES = new LinkedHashMap<>();

  @BeforeAll
  static void search_without_reductions() {
    Options plain =
        Options.defaults()
            .withValidate(false)
            .with(Reductions.none())
            .with(Limits.none().withStates(LIMIT));
    List<TangledModel> models =
        Stream.concat(
                LongStream.rangeClosed(1, PROGRAMS).mapToObj(TangleGenerator::generate),
                LongStream.rangeClosed(1, PROGRAMS / 4).mapToObj(TangleGenerator::generateTwins))
            .toList();
    for (TangledModel model : models) {
      Outcomes all = Checker.of(model).with(plain).outcomes();
      if (all.result().stats().states() < LIMIT) {
        CASES.put(model, new Expected(Checker.of(model).with(plain).run().verdict(), all));
      }
    }
  }

  private static Stream<Options> searches() {
    /* End states are compared with the names of slots. */
    Reductions reductions = Reductions.all().withHeapSymmetry(false);
    Options all = Options.defaults().withValidate(false).with(reductions);
    return Stream.of(
        all.withValidate(true),
        all.withProfile(false),
        all.withWorkers(3),
        all.withProfile(false).withWorkers(3),
        all.with(reductions.withBlocks(false)),
        all.with(reductions.withSymmetry(false)).withProfile(false),
        all.with(Options.Order.DFS).withProfile(false),
        all.with(Options.Order.SWITCHES),
        all.with(Options.Store.COLLAPSED).withWorkers(3),
        all.with(Options.Store.FINGERPRINT).withShortest(false));
  }

  /** Most programs are small enough for it; how many is told, for figures of long runs. */
  @Test
  void many_programs_are_compared(TestReporter reporter) {
    reporter.publishEntry(
        Map.of(
            "programs", String.valueOf(CASES.size()),
            "searches of each", String.valueOf(searches().count())));
    assertTrue(CASES.size() > PROGRAMS / 2, CASES.size() + " of " + PROGRAMS);
  }

  private static Stream<Options> exactSearches() {
    return searches().filter(options -> options.store() != Options.Store.FINGERPRINT);
  }

  @Test
  void programs_have_every_verdict() {
    Map<String, Integer> verdicts = new TreeMap<>();
    CASES.values().forEach(expected -> verdicts.merge(expected.word(), 1, Integer::sum));
    assertTrue(verdicts.keySet().containsAll(VERDICTS), verdicts.toString());
    assertTrue(verdicts.getOrDefault("verified", 0) > PROGRAMS / 4, verdicts.toString());
  }

  @ParameterizedTest
  @MethodSource("searches")
  void verdicts_agree(Options options) {
    CASES.forEach(
        (model, expected) -> {
          boolean hasStates = options.store() != Options.Store.FINGERPRINT;
          if (!hasStates && model.needsWholeStates()) {
            return;
          }
          Result result = Checker.of(model).with(options).run();
          String facts = result + "\nexpected " + expected.word() + "\n" + options + "\n" + model;
          assertEquals(expected.verdict().word(), result.verdict().word(), facts);
          if (result.verdict() instanceof Verdict.Violated violated) {
            assertIsExpected(violated.property(), expected, facts);
          }
        });
  }

  /** A violation of a state is one that the plain search has found; one of the graph is the one. */
  private static void assertIsExpected(String found, Expected expected, String facts) {
    Set<String> violated = expected.outcomes().violated();
    boolean isOfGraph = Set.of(SOMETIMES).containsAll(violated) && expected.word().equals(found);
    assertTrue(isOfGraph || violated.contains(found), facts);
  }

  @ParameterizedTest
  @MethodSource("exactSearches")
  void outcomes_agree(Options options) {
    CASES.forEach(
        (model, expected) -> {
          Outcomes outcomes = Checker.of(model).with(options).outcomes();
          String facts = expected.word() + "\n" + options + "\n" + model;
          assertEquals(expected.outcomes().ends(), outcomes.ends(), facts);
          assertEquals(
              expected.outcomes().violated().isEmpty(), outcomes.violated().isEmpty(), facts);
          assertEquals(
              expected.outcomes().violated().contains(SOMETIMES),
              outcomes.violated().contains(SOMETIMES),
              facts);
        });
  }

  /** Around violations, too: races and waiting, which blocks hide, are searched for again. */
  @ParameterizedTest
  @MethodSource("exactSearches")
  void ends_agree_without_a_second_search(Options options) {
    CASES.forEach(
        (model, expected) -> {
          Outcomes outcomes = Checker.of(model).with(options.withShortest(false)).outcomes();
          String facts = expected.word() + "\n" + options + "\n" + model;
          assertEquals(expected.outcomes().ends(), outcomes.ends(), facts);
          assertTrue(expected.outcomes().violated().containsAll(outcomes.violated()), facts);
        });
  }
}
