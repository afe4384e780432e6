package vcpucheck.scenarios.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.MemoryModel;

/** The outcome tables of the classes that jcstress runs are what the explorer enumerates. */
class OutcomeTableTest {
  /** Those that have too many states under the model of Arm. */
  private static final List<StressTest> LARGE =
      List.of(
          CookieReuseRace.XEN_4_13,
          CookieReuseRace.XEN_4_14,
          CookieReuseRace.LOCK_FREE,
          BufferCountEdgeRace.LOCKED,
          BufferCountEdgeRace.LOCK_FREE,
          SameCookieRace.LOCKED,
          SameCookieRace.LOCK_FREE);

  /** Those in which the C code writes a call's thread id while another vCPU reads it. */
  private static final List<StressTest> RACING =
      List.of(ArgumentReuseRace.XEN_4_16, ArgumentReuseRace.XEN_4_17, DoubleResumeRace.LOCKED);

  static List<StressTest> tests() {
    return StressTests.ALL;
  }

  static List<StressTest> small() {
    return StressTests.ALL.stream()
        .filter(test -> !LARGE.contains(test) && !RACING.contains(test))
        .toList();
  }

  static List<StressTest> racing() {
    return RACING;
  }

  @ParameterizedTest
  @MethodSource("tests")
  void the_table_is_what_the_explorer_enumerates(StressTest test) {
    OutcomeTable table = OutcomeTable.of(test);
    assertEquals(OutcomeTable.enumerate(test), table.allowed());
    assertTrue(table.rows().stream().noneMatch(row -> row.about().isEmpty()), "no words");
  }

  /** What hardware may show is what tables say: a processor adds no outcome. */
  @ParameterizedTest
  @MethodSource("tests")
  void it_is_the_same_under_the_model_of_x86(StressTest test) {
    assertEquals(OutcomeTable.of(test).allowed(), OutcomeTable.enumerate(test, MemoryModel.TSO));
  }

  @ParameterizedTest
  @MethodSource("small")
  void it_is_the_same_under_the_model_of_arm(StressTest test) {
    assertEquals(OutcomeTable.of(test).allowed(), OutcomeTable.enumerate(test, MemoryModel.ARM64));
  }

  @ParameterizedTest
  @MethodSource("racing")
  void a_data_race_has_no_outcome_under_the_model_of_arm(StressTest test) {
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class, () -> OutcomeTable.enumerate(test, MemoryModel.ARM64));
    assertTrue(String.valueOf(thrown.getMessage()).contains("no-data-race"), thrown::toString);
  }
}
