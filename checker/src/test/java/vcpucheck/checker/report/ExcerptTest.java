package vcpucheck.checker.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.trace.Returned;
import vcpucheck.checker.trace.Step;

final class ExcerptTest {
  private static final int TURN = 40;
  private static final int MIDDLE = 20;

  private static Step step(int vcpu, String operation) {
    return new Step(vcpu, "run", operation, "1", "File.java:1", "function");
  }

  /** Two long turns, with one operation in the middle of each. */
  private static List<Step> turns(String first, String second) {
    List<Step> steps = new ArrayList<>();
    for (int at = 0; at < TURN; at++) {
      steps.add(step(0, at == MIDDLE ? first : "load own"));
    }
    for (int at = 0; at < TURN; at++) {
      steps.add(step(1, at == MIDDLE ? second : "load other"));
    }
    return steps;
  }

  private static boolean isShown(int index, List<Step> steps) {
    return Excerpt.of(steps, false).stream().anyMatch(run -> run.isWhole() && run.first() == index);
  }

  private static void assertShown(boolean expected, String first, String second) {
    List<Step> steps = turns(first, second);
    assertEquals(expected, isShown(MIDDLE, steps), first);
    assertEquals(expected, isShown(TURN + MIDDLE, steps), second);
  }

  @Test
  void what_the_last_vcpu_reads_of_another_is_shown_with_its_write() {
    assertShown(true, "store (release) flag", "load (acquire) flag");
    assertShown(true, "compare-and-swap (volatile) flag", "wait for (acquire) flag");
  }

  @Test
  void what_it_does_not_read_of_another_is_summed_up() {
    assertShown(false, "store (release) flag", "load (acquire) other");
    assertShown(false, "load flag", "load flag");
    assertShown(false, "store flag", "store flag");
  }

  @Test
  void what_is_overwritten_before_it_is_read_is_summed_up() {
    List<Step> steps = turns("store flag", "store flag");
    steps.set(TURN + MIDDLE + 5, step(1, "load flag"));
    assertTrue(!isShown(MIDDLE, steps));
  }

  /** The same turns; in the second one, calls that began with some steps return after some. */
  private static List<Step> returning(String second, int from, int after) {
    List<Step> steps = turns("store flag", second);
    int at = TURN + after;
    steps.set(at, steps.get(at).with(List.of(new Returned("function", "-1", TURN + from))));
    return steps;
  }

  @Test
  void what_the_function_returns_that_reads_of_another_is_shown() {
    int returns = MIDDLE + 6;
    assertTrue(isShown(TURN + returns, returning("load flag", MIDDLE - 3, returns)));
    assertFalse(isShown(TURN + returns, returning("load flag", MIDDLE + 1, returns)));
    assertFalse(isShown(TURN + returns, returning("load other", MIDDLE - 3, returns)));
  }
}
