package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.common.collect.Collections2;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Step;

/** vCPUs that wait for one another's locks are deadlocked, whoever else can move. */
final class DeadlockTest {
  private static Stream<Options> searches() {
    return Searches.exhaustive();
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

  private static void nested(SpinLock outer, SpinLock inner) {
    outer.lock();
    inner.lock();
    inner.unlock();
    outer.unlock();
  }

  private static Program withServer(Memory memory, Vcpu<?>... vcpus) {
    List<Vcpu<?>> all = new ArrayList<>(List.of(vcpus));
    all.add(server(memory));
    return Program.of(all);
  }

  private static Verdict verdict(Model model, Options options) {
    return Checker.of(model).with(options).run().verdict();
  }

  private static void assertVerified(Model model, Options options) {
    assertInstanceOf(Verdict.Verified.class, verdict(model, options), options::toString);
  }

  /** The deadlock that is found, and found again by walking its schedule. */
  private static Counterexample deadlock(Model model, Options options) {
    Verdict verdict = verdict(model, options);
    Counterexample found =
        assertInstanceOf(Verdict.Violated.class, verdict, () -> options + "\n" + verdict)
            .counterexample();
    assertEquals("deadlock", found.property(), options::toString);
    List<String> operations = found.steps().stream().map(Step::operation).toList();
    Replay replay = Checker.of(model).replay(found.schedule(), operations);
    assertEquals(Optional.empty(), replay.divergence());
    assertEquals(
        Optional.of(new Replay.Violation("deadlock", found.message())), replay.violation());
    return found;
  }

  private static void assertShortest(int operations, Counterexample found, Options options) {
    if (options.order() == Options.Order.BFS) {
      assertEquals(operations, found.steps().size(), () -> options + "\n" + found);
    }
  }

  private static Model twoLocks(boolean inOneOrder) {
    return memory -> {
      SpinLock a = memory.spinLock("a");
      SpinLock b = memory.spinLock("b");
      return withServer(
          memory,
          Vcpu.of("ab", () -> nested(a, b)),
          Vcpu.of("ba", () -> nested(inOneOrder ? a : b, inOneOrder ? b : a)));
    };
  }

  @ParameterizedTest
  @MethodSource("searches")
  void two_that_wait_for_each_other_are_deadlocked_beside_one_that_runs(Options options) {
    Counterexample found = deadlock(twoLocks(false), options);
    assertEquals("deadlock: ab waits for b held by ba, ba waits for a held by ab", found.message());
    assertShortest(2, found, options);
    assertVerified(twoLocks(true), options);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_lock_taken_twice_is_a_deadlock(Options options) {
    Model model =
        memory -> {
          SpinLock a = memory.spinLock("a");
          return withServer(memory, Vcpu.of("self", () -> nested(a, a)));
        };
    Counterexample found = deadlock(model, options);
    assertEquals("deadlock: self waits for a held by self", found.message());
    assertShortest(1, found, options);
  }

  /** Only those of the cycle are named, not one that waits for the cycle. */
  @ParameterizedTest
  @MethodSource("searches")
  void twins_in_a_ring_are_deadlocked(Options options) {
    Model model =
        memory -> {
          List<SpinLock> locks =
              Stream.of("a", "b", "c").map(name -> memory.spinLock(name)).toList();
          IntCell places = memory.intCell("places", 0);
          Runnable body =
              () -> {
                int place = places.getAndAdd(1);
                nested(locks.get(place), locks.get((place + 1) % locks.size()));
              };
          Vcpu<String> twin = Vcpu.of("twin", body);
          return withServer(
              memory,
              twin,
              new Vcpu<>("twin1", twin.start(), twin.step()),
              new Vcpu<>("twin2", twin.start(), twin.step()),
              Vcpu.of("behind", () -> nested(locks.get(0), locks.get(1))));
        };
    assertEquals(2, deadlock(model, options).message().split(", ").length - 1);
  }

  /**
   * The twin that moved last is another place in the state that stands for it: where the twin is
   * that waits for one that runs, perhaps.
   */
  @ParameterizedTest
  @MethodSource("searches")
  void twins_are_deadlocked_beside_a_twin_that_waits_for_one_that_runs(Options options) {
    for (List<Integer> roles : Collections2.permutations(List.of(0, 1, 2))) {
      deadlock(memory -> roles(memory, roles, false), options);
    }
    assertVerified(memory -> roles(memory, List.of(2, 1, 0), true), options);
  }

  /**
   * Twins that take the roles in an order; one that takes role 2 waits for the lock of one that
   * runs for ever, the others take two locks.
   *
   * @param inOneOrder whether they take the two locks in one order
   */
  private static Program roles(Memory memory, List<Integer> roles, boolean inOneOrder) {
    SpinLock a = memory.spinLock("a");
    SpinLock b = memory.spinLock("b");
    SpinLock busy = memory.spinLock("busy");
    IntCell isBusy = memory.intCell("isBusy", 0);
    IntCell isWaiting = memory.intCell("isWaiting", 0);
    IntCell places = memory.intCell("places", 0);
    IntCell idle = memory.intCell("idle", 0);
    Runnable body =
        () -> {
          switch (roles.get(places.getAndAdd(1))) {
            case 0 -> nested(a, b);
            case 1 -> {
              (inOneOrder ? a : b).lock();
              isWaiting.await(1);
              (inOneOrder ? b : a).lock();
              (inOneOrder ? b : a).unlock();
              (inOneOrder ? a : b).unlock();
            }
            default -> {
              isBusy.await(1);
              isWaiting.set(1, Access.RELEASE);
              busy.lock();
              busy.unlock();
            }
          }
        };
    return Program.builder()
        .vcpus(3, body)
        .vcpu(
            "runner",
            () -> {
              busy.lock();
              isBusy.set(1, Access.RELEASE);
              memory.loop(
                  0,
                  state -> {
                    idle.set(1 - state, Access.OPAQUE);
                    return Iteration.again(1 - state);
                  });
            })
        .build();
  }

  @ParameterizedTest
  @MethodSource("searches")
  void one_that_only_tries_does_not_wait(Options options) {
    Model model =
        memory -> {
          SpinLock a = memory.spinLock("a");
          SpinLock b = memory.spinLock("b");
          return withServer(
              memory,
              Vcpu.of("waits", () -> nested(a, b)),
              Vcpu.of(
                  "tries",
                  () ->
                      memory.loop(
                          0,
                          state -> {
                            b.lock();
                            boolean hasBoth = a.tryLock();
                            if (hasBoth) {
                              a.unlock();
                            }
                            b.unlock();
                            return hasBoth ? Iteration.done(0) : Iteration.again(state);
                          })));
        };
    assertVerified(model, options);
  }

  /**
   * Before each vCPU waits for its second lock it reads what another has handed over to it: nobody
   * races for that, so the reads and the lock are one block, and the vCPU waits behind the reads.
   *
   * @param inOneOrder whether both take the locks in the same order
   */
  private static Model behindReads(boolean inOneOrder) {
    return memory -> {
      SpinLock a = memory.spinLock("a");
      SpinLock b = memory.spinLock("b");
      IntCell data = memory.intCell("data", 0);
      IntCell isHandedOver = memory.intCell("isHandedOver", 0);
      IntCell counter = memory.intCell("counter", 0);
      return withServer(
          memory,
          Vcpu.of(
              "maker",
              () -> {
                data.set(1);
                isHandedOver.set(1, Access.RELEASE);
              }),
          Vcpu.of("ab", () -> reading(a, b, isHandedOver, counter, data)),
          Vcpu.of(
              "ba",
              () -> reading(inOneOrder ? a : b, inOneOrder ? b : a, isHandedOver, counter, data)));
    };
  }

  private static void reading(
      SpinLock outer, SpinLock inner, IntCell isHandedOver, IntCell counter, IntCell data) {
    isHandedOver.await(1);
    outer.lock();
    counter.getAndAdd(1);
    data.get();
    inner.lock();
    inner.unlock();
    outer.unlock();
  }

  @ParameterizedTest
  @MethodSource("searches")
  void waiting_behind_accesses_of_the_same_block_is_seen(Options options) {
    assertShortest(10, deadlock(behindReads(false), options), options);
    deadlock(behindReads(false), options.withShortest(false));
    assertVerified(behindReads(true), options);
  }

  /** A struct with a lock. */
  private record Struct(SpinLock lock) {
    static Struct in(Cells cells) {
      return new Struct(cells.spinLock("lock"));
    }
  }

  /**
   * Two take the locks of two structs, in one order or not.
   *
   * @param inOneOrder whether the order is one
   */
  private static Model structs(boolean inOneOrder) {
    return memory -> {
      Slab<Struct> slab = memory.slab("struct", 2, Struct::in);
      List<RefCell<Struct>> shared =
          IntStream.range(0, 2)
              .mapToObj(at -> memory.refCell("p" + at, Objects.requireNonNull(slab.alloc())))
              .toList();
      return withServer(
          memory,
          Vcpu.of("01", () -> nested(lock(shared.get(0)), lock(shared.get(1)))),
          Vcpu.of(
              "10",
              () ->
                  nested(
                      lock(shared.get(inOneOrder ? 0 : 1)), lock(shared.get(inOneOrder ? 1 : 0)))));
    };
  }

  private static SpinLock lock(RefCell<Struct> shared) {
    return Objects.requireNonNull(shared.get(Access.ACQUIRE)).lock();
  }

  @ParameterizedTest
  @MethodSource("searches")
  void locks_of_structs_are_locks(Options options) {
    deadlock(structs(false), options);
    assertVerified(structs(true), options);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_lock_held_from_the_start_is_never_released(Options options) {
    Model model =
        memory -> {
          SpinLock lock = memory.spinLock("a");
          lock.lock();
          return withServer(memory, Vcpu.of("waits", lock::lock));
        };
    Counterexample found = deadlock(model, options);
    assertEquals("deadlock: waits waits for a held since before the start", found.message());
    assertShortest(0, found, options);
  }
}
