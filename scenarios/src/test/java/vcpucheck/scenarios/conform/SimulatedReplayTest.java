package vcpucheck.scenarios.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Verdict;

/**
 * The explorer does to one vCPU what native memory does: every recorded step, compared.
 *
 * <p>All scripted traces, and every tenth of the others; all of them take some minutes, with {@code
 * -Dconform.all=true}.
 */
class SimulatedReplayTest {
  private static final int LAST_SCRIPTED = 30;
  private static final boolean ALL = Boolean.getBoolean("conform.all");

  private static final Options OPTIONS =
      Options.defaults()
          .with(Options.Build.RELEASE)
          .with(Options.Store.FINGERPRINT)
          .with(Reductions.all().withHeapSymmetry(false))
          .withValidate(false);

  @ParameterizedTest
  @ValueSource(strings = {"xen-4.13", "commit-5b13eb1d97", "xen-4.16", "xen-4.22"})
  void the_simulated_mediator_does_what_the_real_one_did(String name) {
    for (GoldenTrace trace : traces(name)) {
      if (!isSelected(trace.number())) {
        continue;
      }
      Verdict verdict = explore(trace);
      if (verdict instanceof Verdict.Violated violated) {
        throw new AssertionError(
            name + " trace " + trace.number() + ": " + violated.counterexample().message());
      }
      assertInstanceOf(Verdict.Verified.class, verdict);
    }
  }

  @Test
  void a_difference_is_a_violation() {
    GoldenTrace seedRace = traces("xen-4.13").get(0);
    List<JsonCursor> steps = traces("commit-5b13eb1d97").get(0).steps();
    GoldenTrace mixed =
        new GoldenTrace(
            seedRace.file(), seedRace.number(), seedRace.header(), steps, seedRace.end());
    Verdict.Violated violated = assertInstanceOf(Verdict.Violated.class, explore(mixed));
    assertEquals("conformance", violated.counterexample().property());
    assertEquals("state.bufPages: expected 0, got 2", violated.counterexample().message());
  }

  private static boolean isSelected(int number) {
    return ALL || number <= LAST_SCRIPTED || number % 10 == 0;
  }

  private static Verdict explore(GoldenTrace trace) {
    return Checker.of(memory -> SimulatedReplay.program(trace, memory))
        .with(OPTIONS)
        .run()
        .verdict();
  }

  private static List<GoldenTrace> traces(String name) {
    URL url = SimulatedReplayTest.class.getResource("/golden/" + name + ".jsonl.gz");
    assertNotNull(url);
    return GoldenTraceReader.read(Path.of(URI.create(url.toString())));
  }
}
