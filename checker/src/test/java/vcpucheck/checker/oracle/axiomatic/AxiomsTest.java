package vcpucheck.checker.oracle.axiomatic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The axioms give herd7's verdicts. */
final class AxiomsTest {
  @ParameterizedTest
  @MethodSource("vcpucheck.checker.oracle.axiomatic.Verdicts#all")
  void axioms_agree_with_herd(Verdicts.Verdict verdict) {
    Shape shape = verdict.shape();
    Set<Outcome> ends =
        Outcome.judge(shape.in(verdict.style()), verdict.model()).of(verdict.model());
    assertEquals(verdict.isAllowed(), ends.stream().anyMatch(shape::isWeak), "allowed");
    assertEquals(
        verdict.outcomes(),
        ends.stream().map(shape::seen).distinct().count(),
        "number of outcomes");
  }
}
