package vcpucheck.checker.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.Result;
import vcpucheck.checker.engine.reduction.OperationExpander;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.operation.Variable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.trace.Witness;

/**
 * Lists how a model can end. A search may exchange vCPUs: memory, which is all that an end consists
 * of, is the same in each of the states that one stands for.
 */
final class OutcomeReader {
  private final TransitionSystem system;

  /** For each variable the texts of its codes. */
  private final List<Map<Integer, String>> texts = new ArrayList<>();

  OutcomeReader(TransitionSystem system) {
    this.system = system;
    for (int variable = 0; variable < system.variables().size(); variable++) {
      texts.add(new HashMap<>());
    }
  }

  /**
   * What a search found; wrong states are no ends.
   *
   * @param isShown whether an interleaving is wanted for each outcome
   */
  Outcomes read(Exploration exploration, VerdictReader verdicts, boolean isShown) {
    Set<Map<String, String>> ends = new LinkedHashSet<>();
    Map<Map<String, String>, Integer> shown = new LinkedHashMap<>();
    long[] words = new long[system.codec().layout().words()];
    for (int state = 0; state < exploration.states(); state++) {
      exploration.store().take(state, words);
      if (system.properties().termination().isAtRest(words, 0) && !exploration.isWrong(state)) {
        ends.add(values(words));
        shown.putIfAbsent(system.properties().observables().shown(words), state);
      }
    }
    Set<String> violated = new LinkedHashSet<>(exploration.violated());
    if (exploration.finding().isEmpty() || exploration.expander() instanceof OperationExpander) {
      verdicts.unmet(exploration).forEach(violated::add);
    } /* else: a block into a wrong state may have passed by where the condition holds */
    Result result = verdicts.result(exploration);
    return new Outcomes(
        new TreeSet<>(system.properties().observables().names()),
        ends,
        shown.keySet(),
        isShown ? witnesses(exploration, shown) : Map.of(),
        violated,
        verdicts.isComplete(exploration),
        result);
  }

  private Map<Map<String, String>, Witness> witnesses(
      Exploration exploration, Map<Map<String, String>, Integer> states) {
    WitnessBuilder builder = new WitnessBuilder(system, exploration);
    Map<Map<String, String>, Witness> witnesses = new HashMap<>();
    states.forEach((shown, state) -> witnesses.put(shown, builder.to(state)));
    return witnesses;
  }

  private Map<String, String> values(long[] state) {
    Variables variables = system.variables();
    Map<String, String> values = new TreeMap<>();
    for (int variable = Variables.NONE + 1; variable < variables.size(); variable++) {
      if (variables.variable(variable).type() != Variable.Type.BUDGET
          && !system.memory().isOutput(variable)) {
        values.put(variables.variable(variable).name(), text(variable, state));
      }
    }
    return values;
  }

  private String text(int variable, long[] state) {
    int code = system.machine().code(state, 0, variable);
    return texts
        .get(variable)
        .computeIfAbsent(
            code,
            unknown ->
                system
                    .variables()
                    .comparedText(variable, system.machine().value(state, 0, variable)));
  }
}
