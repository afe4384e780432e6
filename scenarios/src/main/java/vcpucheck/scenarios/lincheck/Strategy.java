package vcpucheck.scenarios.lincheck;

import java.util.Set;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import vcpucheck.mediator.Mediator;
import vcpucheck.scenarios.guest.LinuxAnswers;

/** How Lincheck looks for an execution that is not linearizable. */
enum Strategy {
  /** Lincheck decides when threads switch. */
  MODEL_CHECKING("model checking") {
    @Override
    Options<?, ?> options(LincheckTest test, int invocations) {
      ModelCheckingOptions options = new ModelCheckingOptions();
      options.addGuarantee(ONE_STEP);
      options.addGuarantee(WHOLE_CALLS);
      options.addGuarantee(IMMUTABLE);
      return configured(options, test, invocations);
    }
  },
  /** Threads run as they like. */
  STRESS("stress") {
    @Override
    Options<?, ?> options(LincheckTest test, int invocations) {
      return configured(new StressOptions(), test, invocations);
    }
  };

  private static final Set<String> QUERIES = Set.of("contains", "get", "isEmpty", "size");
  private static final String FUNCTIONS = "java.util.function.";
  private static final String CELLS = "vcpucheck.checker.memory.Native";

  /* What is one step to the explorer is one to Lincheck; waiting is not. */
  private static final ManagedStrategyGuarantee ONE_STEP =
      ManagedStrategyGuaranteeKt.forClasses(
              (String name) ->
                  name.startsWith(CELLS) && !name.contains("Spin") && !name.endsWith("Memory"))
          .methods((String name) -> !name.startsWith("await"))
          .treatAsAtomic();

  /*
   * With whole calls as steps the guest's operations are tried in every way; with cells as steps,
   * in a small part of them.
   */
  private static final ManagedStrategyGuarantee WHOLE_CALLS =
      ManagedStrategyGuaranteeKt.forClasses(Mediator.class.getName(), LinuxAnswers.class.getName())
          .methods("handleCall", "answer")
          .treatAsAtomic();

  /* Collections of ours do not change once a model is built. */
  private static final ManagedStrategyGuarantee IMMUTABLE =
      ManagedStrategyGuaranteeKt.forClasses(
              (String name) -> name.startsWith("java.util.") && !name.startsWith(FUNCTIONS))
          .methods((String name) -> QUERIES.contains(name))
          .ignore();

  private final String label;

  Strategy(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  abstract Options<?, ?> options(LincheckTest test, int invocations);

  /* Everything runs in parallel: what comes before is in the tables from the start. */
  private static <O extends Options<O, ?>> O configured(
      O options, LincheckTest test, int invocations) {
    return options
        .threads(2)
        .actorsPerThread(test.operationsPerThread())
        .actorsBefore(0)
        .actorsAfter(0)
        .iterations(test.scenarios())
        .invocationsPerIteration(invocations)
        .sequentialSpecification(test.specification());
  }

  /** Looks for one: Lincheck's report of it, or nothing if there is none. */
  String search(LincheckTest test, int invocations) {
    try {
      options(test, invocations).check(test.operations());
      return "";
    } catch (LincheckAssertionError found) {
      return String.valueOf(found.getMessage());
    }
  }
}
