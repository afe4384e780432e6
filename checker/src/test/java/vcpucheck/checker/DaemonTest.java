package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/** A daemon need not end. */
final class DaemonTest {
  private static Stream<Options> searches() {
    return Searches.exhaustive();
  }

  private static Stream<Options> exactSearches() {
    return searches().filter(options -> options.store() != Options.Store.FINGERPRINT);
  }

  private static Vcpu<Integer> server(Memory memory) {
    IntCell idle = memory.intCell("idle", 0);
    return Vcpu.daemon(
        "server",
        0,
        state -> {
          idle.set(1 - state, Access.OPAQUE);
          return Optional.of(1 - state);
        });
  }

  private static Verdict verdict(Model model, Options options) {
    return Checker.of(model).with(options).run().verdict();
  }

  private static void assertVerified(Model model, Options options) {
    Verdict verdict = verdict(model, options);
    assertInstanceOf(Verdict.Verified.class, verdict, () -> options + "\n" + verdict);
  }

  private static String violation(Model model, Options options) {
    Verdict verdict = verdict(model, options);
    return assertInstanceOf(Verdict.Violated.class, verdict, () -> options + "\n" + verdict)
        .counterexample()
        .property();
  }

  /** Waits for work for ever, and does each piece of it, or loses it. */
  private static Vcpu<Integer> handler(IntCell irq, IntCell work, boolean loses) {
    return new Vcpu<>(
        "handler",
        0,
        state -> {
          irq.await(1);
          irq.set(0, Access.OPAQUE);
          if (!loses) {
            work.add(1);
          }
          return Optional.of(state);
        });
  }

  private static Model interrupt(boolean isDaemon, boolean loses) {
    return memory -> {
      IntCell irq = memory.intCell("irq", 0);
      IntCell work = memory.intCell("work", 0);
      Vcpu<?> handler = handler(irq, work, loses);
      return Program.of(
          List.of(
              Vcpu.of("sender", () -> irq.set(1, Access.RELEASE)),
              isDaemon ? handler.asDaemon() : handler),
          Property.noLivelock(),
          Property.atEnd(
              "done",
              () -> work.get() == 1 ? Optional.empty() : Optional.of("the work is not done")));
    };
  }

  @ParameterizedTest
  @MethodSource("searches")
  void one_that_waits_for_a_value_at_the_end_is_no_deadlock(Options options) {
    assertVerified(interrupt(true, false), options);
    assertEquals("deadlock", violation(interrupt(false, false), options));
    assertEquals("done", violation(interrupt(true, true), options));
  }

  private static Model locks(boolean isFixed, boolean isDaemon, Property... properties) {
    return memory -> {
      SpinLock a = memory.spinLock("a");
      SpinLock b = memory.spinLock("b");
      Vcpu<Integer> server = server(memory);
      return Program.of(
          List.of(
              Vcpu.of("ab", () -> nested(a, b)),
              Vcpu.of("ba", () -> nested(isFixed ? a : b, isFixed ? b : a)),
              isDaemon ? server : new Vcpu<>("server", server.start(), server.step())),
          properties);
    };
  }

  private static void nested(SpinLock outer, SpinLock inner) {
    outer.lock();
    inner.lock();
    inner.unlock();
    outer.unlock();
  }

  @ParameterizedTest
  @MethodSource("searches")
  void one_that_never_stops_is_no_livelock(Options options) {
    assertVerified(locks(true, true, Property.noLivelock()), options);
    assertEquals("no-livelock", violation(locks(true, false, Property.noLivelock()), options));
    assertEquals("deadlock", violation(locks(false, true, Property.noLivelock()), options));
  }

  /** One daemon waits for ever, maybe with a lock that the other wants when all else has ended. */
  private static Model waitingDaemons(boolean holds) {
    return memory -> {
      SpinLock lock = memory.spinLock("lock");
      IntCell never = memory.intCell("never", 0);
      IntCell once = memory.intCell("once", 0);
      return Program.of(
          List.of(
              Vcpu.of("main", () -> once.set(1, Access.RELEASE)),
              Vcpu.daemon(
                  "idle",
                  0,
                  state -> {
                    lock.lock();
                    if (!holds) {
                      lock.unlock();
                    }
                    never.await(1);
                    return Optional.empty();
                  }),
              Vcpu.daemon(
                  "waits",
                  0,
                  state -> {
                    once.await(1);
                    lock.lock();
                    lock.unlock();
                    return Optional.empty();
                  })));
    };
  }

  @ParameterizedTest
  @MethodSource("searches")
  void one_that_waits_for_a_lock_is_not_at_rest(Options options) {
    assertVerified(waitingDaemons(false), options);
    assertEquals("deadlock", violation(waitingDaemons(true), options));
  }

  /** Its cell is 1 only between two operations of one round. */
  private static Model rounds(boolean isJudgedMidway) {
    return memory -> {
      IntCell busy = memory.intCell("busy", 0);
      IntCell own = memory.intCell("own", 0);
      return Program.of(
          List.of(
              Vcpu.of("main", () -> own.get(Access.OPAQUE)),
              Vcpu.daemon(
                  "rounds",
                  0,
                  state -> {
                    busy.set(isJudgedMidway ? 0 : 1);
                    busy.set(isJudgedMidway ? 1 : 0);
                    return Optional.of(0);
                  })),
          Property.atEnd(
              "idle", () -> busy.get() == 0 ? Optional.empty() : Optional.of("it is busy")));
    };
  }

  @ParameterizedTest
  @MethodSource("searches")
  void the_end_is_judged_where_a_daemon_is_about_to_begin(Options options) {
    assertVerified(rounds(false), options);
    assertEquals("idle", violation(rounds(true), options));
  }

  @ParameterizedTest
  @MethodSource("exactSearches")
  void the_end_is_what_memory_is_where_daemons_are_at_rest(Options options) {
    Set<String> ends =
        Checker.of(rounds(true)).with(options).outcomes().ends().stream()
            .map((Map<String, String> end) -> String.valueOf(end.get("busy")))
            .collect(Collectors.toSet());
    assertEquals(Set.of("0"), ends);
  }

  @ParameterizedTest
  @MethodSource("exactSearches")
  void a_lock_with_which_a_daemon_waits_is_held_at_the_end(Options options) {
    Model model =
        memory -> {
          SpinLock lock = memory.spinLock("lock");
          IntCell work = memory.intCell("work", 0);
          return Program.builder()
              .vcpu("worker", () -> work.set(1))
              .vcpu(
                  Vcpu.daemon(
                      "server",
                      0,
                      round -> {
                        lock.lock();
                        work.await(2);
                        lock.unlock();
                        return Optional.of(round);
                      }))
              .build();
        };
    Set<Map<String, String>> ends = Checker.of(model).with(options).outcomes().ends();
    assertEquals(
        Set.of(Map.of("lock", "free", "work", "1"), Map.of("lock", "held", "work", "1")), ends);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_twin_that_is_no_daemon_must_end(Options options) {
    Model model =
        memory -> {
          IntCell turn = memory.intCell("turn", 0);
          Runnable wait =
              () -> {
                turn.await(1);
                turn.set(0, Access.OPAQUE);
              };
          return Program.of(
              List.of(
                  Vcpu.of("main", () -> turn.set(1, Access.RELEASE)),
                  Vcpu.of("waits", wait),
                  Vcpu.of("serves", wait).asDaemon()));
        };
    assertEquals("deadlock", violation(model, options));
  }

  /**
   * A daemon and another add to one counter by compare and set; or each steps back if the other is
   * there, and so may go round for ever.
   */
  private static Model lockFree(boolean isPolite) {
    return memory -> {
      IntCell count = memory.intCell("count", 0);
      List<IntCell> wishes = List.of(memory.intCell("wish0", 0), memory.intCell("wish1", 0));
      return Program.of(
          List.of(
              Vcpu.of("main", () -> add(memory, count, wishes, isPolite ? 0 : -1)),
              Vcpu.daemon(
                  "daemon",
                  0,
                  state -> {
                    wishes.get(1).get(Access.OPAQUE);
                    add(memory, count, wishes, isPolite ? 1 : -1);
                    return Optional.of(0);
                  })),
          Property.lockFree());
    };
  }

  private static void add(Memory memory, IntCell count, List<IntCell> wishes, int polite) {
    memory.loop(
        0,
        state -> {
          if (polite < 0) {
            int before = count.get(Access.VOLATILE);
            return count.compareAndSet(before, (before + 1) % 3)
                ? Iteration.done(0)
                : Iteration.again(state);
          }
          wishes.get(polite).set(1, Access.VOLATILE);
          boolean isAlone = wishes.get(1 - polite).get(Access.VOLATILE) == 0;
          wishes.get(polite).set(0, Access.VOLATILE);
          return isAlone ? Iteration.done(0) : Iteration.again(state);
        });
  }

  @ParameterizedTest
  @MethodSource("exactSearches")
  void a_daemon_that_finishes_rounds_gets_on(Options options) {
    assertVerified(lockFree(false), options);
    assertEquals("lock-free", violation(lockFree(true), options));
  }

  @ParameterizedTest
  @MethodSource("exactSearches")
  void a_daemon_may_wait_for_a_value_but_not_for_a_lock(Options options) {
    Model waits =
        memory -> {
          IntCell irq = memory.intCell("irq", 0);
          return Program.of(
              List.of(
                  Vcpu.of("main", () -> irq.set(1, Access.RELEASE)),
                  handler(irq, memory.intCell("work", 0), false).asDaemon()),
              Property.lockFree());
        };
    assertVerified(waits, options);
    Model locks =
        memory -> {
          SpinLock lock = memory.spinLock("lock");
          return Program.of(
              List.of(
                  Vcpu.of("main", () -> {}),
                  Vcpu.daemon(
                      "locks",
                      0,
                      state -> {
                        lock.lock();
                        lock.unlock();
                        return Optional.of(0);
                      })),
              Property.lockFree());
        };
    assertEquals("lock-free", violation(locks, options));
  }

  /** An interleaving ends where all others have: the handler's one move comes before or not. */
  @Test
  void interleavings_end_where_all_others_have_ended() {
    Model model =
        memory -> {
          IntCell x = memory.intCell("x", 0);
          IntCell y = memory.intCell("y", 0);
          return Program.of(
              List.of(
                  Vcpu.of(
                      "main",
                      () -> {
                        x.set(1, Access.OPAQUE);
                        x.set(2, Access.OPAQUE);
                      }),
                  Vcpu.daemon(
                      "once",
                      0,
                      state -> {
                        y.set(1, Access.OPAQUE);
                        return Optional.empty();
                      })));
        };
    Result result = Checker.of(model).with(Options.defaults().with(Reductions.none())).run();
    assertEquals(new Interleavings.Finite(BigInteger.valueOf(3)), result.stats().interleavings());
    assertEquals(
        new Interleavings.Infinite(), Checker.of(locks(true, true)).run().stats().interleavings());
  }

  @Test
  void a_program_of_daemons_alone_is_refused() {
    Model model = memory -> Program.of(List.of(server(memory)));
    ModelException refusal = assertThrows(ModelException.class, () -> Checker.of(model).run());
    assertEquals(
        "a program has a vCPU that is no daemon: daemons=[server]; with daemons alone it has ended"
            + " before it begins",
        refusal.getMessage());
  }
}
