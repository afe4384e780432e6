package vcpucheck.scenarios.lincheck;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** How Lincheck looks for an execution that is not linearizable. */
enum Strategy {
  /** Lincheck decides when threads switch. */
  MODEL_CHECKING("model checking") {
    @Override
    Options<?, ?> options(LincheckTest test, Budget budget) {
      ModelCheckingOptions options = new ModelCheckingOptions();
      options.addGuarantee(ONE_STEP);
      return configured(options, test, budget);
    }
  },
  /** Threads run as they like. */
  STRESS("stress") {
    @Override
    Options<?, ?> options(LincheckTest test, Budget budget) {
      return configured(new StressOptions(), test, budget);
    }
  };

  private static final String CELLS = "vcpucheck.checker.memory.Native";

  /* What is one step to the explorer is one to Lincheck; waiting is not. */
  private static final ManagedStrategyGuarantee ONE_STEP =
      ManagedStrategyGuaranteeKt.forClasses(
              (String name) ->
                  name.startsWith(CELLS) && !name.contains("Spin") && !name.endsWith("Memory"))
          .methods((String name) -> !name.startsWith("await"))
          .treatAsAtomic();

  private final String label;

  Strategy(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  abstract Options<?, ?> options(LincheckTest test, Budget budget);

  /* Everything runs in parallel: what comes before is in the tables from the start. */
  private static <O extends Options<O, ?>> O configured(
      O options, LincheckTest test, Budget budget) {
    return options
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .iterations(budget.scenarios())
        .invocationsPerIteration(budget.invocations())
        .sequentialSpecification(test.specification());
  }

  /** Looks for one: Lincheck's report of it, or nothing if there is none. */
  String search(LincheckTest test, Budget budget) {
    try {
      options(test, budget).check(test.operations());
      return "";
    } catch (LincheckAssertionError found) {
      return String.valueOf(found.getMessage());
    }
  }
}
