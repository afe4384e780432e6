package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Step;

/** Whether some vCPU always gets on. */
class LockFreedomTest {
  private static Stream<Options> searches() {
    return Stream.of(Options.Order.BFS, Options.Order.DFS, Options.Order.SWITCHES)
        .flatMap(
            order ->
                Stream.of(Reductions.none(), Reductions.all())
                    .map(reductions -> Options.defaults().with(order).with(reductions)));
  }

  private static Model twice(Property property, Function<Memory, Body> code) {
    return memory -> {
      Body body = code.apply(memory);
      return Program.of(
          List.of(Vcpu.of("vcpu0", () -> body.run(0)), Vcpu.of("vcpu1", () -> body.run(1))),
          property);
    };
  }

  /** What a vCPU does. */
  @FunctionalInterface
  private interface Body {
    void run(int vcpu);
  }

  /** Tries again only if another has succeeded. */
  private static Body compareAndSet(Memory memory) {
    IntCell count = memory.intCell("count", 0);
    return vcpu ->
        memory.loop(
            "add",
            state -> {
              int before = count.get(Access.VOLATILE);
              return count.compareAndSet(before, before + 1)
                  ? Iteration.done(0)
                  : Iteration.again(state);
            });
  }

  /** Each shows its wish, and steps back if the other has one too: so both may, for ever. */
  private static Body politeness(Memory memory) {
    List<IntCell> wishes = List.of(memory.intCell("wish0", 0), memory.intCell("wish1", 0));
    return vcpu ->
        memory.loop(
            "wish",
            state -> {
              wishes.get(vcpu).set(1, Access.VOLATILE);
              boolean isAlone = wishes.get(1 - vcpu).get(Access.VOLATILE) == 0;
              wishes.get(vcpu).set(0, Access.VOLATILE);
              return isAlone ? Iteration.done(0) : Iteration.again(state);
            });
  }

  private static Body locking(Memory memory) {
    SpinLock lock = memory.spinLock("lock");
    IntCell count = memory.intCell("count", 0);
    return vcpu -> {
      lock.lock();
      count.set(count.get() + 1);
      lock.unlock();
    };
  }

  private static void assertVerified(Model model, Options options) {
    Verdict verdict = Checker.of(model).with(options).run().verdict();
    assertInstanceOf(Verdict.Verified.class, verdict, verdict::toString);
  }

  private static Counterexample violation(Model model, Options options) {
    Verdict verdict = Checker.of(model).with(options).run().verdict();
    Counterexample found =
        assertInstanceOf(Verdict.Violated.class, verdict, verdict::toString).counterexample();
    assertEquals("lock-free", found.property());
    return found;
  }

  @ParameterizedTest
  @MethodSource("searches")
  void who_tries_again_only_after_anothers_success_is_lock_free(Options options) {
    assertVerified(twice(Property.lockFree(), LockFreedomTest::compareAndSet), options);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void who_steps_back_may_go_round_for_ever(Options options) {
    assertVerified(twice(Property.noLivelock(), LockFreedomTest::politeness), options);
    Model model = twice(Property.lockFree(), LockFreedomTest::politeness);
    Counterexample found = violation(model, options);
    Replay replay =
        Checker.of(model)
            .replay(found.schedule(), found.steps().stream().map(Step::operation).toList());
    assertEquals(
        new Replay.Violation("lock-free", found.message()), replay.violation().orElseThrow());
    int loop = found.lasso().orElseThrow().loop();
    assertTrue(loop < found.steps().size(), found::toString);
    assertEquals(OptionalInt.of(loop), replay.loop());
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_lock_is_waited_for(Options options) {
    assertVerified(twice(Property.noLivelock(), LockFreedomTest::locking), options);
    Counterexample found = violation(twice(Property.lockFree(), LockFreedomTest::locking), options);
    assertTrue(found.message().endsWith("it wants to lock lock"), found::message);
    assertEquals(Optional.empty(), found.lasso());
  }
}
