package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;

/** Programs that grow: for ever, which is diagnosed, or for long, which must be borne. */
final class GrowthTest {
  /**
   * A program that grows.
   *
   * @param states after how many states of a plain search it must be noticed
   */
  private record Growing(String sentence, int states, Model model) {}

  private static Stream<Growing> growing() {
    return Stream.of(
        new Growing(
            "spinner has done [0-9,]+ operations in one step, at GrowthTest.java:[0-9]+: is this a"
                + " loop\\? make it a memory.loop",
            2_500,
            GrowthTest::spinsWithoutScope),
        new Growing(
            "tickets has taken [0-9,]+ different values, and takes more, at GrowthTest.java:[0-9]+:"
                + " does it count for ever\\? bound it, or let it start again",
            2_000,
            GrowthTest::countsForEver),
        new Growing(
            "rounds has come to [0-9,]+ different places of its program, and comes to more, at"
                + " GrowthTest.java:[0-9]+: does the state of a loop or a step count for ever\\?",
            15_000,
            GrowthTest::stepsForEver));
  }

  private static Program spinsWithoutScope(Memory memory) {
    IntCell flag = memory.intCell("flag", 0);
    return Program.of(
        List.of(
            Vcpu.of(
                "spinner",
                () -> {
                  while (flag.get() == 0) {}
                })));
  }

  private static Program countsForEver(Memory memory) {
    IntCell tickets = memory.intCell("tickets", 0);
    return Program.of(
        List.of(
            new Vcpu<>(
                "taker",
                0,
                state -> {
                  tickets.add(1);
                  return Optional.of(state);
                })));
  }

  private static Program stepsForEver(Memory memory) {
    IntCell cell = memory.intCell("cell", 0);
    return Program.of(
        List.of(
            new Vcpu<>(
                "rounds",
                0,
                state -> {
                  cell.set(state % 2);
                  return Optional.of(state + 1);
                })));
  }

  /** A search of blocks does many operations for each state. */
  @ParameterizedTest
  @MethodSource("growing")
  void what_grows_for_ever_is_diagnosed(Growing growing) {
    Limits limits = Limits.none();
    Options plain = Options.defaults().with(Reductions.none());
    assertDiagnosed(growing, plain.with(limits.withStates(growing.states())));
    if (growing.states() > 2_500) {
      assertDiagnosed(growing, Options.defaults().with(limits.withStates(100)));
    }
  }

  private static void assertDiagnosed(Growing growing, Options options) {
    Set<String> heard = new TreeSet<>();
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public boolean wantsToStop() {
            return false;
          }

          @Override
          public void progress(Progress progress) {
            progress.growth().ifPresent(heard::add);
          }
        };
    Verdict.Incomplete verdict =
        assertInstanceOf(
            Verdict.Incomplete.class,
            Checker.of(growing.model()).with(options).with(listener).run().verdict());
    assertTrue(
        verdict
            .reason()
            .matches("the state limit was reached: .*; it may never end: " + growing.sentence()),
        verdict::reason);
    assertTrue(
        heard.stream().anyMatch(sentence -> sentence.matches(growing.sentence())), heard::toString);
  }

  @Test
  void what_does_not_grow_is_not_diagnosed() {
    Model model = new CasCounter(4, 3);
    Verdict verdict =
        Checker.of(model)
            .with(Options.defaults().with(Limits.none().withStates(50)).with(Reductions.none()))
            .run()
            .verdict();
    Verdict.Incomplete stopped = assertInstanceOf(Verdict.Incomplete.class, verdict);
    assertTrue(!stopped.reason().contains("never end"), stopped::reason);
  }

  /** The memory that the values of a counter take is in proportion to them, not to their square. */
  @Test
  void a_long_count_is_verified() {
    int rounds = 100_000;
    Model model =
        memory -> {
          IntCell count = memory.intCell("count", 0);
          return Program.of(
              List.of(
                  Vcpu.of(
                      "counter",
                      () ->
                          memory.<Integer, Integer>loop(
                              0,
                              round -> {
                                count.getAndAdd(1);
                                return round == rounds - 1
                                    ? Iteration.done(round)
                                    : Iteration.again(round + 1);
                              }))));
        };
    Result result = Checker.of(model).run().assertVerified();
    assertEquals(rounds + 1, result.stats().nodes());
  }

  @Test
  void a_long_loop_of_java_is_verified() {
    int reads = 3_000;
    Model model =
        memory -> {
          IntCell cell = memory.intCell("cell", 0);
          Runnable body =
              () -> {
                for (int read = 0; read < reads; read++) {
                  cell.get();
                }
              };
          return Program.of(List.of(Vcpu.of("a", body), Vcpu.of("b", body)));
        };
    Result result = Checker.of(model).run().assertVerified();
    assertEquals(reads + 1, result.stats().nodes());
  }
}
