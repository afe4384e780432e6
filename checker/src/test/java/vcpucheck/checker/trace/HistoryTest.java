package vcpucheck.checker.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.trace.History.Operation;

class HistoryTest {
  private static List<Step> steps(String... operations) {
    return Stream.of(operations)
        .map(text -> new Step(text.charAt(0) - '0', "", text.substring(2), "", "", ""))
        .toList();
  }

  @Test
  void calls_and_returns_of_one_vcpu_belong_together() {
    assertEquals(
        List.of(
            new Operation(0, "A", "1", 1, 5),
            new Operation(1, "B", "2", 2, 4),
            new Operation(1, "C", "", 6, History.NEVER)),
        History.of(
                steps("0 call A", "1 call B", "0 load x", "1 return 2", "0 return 1", "1 call C"))
            .operations());
  }

  @Test
  void an_operation_inside_of_another_returns_first() {
    assertEquals(
        List.of(new Operation(0, "outer", "2", 1, 4), new Operation(0, "inner", "1", 2, 3)),
        History.of(steps("0 call outer", "0 call inner", "0 return 1", "0 return 2")).operations());
  }

  @Test
  void without_calls_there_is_no_history() {
    assertEquals(List.of(), History.of(steps("0 load x", "1 store x")).operations());
  }
}
