package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;

/** Interleavings in which an assumption does not hold are left out. */
final class AssumptionTest {
  private static Stream<Options> searches() {
    return Searches.exhaustive();
  }

  /** Two vCPUs increment without a lock; the second assumes that it saw the first one's. */
  private static Model increments(boolean assumes) {
    return memory -> {
      IntCell counter = memory.intCell("counter");
      return Program.builder()
          .vcpu("first", () -> counter.set(counter.get(Access.OPAQUE) + 1, Access.OPAQUE))
          .vcpu(
              "second",
              () -> {
                int before = counter.get(Access.OPAQUE);
                memory.assume(!assumes || before == 1);
                counter.set(before + 1, Access.OPAQUE);
              })
          .atEnd("no lost update", () -> counter.get() == 2)
          .build();
    };
  }

  @ParameterizedTest
  @MethodSource("searches")
  void what_is_assumed_away_is_not_found(Options options) {
    Checker.of(increments(false)).with(options).run().assertViolated("no lost update");
    Result result = Checker.of(increments(true)).with(options).run().assertVerified();
    assertTrue(result.stats().cuts() > 0);
  }

  /** What a vCPU publishes is seen by the other, though its own code is cut off right behind. */
  private static Model publishes(Property... properties) {
    return memory -> {
      IntCell flag = memory.intCell("flag");
      IntCell mine = memory.intCell("mine");
      IntCell seen = memory.intCell("seen");
      Program.Builder program =
          Program.builder()
              .vcpu(
                  "writer",
                  () -> {
                    flag.set(1, Access.OPAQUE);
                    memory.assume(mine.getAndAdd(1) == 1);
                  })
              .vcpu("reader", () -> seen.set(flag.get(Access.OPAQUE), Access.OPAQUE))
              .always("never seen", () -> seen.get() == 0);
      return program.properties(properties).build();
    };
  }

  @ParameterizedTest
  @MethodSource("searches")
  void what_was_done_before_the_cut_is_seen_by_others(Options options) {
    Checker.of(publishes()).with(options).run().assertViolated("never seen");
  }

  private static Model allCut(Property... properties) {
    return memory -> {
      IntCell cell = memory.intCell("cell");
      Runnable body =
          () -> {
            cell.await(2);
            cell.set(3, Access.OPAQUE);
          };
      return Program.builder()
          .vcpu(
              "cuts",
              () -> {
                cell.set(1, Access.OPAQUE);
                memory.assume(false);
              })
          .vcpu("waits", body)
          .properties(properties)
          .build();
    };
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_search_in_which_everything_is_cut_off_verifies_nothing(Options options) {
    Verdict verdict = Checker.of(allCut()).with(options).run().verdict();
    String reason = assertInstanceOf(Verdict.Incomplete.class, verdict).reason();
    assertTrue(reason.startsWith("no interleaving comes to its end"), reason);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_cut_is_no_deadlock_livelock_or_end(Options options) {
    Model model =
        options.store() == Options.Store.FINGERPRINT
            ? allCut(Property.noLivelock())
            : allCut(
                Property.noLivelock(),
                Property.noStuckVcpu(),
                Property.atEnd("no end", () -> false));
    Verdict verdict = Checker.of(model).with(options).run().verdict();
    assertInstanceOf(Verdict.Incomplete.class, verdict, verdict::toString);
    assertTrue(Checker.of(model).outcomes().ends().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_state_before_the_cut_is_reachable(Options options) {
    Model model =
        memory -> {
          IntCell cell = memory.intCell("cell");
          return Program.builder()
              .vcpu(
                  "v",
                  () -> {
                    cell.set(memory.choose("which", 2) + 1, Access.OPAQUE);
                    memory.assume(cell.get(Access.OPAQUE) == 1);
                  })
              .sometimes("two", () -> cell.get() == 2)
              .atEnd("one", () -> cell.get() == 1)
              .build();
        };
    Checker.of(model).with(options).run().assertVerified();
  }

  @Test
  void nothing_is_assumed_while_a_model_is_built() {
    Model model =
        memory -> {
          memory.assume(false);
          return Program.builder().vcpu("v", () -> {}).build();
        };
    assertThrows(RuntimeException.class, () -> Checker.of(model).run());
  }

  @Test
  void threads_cannot_be_left_out() {
    Memory memory = NativeMemory.create();
    memory.assume(true);
    assertThrows(IllegalStateException.class, () -> memory.assume(false));
  }

  @Test
  void a_cut_in_a_loop_ends_it() {
    Model model =
        memory -> {
          IntCell cell = memory.intCell("cell");
          return Program.builder()
              .vcpus(
                  2,
                  () ->
                      memory.<Integer, Boolean>loop(
                          0,
                          round -> {
                            cell.getAndAdd(1);
                            memory.assume(round < 3);
                            return Iteration.again(round + 1);
                          }))
              .build();
        };
    Result result = Checker.of(model).run();
    assertInstanceOf(Verdict.Incomplete.class, result.verdict());
    assertEquals(Optional.empty(), result.counterexample());
  }
}
