package vcpucheck.scenarios.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.ExportedSearch;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.scenarios.catalogue.OpteeCatalogue;

/** SPIN counts the states of exported searches as the search did, and comes to its verdict. */
final class ExportedModelsTest {
  private static ExportedSearch exported(String id) {
    Scenario scenario =
        new OpteeCatalogue()
            .scenarios().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    return Checker.of(scenario.model(scenario.defaults()))
        .with(Options.defaults().withValidate(false))
        .export(ExportedSearch.Format.PROMELA);
  }

  private static Coverage judged(ExportedSearch exported) {
    try (Spin spin = new Spin()) {
      spin.compile(exported.text().orElseThrow());
      return spin.judge();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "S08, VERIFIED",
    "S12, VERIFIED",
    "S50, VERIFIED",
    "S55, VERIFIED",
    "S14, VIOLATED",
    "S16, VIOLATED",
    "S24, VIOLATED",
    "S28, VIOLATED",
    "S47, VIOLATED",
    "S74, VIOLATED"
  })
  void spin_counts_the_same_states_and_has_the_same_verdict(String id, VerdictKind kind) {
    assumeTrue(Spin.isInstalled(), "spin and gcc are needed: apt-get install spin gcc");
    ExportedSearch exported = exported(id);
    Coverage judged = judged(exported);
    assertEquals(kind, exported.result().verdict().kind());
    assertEquals(exported.result().stats().states(), judged.states());
    assertEquals(exported.result().stats().transitions(), judged.transitions());
    assertEquals(kind == VerdictKind.VERIFIED, judged.verdict().equals("errors: 0"));
  }

  /** An edge that is missing is noticed: the comparison is no formality. */
  @Test
  void spin_notices_a_transition_that_is_left_out() {
    assumeTrue(Spin.isInstalled(), "spin and gcc are needed: apt-get install spin gcc");
    ExportedSearch exported = exported("S28");
    String text = exported.text().orElseThrow();
    String cut = text.replaceFirst("(?m)^  :: atomic .*$", "  :: false");
    assertNotEquals(text, cut);
    Coverage judged = judged(ExportedSearch.of(cut, exported.result()));
    assertTrue(exported.result().stats().states() > Objects.requireNonNull(judged.states()));
  }
}
