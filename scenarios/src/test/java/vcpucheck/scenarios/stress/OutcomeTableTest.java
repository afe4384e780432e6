package vcpucheck.scenarios.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The outcome tables of the classes that jcstress runs are what the explorer enumerates. */
class OutcomeTableTest {
  static List<StressTest> tests() {
    return StressTests.ALL;
  }

  @ParameterizedTest
  @MethodSource("tests")
  void the_table_is_what_the_explorer_enumerates(StressTest test) {
    OutcomeTable table = OutcomeTable.of(test);
    assertEquals(OutcomeTable.enumerate(test), table.allowed());
    assertTrue(table.rows().stream().noneMatch(row -> row.about().isEmpty()), "no words");
  }
}
