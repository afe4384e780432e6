package vcpucheck.checker.oracle.axiomatic;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How a program can end.
 *
 * @param registers the final registers of each thread
 * @param memory the final value of each location
 */
record Outcome(List<List<Integer>> registers, List<Integer> memory) {
  /**
   * What the models say of a program.
   *
   * @param ends for each model, how the program can end
   * @param isRacy whether some execution that RC11 allows has a data race
   */
  record Judgement(Map<Axioms, Set<Outcome>> ends, boolean isRacy) {
    Set<Outcome> of(Axioms axioms) {
      return ends.getOrDefault(axioms, Set.of());
    }
  }

  /** Judges a program under some models. */
  static Judgement judge(Litmus litmus, Axioms... models) {
    Map<Axioms, Set<Outcome>> ends = new EnumMap<>(Axioms.class);
    boolean[] isRacy = new boolean[1];
    for (Axioms model : models) {
      ends.put(model, new HashSet<>());
    }
    Candidates.forEach(
        litmus,
        (execution, registers) -> {
          for (Axioms model : models) {
            if (model.allow(execution)) {
              Objects.requireNonNull(ends.get(model))
                  .add(new Outcome(registers, memory(litmus, execution)));
              isRacy[0] |= model == Axioms.RC11 && Axioms.isRacy(execution);
            }
          }
        });
    return new Judgement(ends, isRacy[0]);
  }

  private static List<Integer> memory(Litmus litmus, Execution execution) {
    List<Integer> memory = new ArrayList<>();
    for (int location = 0; location < litmus.locations(); location++) {
      int last = location;
      for (int event = 0; event < execution.size(); event++) {
        last = execution.mo().has(last, event) ? event : last;
      }
      memory.add(execution.events().get(last).value());
    }
    return memory;
  }
}
