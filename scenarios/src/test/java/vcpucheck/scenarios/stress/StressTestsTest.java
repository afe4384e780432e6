package vcpucheck.scenarios.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.runners.TestList;

class StressTestsTest {
  @Test
  void the_hardware_shows_what_the_explorer_enumerates() {
    StressReport report = Stress.run(StressTests.ALL, Mode.QUICK, () -> false);
    assertTrue(report.isAsExpected(), () -> StressText.of(report));
  }

  @Test
  void every_class_of_jcstress_is_a_test() {
    assertEquals(
        new TreeSet<>(TestList.tests()),
        StressTests.ALL.stream()
            .map(StressTest::className)
            .collect(Collectors.toCollection(TreeSet::new)));
  }
}
