package vcpucheck.checker.engine.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.ExportedSearch;
import vcpucheck.checker.ExportedSearch.Format;
import vcpucheck.checker.Result;
import vcpucheck.checker.ToolVersion;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.memory.BuiltInProperty;

/** Writes a search that has come to its end, if a format can say what it found. */
public final class SearchExport {
  /** More states are more than other tools read. */
  private static final int MOST_STATES = 1_000_000;

  private final TransitionSystem system;

  public SearchExport(TransitionSystem system) {
    this.system = system;
  }

  /**
   * Writes a search around wrong states, without reductions.
   *
   * @param result what came of it
   * @param isComplete whether it visited every state
   */
  public ExportedSearch write(
      Format format, Exploration exploration, Result result, boolean isComplete) {
    if (!isComplete) {
      return ExportedSearch.refused(
          "only a search that has come to its end can be exported: "
              + exploration.stopped().orElse("it was not exhaustive"),
          result);
    }
    return switch (format) {
      case ALDEBARAN ->
          exploration.states() > MOST_STATES
              ? ExportedSearch.refused(
                  "a graph of at most "
                      + MOST_STATES
                      + " states can be exported: states="
                      + exploration.states(),
                  result)
              : ExportedSearch.of(new AldebaranWriter(system, exploration).write(), result);
      case PROMELA ->
          obstacle(exploration)
              .map(why -> ExportedSearch.refused(why, result))
              .orElseGet(
                  () ->
                      ExportedSearch.of(
                          new PromelaWriter(system).write(notes(exploration)), result));
    };
  }

  private static List<String> notes(Exploration exploration) {
    List<String> notes = new ArrayList<>();
    notes.add("Written by " + ToolVersion.text() + " from a finished search, which counted");
    notes.add(
        exploration.states() + " states and " + exploration.transitions() + " transitions (SPIN");
    notes.add("counts one transition more, that to the start).");
    notes.add("");
    notes.add("Memory is sequentially consistent, and allocations take the lowest free slot.");
    notes.add("A failing assertion is a violation; what has no successors and is no end of all");
    notes.add("vCPUs is a deadlock. Data races, livelocks, lock-freedom, vCPUs that are stuck and");
    notes.add("conditions that must be reachable are not part of this model.");
    notes.add("");
    notes.add("spin -a FILE && gcc -O0 -DNOREDUCE -DSAFETY -DVECTORSZ=8192 -o pan pan.c");
    notes.add("./pan -m1000000 -c0");
    return notes;
  }

  /** What the search found and SPIN's language cannot say; empty if there is nothing. */
  private Optional<String> obstacle(Exploration exploration) {
    if (system.vcpus().hasDaemons()) {
      return Optional.of("a program with daemons cannot be exported to Promela");
    }
    if (exploration.violated().contains(BuiltInProperty.NO_DATA_RACE.label())) {
      return Optional.of(
          "data races cannot be exported to Promela, and there is one: leave "
              + BuiltInProperty.NO_DATA_RACE.label()
              + " out of the model");
    }
    if (exploration.cuts() > 0) {
      return Optional.of("assumptions that do not hold cannot be exported to Promela");
    }
    if (exploration.isWrong(0)) {
      return Optional.of("the start is wrong already, so there is nothing to export");
    }
    return exploration.violated().contains(BuiltInProperty.DEADLOCK.label())
            && hasPartialDeadlock(exploration)
        ? Optional.of(
            "a deadlock of some vCPUs while others go on cannot be exported to Promela, and"
                + " there is one")
        : Optional.empty();
  }

  private boolean hasPartialDeadlock(Exploration exploration) {
    long[] state = new long[system.codec().layout().words()];
    Transitions transitions = new Transitions();
    for (int number = 0; number < exploration.store().size(); number++) {
      if (exploration.isWrong(number)) {
        exploration.store().take(number, state);
        @Nullable Failure failure = system.properties().start(state);
        system.machine().expand(state, 0, transitions);
        if (failure != null
            && failure.property().equals(BuiltInProperty.DEADLOCK.label())
            && transitions.count() > 0) {
          return true;
        }
      }
    }
    return false;
  }
}
