package vcpucheck.checker.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

final class ModelCheckEngineTest {
  /** What became of each test: "passed", or the first line of what it failed with. */
  private static Map<String, String> run(DiscoverySelector selector) {
    Map<String, String> outcomes = new TreeMap<>();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selector)
            .filters(EngineFilter.includeEngines("vcpucheck"))
            .build();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
              outcomes.put(test.getDisplayName(), outcome(result));
            }
          }
        };
    LauncherFactory.create().execute(request, listener);
    return outcomes;
  }

  private static String outcome(TestExecutionResult result) {
    return result
        .getThrowable()
        .map(thrown -> String.valueOf(thrown.getMessage()).lines().findFirst().orElse(""))
        .orElse("passed");
  }

  private static final Map<String, String> BOTH_PASSED =
      Map.of("increments_are_lost[sc]", "passed", "increments_are_lost[sc-release]", "passed");

  @Test
  void an_expected_violation_passes() {
    assertEquals(BOTH_PASSED, run(selectClass(Examples.Passing.class)));
  }

  @Test
  void everything_else_fails_with_a_sentence() {
    Map<String, String> outcomes = run(selectClass(Examples.Failing.class));
    String prefix = "a method with @ModelCheck must return a Model";
    assertEquals("the model must be verified", outcomes.get("increments_are_atomic[sc]"));
    assertEquals("the model must violate no-data-race", outcomes.get("another_property[sc]"));
    assertEquals("the model must violate no lost update", outcomes.get("too_few_states[sc]"));
    assertTrue(outcomes.getOrDefault("not_a_model[sc]", "").startsWith(prefix), outcomes::toString);
    assertTrue(outcomes.getOrDefault("of_something[sc]", "").startsWith(prefix));
    assertTrue(outcomes.getOrDefault("nothing[sc]", "").startsWith(prefix + ": model=null"));
    assertEquals(6, outcomes.size(), outcomes::toString);
  }

  @Test
  void one_method_is_run_alone() {
    assertEquals(BOTH_PASSED, run(selectMethod(Examples.Passing.class, "increments_are_lost")));
  }

  @Test
  void one_check_is_run_alone() {
    assertEquals(
        Map.of("increments_are_lost[sc-release]", "passed"),
        run(
            selectUniqueId(
                "[engine:vcpucheck]/[class:"
                    + Examples.Passing.class.getName()
                    + "]/[method:increments_are_lost]/[check:sc-release]")));
  }

  @Test
  void a_class_without_models_has_no_tests() {
    assertEquals(Map.of(), run(selectClass(ModelCheckEngineTest.class)));
  }
}
