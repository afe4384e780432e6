package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.DecidesForCaller;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/** What a search has run is known, and nothing else is taken for it. */
final class CoverageTest {
  private static Stream<Options> searches() {
    return Searches.exhaustive();
  }

  /** What two vCPUs do with a cell. */
  private record Code(Memory memory, IntCell cell, int rare) {
    void run() {
      if (memory.choose("which", 2) == 0) {
        usual();
      } else if (cell.get(Access.OPAQUE) == rare) {
        unusual();
      }
    }

    @CFunction("usual")
    private void usual() {
      memory.decide("fix", cell.get(Access.OPAQUE) < rare);
      cell.set(1, Access.RELEASE);
    }

    @CFunction("unusual")
    private void unusual() {
      memory.decide("mutant", true);
      cell.set(2);
    }
  }

  /** A model in which something happens where a cell has a value that is 0 or 1, or another. */
  private static Model model(int rare) {
    return memory -> {
      Code code = new Code(memory, memory.intCell("cell"), rare);
      return Program.of(
          List.of(Vcpu.of("a", code::run), Vcpu.of("b", code::run)), Property.noLivelock());
    };
  }

  private static Coverage coverage(Model model, Options options) {
    return Checker.of(model).with(options).run().coverage();
  }

  @ParameterizedTest
  @MethodSource("searches")
  void what_is_never_done_is_missed(Options options) {
    Coverage all = coverage(model(1), options);
    assertEquals(List.of(), all.missedLines());
    assertEquals(List.of("unusual", "usual"), all.functions());
    assertEquals(List.of(), all.missedFunctions());
    assertEquals(List.of(new Coverage.Choice("which", 2, List.of())), all.choices());
    assertEquals(
        List.of(
            new Coverage.Decision("fix", false),
            new Coverage.Decision("fix", true),
            new Coverage.Decision("mutant", true)),
        all.decisions());
    Coverage part = coverage(model(2), options);
    assertEquals(1, part.missedLines().size());
    assertEquals(all.lines().size() - 1, part.lines().size());
    assertTrue(all.lines().containsAll(part.missedLines()), part::toString);
    assertEquals(List.of("usual"), part.functions());
    assertEquals(List.of("unusual"), part.missedFunctions());
    assertEquals(List.of(new Coverage.Decision("fix", true)), part.decisions());
  }

  /** Says which way code goes. */
  @DecidesForCaller
  private record Adviser(Memory memory) {
    boolean has(String name) {
      return hasReally(name);
    }

    private boolean hasReally(String name) {
      memory.decide(name, true);
      return true;
    }
  }

  @Test
  void a_way_is_gone_on_the_line_that_asked_for_it() {
    Coverage all =
        coverage(
            memory -> {
              IntCell cell = memory.intCell("cell");
              Adviser adviser = new Adviser(memory);
              adviser.has("made");
              return Program.of(
                  List.of(Vcpu.of("a", () -> cell.set(adviser.has("asked") ? 1 : 2))));
            },
            Options.defaults());
    assertEquals(
        List.of("asked", "made"), all.decisions().stream().map(Coverage.Decision::name).toList());
    List<Integer> lines = all.places().stream().map(CoverageTest::line).toList();
    assertEquals(2, lines.get(0) - lines.get(1), () -> "the lines of the calls: " + all.places());
    List<String> sources =
        coverage(model(1), Options.defaults()).places().stream()
            .map(place -> place.function() + " " + (line(place) > 0))
            .toList();
    assertEquals(List.of("usual true", "usual true", "unusual true"), sources);
  }

  private static int line(Coverage.Place place) {
    assertTrue(place.source().startsWith("CoverageTest.java:"), place::source);
    return Integer.parseInt(place.source().substring("CoverageTest.java:".length()));
  }

  /** Walks that are made before a search, and another search of the same model, do not count. */
  @Test
  void only_the_search_that_gave_the_verdict_counts() {
    Options options = Options.defaults().with(Limits.none().withStates(1));
    Result result = Checker.of(model(1)).with(options).run();
    assertInstanceOf(Verdict.Incomplete.class, result.verdict());
    assertTrue(result.stats().nodes() > 3, () -> "code is unfolded: " + result.stats().nodes());
    assertEquals(List.of(), result.coverage().functions());
    assertEquals(1, result.coverage().lines().size());
    assertEquals(
        List.of(new Coverage.Choice("which", 2, List.of(0, 1))), result.coverage().choices());
  }

  @Test
  void stores_and_workers_make_no_difference() {
    Options plain = Options.defaults().with(Reductions.none());
    Coverage whole = coverage(model(1), plain);
    assertEquals(whole, coverage(model(1), plain.withWorkers(3)));
    assertEquals(whole, coverage(model(1), plain.with(Options.Store.COLLAPSED)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void weaker_models_run_the_same_code(MemoryModel memory) {
    Coverage sequential = coverage(model(2), Options.defaults());
    Coverage weaker = coverage(model(2), Options.defaults().with(memory));
    assertEquals(sequential.missedFunctions(), weaker.missedFunctions());
    assertEquals(sequential.missedLines(), weaker.missedLines());
  }

  private static Stream<MemoryModel> models() {
    return Stream.of(MemoryModel.values());
  }

  /**
   * Under sequential consistency weaker orders are not looked at, which a search for races says.
   */
  @Test
  void accesses_whose_order_is_not_checked_are_counted() {
    assertEquals(0, coverage(model(2), Options.defaults()).unorderedAccesses());
    Model races =
        memory -> {
          Code code = new Code(memory, memory.intCell("cell"), 2);
          return Program.of(List.of(Vcpu.of("a", code::run)), Property.noDataRace());
        };
    assertEquals(3, coverage(races, Options.defaults()).unorderedAccesses());
    assertEquals(0, coverage(races, Options.defaults().with(MemoryModel.RC11)).unorderedAccesses());
  }
}
