package vcpucheck.scenarios.lincheck;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** How Lincheck looks for an execution that is not linearizable. */
enum Strategy {
  /** Lincheck decides when threads switch. */
  MODEL_CHECKING("model checking") {
    @Override
    Options<?, ?> options(LincheckTest test, int invocations) {
      ModelCheckingOptions options = new ModelCheckingOptions();
      options.addGuarantee(Guarantees.ONE_STEP);
      options.addGuarantee(Guarantees.WHOLE_CALLS);
      options.addGuarantee(Guarantees.IMMUTABLE);
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
