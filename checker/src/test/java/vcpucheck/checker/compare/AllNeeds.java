package vcpucheck.checker.compare;

import java.util.List;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.Scenario;

/** What the candidate of a comparison needs, where all scenarios compared are one. */
record AllNeeds(CodeBase code, Scenario scenario, Comparer comparer) {
  List<Need> of(Comparison comparison) {
    return WeakenedForm.of(code, comparison).stream()
        .flatMap(weakened -> weakened.where(judge -> differs(weakened, judge)).stream())
        .map(weakened -> Need.of(weakened, judge -> weaken(weakened, judge)))
        .toList();
  }

  private boolean differs(WeakenedForm weakened, ScenarioComparison judge) {
    return comparer.differs(scenario, weakened, weakened.form(code, judge), judge);
  }

  private Need.Finding weaken(WeakenedForm weakened, ScenarioComparison judge) {
    return comparer.weaken(
        scenario, weakened, weakened.form(code, judge), judge, ProgressListener.NONE);
  }
}
