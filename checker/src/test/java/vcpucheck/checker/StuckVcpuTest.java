package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.fixtures.Spinner;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Lasso;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Step;

/** A vCPU that can never go on is found, with an interleaving that goes on for ever without it. */
final class StuckVcpuTest {
  private static Stream<Options> searches() {
    return Searches.exhaustive().filter(options -> options.store() != Options.Store.FINGERPRINT);
  }

  /** A vCPU that never stops. */
  private static Vcpu<?> server(Memory memory) {
    IntCell idle = memory.intCell("idle", 0);
    return new Vcpu<>(
        "server",
        0,
        state -> {
          idle.set(1 - state, Access.OPAQUE);
          return Optional.of(1 - state);
        });
  }

  private static Program withServer(Memory memory, Vcpu<?>... vcpus) {
    List<Vcpu<?>> all = new ArrayList<>(List.of(vcpus));
    all.add(server(memory));
    return Program.of(all, Property.noStuckVcpu());
  }

  private static Verdict verdict(Model model, Options options) {
    return Checker.of(model).with(options).run().verdict();
  }

  private static void assertVerified(Model model, Options options) {
    Verdict verdict = verdict(model, options);
    assertEquals(new Verdict.Verified(0), verdict, options::toString);
  }

  /** What is found, and found again by walking its schedule: the loop closes, exactly. */
  private static Counterexample violation(String property, Model model, Options options) {
    Verdict verdict = verdict(model, options);
    Counterexample found =
        assertInstanceOf(Verdict.Violated.class, verdict, () -> options + "\n" + verdict)
            .counterexample();
    assertEquals(property, found.property(), options::toString);
    Lasso lasso = found.lasso().orElseThrow();
    assertTrue(lasso.doomed() <= lasso.loop(), found::toString);
    assertTrue(lasso.loop() < found.steps().size(), found::toString);
    List<String> operations = found.steps().stream().map(Step::operation).toList();
    Replay replay = Checker.of(model).replay(found.schedule(), operations);
    assertEquals(Optional.empty(), replay.divergence());
    assertEquals(
        Optional.of(new Replay.Violation(property, found.message())),
        replay.violation(),
        () -> options + "\n" + found);
    assertEquals(OptionalInt.of(lasso.loop()), replay.loop());
    return found;
  }

  /** One waits for a value that another takes back before it has been seen. */
  private static Model lostSignal(boolean takesBack) {
    return memory -> {
      IntCell signal = memory.intCell("signal", 0);
      return withServer(
          memory,
          Vcpu.of("waiter", () -> signal.await(1)),
          Vcpu.of(
              "sender",
              () -> {
                signal.set(1, Access.RELEASE);
                if (takesBack) {
                  signal.set(0, Access.RELEASE);
                }
              }));
    };
  }

  @ParameterizedTest
  @MethodSource("searches")
  void one_that_waits_for_what_never_comes_is_stuck(Options options) {
    Counterexample found = violation("no-stuck-vcpu", lostSignal(true), options);
    assertEquals(
        "waiter waits for signal to be 1, and can never go on, whatever the others do",
        found.message());
    if (options.order() == Options.Order.BFS) {
      assertEquals(2, found.lasso().orElseThrow().doomed(), found::toString);
    }
    assertVerified(lostSignal(false), options);
  }

  /** One ends with another's lock missing for ever, because the other waits with it. */
  private static Model waitsWithLock(boolean waitsInside) {
    return memory -> {
      SpinLock lock = memory.spinLock("lock");
      IntCell never = memory.intCell("never", waitsInside ? 0 : 1);
      return withServer(
          memory,
          Vcpu.of(
              "holder",
              () -> {
                lock.lock();
                never.await(1);
                lock.unlock();
              }),
          Vcpu.of(
              "waiter",
              () -> {
                lock.lock();
                lock.unlock();
              }));
    };
  }

  @ParameterizedTest
  @MethodSource("searches")
  void one_that_waits_with_a_lock_is_stuck(Options options) {
    violation("no-stuck-vcpu", waitsWithLock(true), options);
    assertVerified(waitsWithLock(false), options);
  }

  /** Before it waits it reads what was handed over to it: as a block with the wait. */
  private static Model behindReads(boolean takesBack) {
    return memory -> {
      IntCell data = memory.intCell("data", 0);
      IntCell isHandedOver = memory.intCell("isHandedOver", 0);
      IntCell signal = memory.intCell("signal", 0);
      return withServer(
          memory,
          Vcpu.of(
              "waiter",
              () -> {
                isHandedOver.await(1);
                data.get();
                signal.await(1);
              }),
          Vcpu.of(
              "sender",
              () -> {
                data.set(1);
                isHandedOver.set(1, Access.RELEASE);
                signal.set(1, Access.RELEASE);
                if (takesBack) {
                  signal.set(0, Access.RELEASE);
                }
              }));
    };
  }

  @ParameterizedTest
  @MethodSource("searches")
  void one_that_waits_behind_accesses_is_stuck(Options options) {
    Counterexample found = violation("no-stuck-vcpu", behindReads(true), options);
    assertEquals(
        "waiter waits for signal to be 1, and can never go on, whatever the others do",
        found.message());
    assertVerified(behindReads(false), options);
  }

  /**
   * Twins pass a turn to and fro for ever, and one more twin waits for it: any of them can get it,
   * or one that has left its place can not.
   *
   * @param leaves whether one twin waits for what never comes, and the others go on
   */
  private static Model twins(boolean leaves) {
    return memory -> {
      IntCell turn = memory.intCell("turn", 0);
      IntCell left = memory.intCell("left", 0);
      IntCell never = memory.intCell("never", 0);
      Vcpu.Step<Integer> step =
          state -> {
            turn.await(0);
            boolean isMine = turn.compareAndSet(0, 1);
            if (isMine && leaves && left.compareAndSet(0, 1)) {
              turn.set(0, Access.RELEASE);
              never.await(1);
            } else if (isMine) {
              turn.set(0, Access.RELEASE);
            }
            return Optional.of(0);
          };
      return Program.of(
          List.of(
              new Vcpu<>("twin0", 0, step),
              new Vcpu<>("twin1", 0, step),
              new Vcpu<>("twin2", 0, step)),
          Property.noStuckVcpu());
    };
  }

  /** Taken by place, each place of sorted twins would seem to move. */
  @ParameterizedTest
  @MethodSource("searches")
  void a_twin_is_followed_wherever_it_is_sorted(Options options) {
    Counterexample found = violation("no-stuck-vcpu", twins(true), options);
    assertTrue(found.message().contains(" waits for never to be 1"), found::message);
    assertVerified(twins(false), options);
  }

  /**
   * The two that go round change places: the loop closes only after two rounds of sorted states.
   */
  @ParameterizedTest
  @MethodSource("searches")
  void a_loop_of_sorted_states_is_passed_until_it_closes(Options options) {
    Model model =
        memory -> {
          IntCell turn = memory.intCell("turn", 0);
          IntCell never = memory.intCell("never", 0);
          Vcpu.Step<Integer> step =
              state -> {
                turn.await(state);
                turn.set(1 - state, Access.RELEASE);
                return Optional.of(1 - state);
              };
          return Program.of(
              List.of(
                  new Vcpu<>("twin0", 0, step),
                  new Vcpu<>("twin1", 0, step),
                  Vcpu.of("waiter", () -> never.await(1))),
              Property.noStuckVcpu());
        };
    assertEquals(
        "waiter waits for never to be 1, and can never go on, whatever the others do",
        violation("no-stuck-vcpu", model, options).message());
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_daemon_may_wait_for_a_value_for_ever_but_not_for_a_lock(Options options) {
    assertVerified(daemon(false), options);
    violation("no-stuck-vcpu", daemon(true), options);
  }

  private static Model daemon(boolean waitsForLock) {
    return memory -> {
      SpinLock lock = memory.spinLock("lock");
      IntCell never = memory.intCell("never", 0);
      Vcpu<Integer> holder =
          new Vcpu<>(
              "holder",
              0,
              state -> {
                lock.lock();
                never.await(1);
                lock.unlock();
                return Optional.of(0);
              });
      Vcpu<Integer> other =
          new Vcpu<>(
              "other",
              0,
              state -> {
                lock.lock();
                lock.unlock();
                return Optional.of(0);
              });
      List<Vcpu<?>> all = new ArrayList<>(List.of(holder.asDaemon()));
      if (waitsForLock) {
        all.add(other.asDaemon());
      }
      all.add(server(memory));
      return Program.of(all, Property.noStuckVcpu());
    };
  }

  @Test
  void a_store_of_fingerprints_says_that_it_is_not_checked() {
    Options options = Options.defaults().with(Options.Store.FINGERPRINT).with(Reductions.none());
    for (boolean takesBack : new boolean[] {false, true}) {
      Verdict verdict = verdict(lostSignal(takesBack), options);
      Verdict.Verified verified =
          assertInstanceOf(Verdict.Verified.class, verdict, verdict::toString);
      assertEquals(List.of("no-stuck-vcpu"), verified.notChecked());
    }
  }

  /** The same for what was found before, but ended where it could not be helped any more. */
  @ParameterizedTest
  @MethodSource("searches")
  void a_livelock_goes_on_until_it_repeats(Options options) {
    Counterexample found = violation("no-livelock", new Spinner(true), options);
    Lasso lasso = found.lasso().orElseThrow();
    assertEquals(1, found.steps().size() - lasso.loop());
  }
}
