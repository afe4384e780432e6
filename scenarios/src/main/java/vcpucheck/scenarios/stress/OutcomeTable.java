package vcpucheck.scenarios.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import vcpucheck.checker.Checker;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.memory.Slab;

/**
 * What a test may observe: what its class says, and what the explorer says.
 *
 * <p>An outcome is what jcstress makes of it: both answers, with a comma and a space between.
 */
record OutcomeTable(List<Row> rows) {
  OutcomeTable {
    rows = List.copyOf(rows);
  }

  /**
   * A row.
   *
   * @param outcome the answers
   * @param expect how good or bad that is
   * @param about in a few words, why
   */
  record Row(String outcome, Expect expect, String about) {}

  /** The table that stands at the class of a test. */
  static OutcomeTable of(StressTest test) {
    List<Row> rows = new ArrayList<>();
    for (Outcome outcome : test.actors().getAnnotationsByType(Outcome.class)) {
      Stream.of(outcome.id())
          .forEach(id -> rows.add(new Row(id, outcome.expect(), outcome.desc())));
    }
    return new OutcomeTable(rows);
  }

  /**
   * The outcomes of every interleaving, by exploration; see {@link #enumerate(StressTest,
   * MemoryModel)}.
   */
  static Set<String> enumerate(StressTest test) {
    return enumerate(test, MemoryModel.SC);
  }

  /**
   * The outcomes of every execution that a memory model allows, by exploration; allocations take
   * the lowest free slot, as they do on threads.
   *
   * @throws IllegalStateException if some execution has no outcome, or not all were explored
   */
  static Set<String> enumerate(StressTest test, MemoryModel memoryModel) {
    Outcomes outcomes =
        Checker.of(memory -> test.race(memory).program(memory))
            .with(Options.defaults().with(Slab.Reuse.LOWEST).with(memoryModel))
            .outcomes();
    if (!(outcomes.result().verdict() instanceof Verdict.Verified)) {
      throw new IllegalStateException(
          "every interleaving of a race must end well: test="
              + test.name()
              + ", verdict="
              + outcomes.result().verdict());
    }
    Set<String> enumerated = new TreeSet<>();
    for (Map<String, String> end : outcomes.ends()) {
      enumerated.add(end.get(Race.FIRST) + ", " + end.get(Race.SECOND));
    }
    return enumerated;
  }

  /** The outcomes that may be observed. */
  Set<String> allowed() {
    return outcomes(expect -> expect != Expect.FORBIDDEN);
  }

  /** The outcomes that show the race. */
  Set<String> interesting() {
    return outcomes(expect -> expect == Expect.ACCEPTABLE_INTERESTING);
  }

  private Set<String> outcomes(Predicate<Expect> which) {
    Set<String> outcomes = new TreeSet<>();
    rows.stream().filter(row -> which.test(row.expect())).map(Row::outcome).forEach(outcomes::add);
    return outcomes;
  }
}
