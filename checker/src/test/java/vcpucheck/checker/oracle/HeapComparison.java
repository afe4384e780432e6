package vcpucheck.checker.oracle;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Result;
import vcpucheck.checker.SlabUse;

/**
 * How a search that takes slots for interchangeable differs from running every interleaving, on
 * some generated programs about heaps, and of which programs it says that they tell slots apart.
 */
final class HeapComparison {
  private static final int PROGRAMS = 150;

  /** More programs, in which a scope returns a slot that is used behind it and nowhere before. */
  private static final List<Long> RETURNING = List.of(200L, 331L);

  private static final long LIMIT = 2_000;
  private static final String DIFFERS = "differs";

  private HeapComparison() {}

  /** What is found of the programs, one line each; empty where there is nothing to say. */
  static List<String> findings() {
    return Stream.concat(LongStream.rangeClosed(1, PROGRAMS).boxed(), RETURNING.stream())
        .map(HeapGenerator::generate)
        .map(model -> NaiveExplorer.explore(model, LIMIT).map(of -> finding(model, of)).orElse(""))
        .toList();
  }

  /** Whether a search comes to something else than the oracle. */
  static boolean isDifferent(List<String> findings) {
    return findings.stream().anyMatch(finding -> finding.startsWith(DIFFERS));
  }

  private static String finding(HeapModel model, NaiveOutcomes expected) {
    Options options = Options.defaults().with(Reductions.none().withHeapSymmetry(true));
    try {
      Outcomes outcomes = Checker.of(model).with(options).outcomes();
      boolean isSame =
          outcomes.violated().isEmpty() == expected.violated().isEmpty()
              && least(outcomes.ends(), model).equals(least(expected.finalStates(), model));
      return isSame ? toldApart(outcomes.result()) : DIFFERS;
    } catch (RuntimeException | AssertionError e) {
      return DIFFERS + ": " + e;
    }
  }

  private static String toldApart(Result result) {
    return result.slabs().stream()
        .filter(slab -> !slab.toldApart().isEmpty())
        .map(SlabUse::name)
        .collect(Collectors.joining(", "));
  }

  private static Set<String> least(Set<Map<String, String>> ends, HeapModel model) {
    return ends.stream()
        .map(end -> QuotientGraph.least(end, model))
        .collect(Collectors.toUnmodifiableSet());
  }
}
