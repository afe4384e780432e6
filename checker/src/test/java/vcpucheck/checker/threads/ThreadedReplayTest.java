package vcpucheck.checker.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.fixtures.PageTeardown;
import vcpucheck.checker.fixtures.Peterson;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.fixtures.TreiberStack;
import vcpucheck.checker.fixtures.WithdrawnRequest;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;

/** Threads that are held to a counterexample come to its violation, and others are told apart. */
final class ThreadedReplayTest {
  private static Counterexample counterexample(Model model) {
    return Checker.of(model)
        .with(Options.defaults().with(Reductions.none()))
        .run()
        .counterexample()
        .orElseThrow();
  }

  private static ThreadedRun run(Model model, Counterexample found) {
    return ThreadedReplay.run(
        model, true, found.schedule(), found.steps(), step -> {}, ThreadedReplay.PATIENCE);
  }

  /** An allocation fails, and a choice is made, as the trace has it. */
  private static Model choosing() {
    return choosing(3);
  }

  private static Model choosing(int alternatives) {
    return memory -> {
      var slab = memory.slab("node", 2, cells -> new Object[] {cells.intCell("x", 0)});
      return new Program(
          List.of(
              Vcpu.of(
                  "a",
                  () -> {
                    boolean isFull = slab.alloc() == null;
                    int chosen = memory.choose("which", alternatives);
                    memory.expect(!(isFull && chosen == 2), "never both", "it is full, and 2");
                  })),
          List.of(),
          1);
    };
  }

  static Stream<Model> models() {
    return Stream.of(
        new Peterson(1, true),
        new TreiberStack(2, false),
        new Philosophers(2),
        new WithdrawnRequest(false),
        new PageTeardown(false),
        choosing());
  }

  @ParameterizedTest
  @MethodSource("models")
  void threads_come_to_the_violation_of_the_trace(Model model) {
    Counterexample found = counterexample(model);
    ThreadedRun run = run(model, found);
    assertEquals(Optional.empty(), run.difference());
    assertEquals(Optional.of(found.property()), run.violation().map(Replay.Violation::property));
    assertEquals(found.steps().size(), run.steps());
  }

  @Test
  void a_choice_that_the_code_does_not_have_proves_nothing() {
    ThreadedRun run = run(choosing(2), counterexample(choosing(3)));
    assertEquals(Replay.Outcome.DIVERGED, run.outcome("never both"));
    assertEquals(1, run.difference().orElseThrow().step());
  }

  /** The vCPU that locks meets the fault by itself; whether it could go on is asked before. */
  @Test
  void a_lock_of_what_has_been_freed_is_reproduced() {
    Model freed =
        memory -> {
          Slab<SpinLock> slab = memory.slab("node", 1, cells -> cells.spinLock("lock"));
          SpinLock lock = Objects.requireNonNull(slab.alloc());
          return Program.of(
              List.of(
                  Vcpu.of("frees", () -> slab.free(lock)),
                  Vcpu.of(
                      "locks",
                      () -> {
                        lock.lock();
                        lock.unlock();
                      })));
        };
    Counterexample found = counterexample(freed);
    assertEquals(
        Replay.Outcome.REPRODUCED, run(freed, found).outcome(found.property()), found::message);
  }

  @Test
  void other_code_is_told_by_the_first_step_that_differs() {
    Counterexample found = counterexample(new Peterson(1, true));
    ThreadedRun run = run(new Peterson(1, false), found);
    ThreadedRun.Difference difference = run.difference().orElseThrow();
    assertEquals(Optional.empty(), run.violation());
    assertEquals(found.steps().get(difference.step()).operation(), difference.recorded());
    assertTrue(!difference.recorded().equals(difference.found()), difference::toString);
  }

  @Test
  void another_value_is_told() {
    Model before = counting(7);
    Counterexample found = counterexample(before);
    ThreadedRun.Difference difference = run(counting(8), found).difference().orElseThrow();
    assertEquals("load count: 7", difference.recorded());
    assertEquals("load count: 8", difference.found());
  }

  private static Model counting(int start) {
    return memory -> {
      var count = memory.intCell("count", start);
      return Program.of(
          List.of(Vcpu.of("a", () -> memory.expect(count.get() == 0, "zero", "it is not zero"))));
    };
  }

  @Test
  void without_a_violation_the_end_is_judged() {
    Model leaking =
        memory -> {
          var slab = memory.slab("node", 1, cells -> new Object[] {cells.intCell("x", 0)});
          return Program.of(List.of(Vcpu.of("a", slab::alloc)), Property.noLeak(slab));
        };
    assertEquals(
        Optional.of("no-leak"),
        run(leaking, counterexample(leaking)).violation().map(Replay.Violation::property));
  }

  @Test
  void all_steps_are_told_before_they_are_taken() {
    Counterexample found = counterexample(new Peterson(1, true));
    List<Integer> told = new ArrayList<>();
    ThreadedReplay.run(
        new Peterson(1, true),
        true,
        found.schedule(),
        found.steps(),
        told::add,
        ThreadedReplay.PATIENCE);
    assertEquals(found.steps().size(), told.size());
  }
}
