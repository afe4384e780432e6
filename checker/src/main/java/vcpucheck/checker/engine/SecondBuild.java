package vcpucheck.checker.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Options;
import vcpucheck.checker.engine.automaton.Automaton;
import vcpucheck.checker.engine.checkpoint.UnfoldingLog;
import vcpucheck.checker.engine.system.Description;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;

/**
 * Checks that a model is the same whenever it is built: a second build, and of small models some
 * more, runs all code that a search ran, in the same order, and what is known of both is compared.
 */
final class SecondBuild {
  /**
   * What needs at most so many runs of code is built more often: two builds may agree by chance.
   */
  private static final int SMALL = 500;

  private static final int BUILDS_OF_SMALL = 16;

  private final TransitionSystem first;
  private final UnfoldingLog log;

  /** What the first build was when its search had ended, and how much code had run by then. */
  private Map<String, byte[]> searched = Map.of();

  private long end;

  /**
   * Makes a check.
   *
   * @param first the build that a search explored
   * @param log all code that ran since it was built
   */
  SecondBuild(TransitionSystem first, UnfoldingLog log) {
    this.first = first;
    this.log = log;
  }

  /** A search has ended: what runs from here on, to check it, is no part of it. */
  void endSearch() {
    searched = parts(first);
    end = log.size();
  }

  /**
   * Builds the model again and compares, if there is memory for it beside the states.
   *
   * @throws ModelException if it is another one
   */
  void requireSame(Model model, Options options) {
    try {
      for (int build = 0; build < (end <= SMALL ? BUILDS_OF_SMALL : 1); build++) {
        compare(model, options);
      }
    } catch (OutOfMemoryError e) {
      return; /* what the search has found must not be lost for it */
    }
  }

  private void compare(Model model, Options options) {
    TransitionSystem second =
        TransitionSystem.of(
            model,
            options.withValidate(false), /* what it captures is not asked for */
            first.memory().showsOutputs(),
            hanging -> {
              throw hanging;
            });
    @Nullable Throwable failure = null;
    try {
      log.replay(end, second.machine(), second.properties());
    } catch (RuntimeException | AssertionError e) {
      failure = e;
    }
    Map<String, byte[]> there = parts(second);
    for (Map.Entry<String, byte[]> part : searched.entrySet()) {
      if (!Arrays.equals(part.getValue(), there.get(part.getKey()))) {
        throw different(part.getKey(), failure);
      }
    }
    if (failure != null || !searched.keySet().equals(there.keySet())) {
      throw different("the vCPUs", failure);
    }
  }

  private static ModelException different(String part, @Nullable Throwable cause) {
    String message =
        "a model must be the same whenever it is built: what differs is "
            + part
            + "; build it from constants, not from random numbers, clocks, or what is left of an"
            + " earlier build";
    return cause == null ? new ModelException(message) : new ModelException(message, cause);
  }

  /** First what tells most of where the difference comes from. */
  private static Map<String, byte[]> parts(TransitionSystem system) {
    Map<String, Description> parts = new LinkedHashMap<>();
    for (Automaton automaton : system.vcpus().distinct()) {
      parts.put("the code of vCPU " + automaton.name(), automaton::describe);
    }
    parts.put("its variables", system.variables()::describe);
    parts.put("the vCPUs", system.vcpus()::describeNames);
    parts.put("its properties", system.properties()::describe);
    Map<String, byte[]> digests = new LinkedHashMap<>();
    parts.forEach((part, description) -> digests.put(part, description.digest()));
    return digests;
  }
}
