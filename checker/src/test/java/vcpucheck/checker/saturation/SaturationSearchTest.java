package vcpucheck.checker.saturation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.Peterson;
import vcpucheck.checker.fixtures.ToyScenario;
import vcpucheck.checker.model.Model;

/** When a further vCPU shows nothing more, and when it does. */
final class SaturationSearchTest {
  private static final Options PLAIN =
      Options.defaults().with(Options.defaults().reductions().withBlocks(false));

  private static SaturationReport run(IntFunction<Model> models, Options options, int most) {
    ToyScenario scenario =
        new ToyScenario(
            "T00", "toy", "", "", List.of(), List.of(), code -> models.apply(code.vcpus()));
    return new SaturationSearch(scenario, scenario.defaults(), options, most)
        .run(vcpus -> ProgressListener.NONE, () -> false);
  }

  private static List<Integer> vcpus(SaturationReport report) {
    return report.rounds().stream().map(SaturationReport.Round::vcpus).toList();
  }

  /** With two, nobody waits for a lock that neither has; with three, one does; four add nothing. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void critical_sections_saturate(int rounds) {
    SaturationReport report = run(vcpus -> new CriticalSections(vcpus, rounds), PLAIN, 6);

    assertEquals(SaturationReport.Verdict.SATURATED, report.verdict());
    assertEquals(List.of(1, 2, 3, 4), vcpus(report));
    assertTrue(report.rounds().get(2).added().ofTwo() > 0);
    assertFalse(report.last().added().isAny());
  }

  /** A critical section is one block, and what others do inside of theirs is not seen. */
  @Test
  void blocks_saturate_sooner() {
    SaturationReport report = run(vcpus -> new CriticalSections(vcpus, 3), Options.defaults(), 6);

    assertEquals(SaturationReport.Verdict.SATURATED, report.verdict());
    assertEquals(List.of(1, 2, 3), vcpus(report));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_defect_that_needs_three_vcpus_keeps_two_from_saturating(boolean hasBlocks) {
    Options options =
        Options.defaults().with(Options.defaults().reductions().withBlocks(hasBlocks));
    SaturationReport two = run(vcpus -> new ThirdArrival(vcpus, true), options, 2);
    SaturationReport more = run(vcpus -> new ThirdArrival(vcpus, true), options, 5);

    assertEquals(SaturationReport.Verdict.GROWING, two.verdict());
    assertEquals(SaturationReport.Verdict.VIOLATED, more.verdict());
    assertEquals(List.of(1, 2, 3), vcpus(more));
    assertEquals(Set.of("no-lost-work"), more.last().violated());
    assertTrue(more.last().added().isAny());
  }

  /** The opposite: without the defect the same code saturates. */
  @Test
  void without_the_defect_it_saturates() {
    SaturationReport report = run(vcpus -> new ThirdArrival(vcpus, false), PLAIN, 6);

    assertEquals(SaturationReport.Verdict.SATURATED, report.verdict());
  }

  @Test
  void examples_say_where_the_vcpus_are() {
    SaturationReport report = run(vcpus -> new CriticalSections(vcpus, 2), PLAIN, 3);

    assertEquals(SaturationReport.Verdict.GROWING, report.verdict());
    assertTrue(
        report.last().added().examples().stream()
            .allMatch(example -> example.matches("one (at .*), another (at .*)")),
        report.last().added().examples().toString());
  }

  /** What was cut may have hidden views: it is never called saturated. */
  @Test
  void a_search_that_was_cut_says_so() {
    Options cut = PLAIN.with(Limits.none().withStates(5));
    SaturationReport report = run(vcpus -> new CriticalSections(vcpus, 2), cut, 6);

    assertEquals(SaturationReport.Verdict.INCOMPLETE, report.verdict());
    assertFalse(report.last().isExhaustive());
  }

  @Test
  void an_end_that_is_asked_for_comes_before_the_next_number() {
    ToyScenario scenario =
        new ToyScenario(
            "T00", "toy", "", "", List.of(), List.of(), code -> new CriticalSections(1, 1));
    SaturationReport report =
        new SaturationSearch(scenario, scenario.defaults(), PLAIN, 3)
            .run(vcpus -> ProgressListener.NONE, () -> true);

    assertEquals(SaturationReport.Verdict.INCOMPLETE, report.verdict());
    assertTrue(report.cut().isPresent());
  }

  /** A program of two vCPUs, whatever is asked for, has nothing to compare with. */
  @Test
  void a_number_that_makes_no_difference_is_no_evidence() {
    SaturationReport report = run(vcpus -> new Peterson(1, false), PLAIN, 4);

    assertEquals(SaturationReport.Verdict.INCOMPLETE, report.verdict());
    assertEquals(1, report.rounds().size());
  }

  @Test
  void numbers_that_a_scenario_refuses_are_left_out() {
    IntFunction<Model> even =
        vcpus -> {
          if (vcpus % 2 == 1) {
            throw new IllegalArgumentException("an even number of vCPUs: vcpus=" + vcpus);
          }
          return new CriticalSections(vcpus, 1);
        };

    assertEquals(List.of(2, 4, 6), vcpus(run(even, PLAIN, 6)));
    assertThrows(IllegalArgumentException.class, () -> run(even, PLAIN, 1));
  }

  /** Views do not depend on how states are found. */
  @Test
  void rounds_are_the_same_in_every_order_and_with_every_symmetry() {
    List<Options> ways =
        List.of(
            PLAIN,
            PLAIN.with(Options.Order.DFS),
            PLAIN.withWorkers(3),
            PLAIN.with(Options.Store.COLLAPSED),
            PLAIN.with(PLAIN.reductions().withSymmetry(false)));
    List<List<Long>> counts =
        ways.stream()
            .map(way -> run(vcpus -> new CriticalSections(vcpus, 2), way, 4))
            .map(
                report ->
                    report.rounds().stream()
                        .flatMap(
                            round ->
                                IntStream.of(0, 1)
                                    .mapToObj(at -> at == 0 ? round.ofOne() : round.ofTwo()))
                        .toList())
            .distinct()
            .toList();

    assertEquals(1, counts.size(), counts.toString());
  }

  @Test
  void stores_without_whole_states_are_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            run(vcpus -> new CriticalSections(vcpus, 1), PLAIN.with(Options.Store.FINGERPRINT), 2));
  }
}
