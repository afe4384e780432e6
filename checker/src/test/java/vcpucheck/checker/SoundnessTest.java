package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/** Corners in which merging or reducing could lose a violation, or never come to an end. */
final class SoundnessTest {
  private static void assertRefused(String rule, Model model) {
    ModelException e = assertThrows(ModelException.class, () -> Checker.of(model).run());
    assertTrue(String.valueOf(e.getMessage()).contains(rule), e::getMessage);
  }

  private static Model twice(java.util.function.Function<Memory, Runnable> code) {
    return memory -> {
      Runnable body = code.apply(memory);
      return Program.of(List.of(Vcpu.of("vcpu0", body), Vcpu.of("vcpu1", body)));
    };
  }

  /** What a vCPU does with a value that it has smuggled out of a scope. */
  private interface Smuggled {
    void use(Memory memory, int smuggled, IntCell flag);
  }

  /** The first vCPU smuggles 0, the second 1. */
  private static Model smuggling(Smuggled code) {
    return twice(
        memory -> {
          IntCell cell = memory.intCell("cell", 0);
          IntCell flag = memory.intCell("flag", 0);
          return () -> {
            int[] seen = new int[1];
            memory.run(() -> seen[0] = cell.getAndAdd(1));
            code.use(memory, seen[0], flag);
          };
        });
  }

  // ---- what scopes forget ----

  @Test
  void a_smuggled_value_that_decides_whether_a_program_ends() {
    assertRefused(
        "must do the same when it observes the same",
        smuggling(
            (memory, smuggled, flag) -> {
              if (smuggled == 1) {
                flag.set(1, Access.OPAQUE);
              }
            }));
  }

  @Test
  void a_smuggled_value_that_decides_how_a_loop_goes_on() {
    assertRefused(
        "must not matter afterwards",
        twice(
            memory -> {
              IntCell cell = memory.intCell("cell", 0);
              IntCell flag = memory.intCell("flag", 0);
              return () ->
                  memory.<String, Boolean>loop(
                      "first",
                      state -> {
                        if (!state.equals("first")) {
                          flag.set(state.length(), Access.OPAQUE);
                          return Iteration.done(true);
                        }
                        int[] seen = new int[1];
                        memory.run(() -> seen[0] = cell.getAndAdd(1));
                        return Iteration.again(seen[0] == 1 ? "smuggled" : "next");
                      });
            }));
  }

  @Test
  void a_smuggled_value_that_a_loop_begins_with() {
    assertRefused(
        "must not matter afterwards",
        smuggling(
            (memory, smuggled, flag) ->
                memory.<Integer, Boolean>loop(
                    smuggled,
                    state -> {
                      flag.set(1, Access.OPAQUE);
                      return Iteration.done(true);
                    })));
  }

  @Test
  void a_smuggled_value_that_a_scope_returns() {
    assertRefused(
        "must not matter afterwards",
        smuggling(
            (memory, smuggled, flag) -> {
              int returned = memory.call(() -> smuggled);
              flag.set(returned == 1 ? 1 : 0, Access.OPAQUE);
            }));
  }

  @Test
  void a_program_that_ends_by_chance() {
    AtomicInteger clock = new AtomicInteger();
    assertRefused(
        "vCPUs share nothing and remember nothing but through the memory",
        twice(
            memory -> {
              IntCell cell = memory.intCell("cell", 0);
              return () -> {
                cell.set(1, Access.OPAQUE);
                if (clock.incrementAndGet() > 1) {
                  cell.set(2, Access.OPAQUE);
                }
              };
            }));
  }

  // ---- what reductions assume ----

  private record Node(SpinLock lock) {}

  /**
   * A lock in a struct that is freed and allocated again while the lock is held excludes nobody:
   * both vCPUs are in critical sections of it.
   */
  private static Program lockFreedWhileHeld(Memory memory) {
    Slab<Node> slab = memory.slab("node", 1, cells -> new Node(cells.spinLock("lock")));
    RefCell<Node> shared = memory.refCell("shared");
    IntCell turn = memory.intCell("turn", 0);
    IntCell guarded = memory.intCell("guarded", 0);
    return Program.of(
        List.of(
            Vcpu.of(
                "holder",
                () -> {
                  Node node = Objects.requireNonNull(slab.alloc());
                  node.lock().lock();
                  shared.set(node, Access.RELEASE);
                  turn.set(1, Access.RELEASE);
                  turn.await(2);
                  guarded.set(1, Access.OPAQUE);
                  int seen = guarded.get(Access.OPAQUE);
                  memory.expect(seen == 1, "exclusive", "somebody else wrote: " + seen);
                  node.lock().unlock();
                }),
            Vcpu.of(
                "thief",
                () -> {
                  turn.await(1);
                  slab.free(Objects.requireNonNull(shared.get(Access.ACQUIRE)));
                  Node again = Objects.requireNonNull(slab.alloc());
                  again.lock().lock();
                  turn.set(2, Access.RELEASE);
                  guarded.set(2, Access.OPAQUE);
                  again.lock().unlock();
                })));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_lock_that_was_freed_while_held_guards_nothing(boolean blocks) {
    Result result =
        Checker.of(SoundnessTest::lockFreedWhileHeld)
            .with(Options.defaults().with(blocks ? Reductions.all() : Reductions.none()))
            .run();
    assertEquals("violated", result.verdict().word());
  }

  @Test
  void many_choices_in_a_row_do_not_multiply() {
    Model model =
        memory -> {
          IntCell sum = memory.intCell("sum", 0);
          return Program.of(
              List.of(
                  new Vcpu<>(
                      "guest",
                      List.of(40, 0),
                      local -> {
                        int bit = memory.choose("bit", 2);
                        int left = local.get(0) - 1;
                        int parity = (local.get(1) + bit) % 2;
                        if (left == 0) {
                          sum.set(parity, Access.OPAQUE);
                          return Optional.empty();
                        }
                        return Optional.of(List.of(left, parity));
                      })));
        };
    assertVerifiedInFewTransitions(model);
  }

  @Test
  void endless_choices_come_to_an_end() {
    Model model =
        memory -> {
          IntCell sum = memory.intCell("sum", 0);
          return Program.of(
              List.of(
                  Vcpu.of(
                      "guest",
                      () -> {
                        int last =
                            memory.<Integer, Integer>loop(
                                0,
                                before -> {
                                  int bit = memory.choose("what", 3);
                                  return bit == 2 ? Iteration.done(before) : Iteration.again(bit);
                                });
                        sum.set(last, Access.OPAQUE);
                      })),
              Property.noLivelock());
        };
    assertVerifiedInFewTransitions(model);
  }

  /** Were every way through the choices a transition of its own, memory would run out. */
  private static void assertVerifiedInFewTransitions(Model model) {
    Result result = Checker.of(model).run();
    assertEquals("verified", result.verdict().word());
    assertTrue(result.stats().transitions() < 100_000, () -> result.stats().toString());
  }

  // ---- what a search promises of its counterexample ----

  private record Struct(IntCell field) {}

  /** The violation is a faulty operation in the very last state that the search expands. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_faulty_last_operation_has_the_shortest_counterexample(boolean blocks) {
    Model model =
        memory -> {
          Slab<Struct> slab = memory.slab("struct", 1, cells -> new Struct(cells.intCell("f", 0)));
          IntCell own = memory.intCell("own", 0);
          IntCell other = memory.intCell("other", 0);
          return Program.of(
              List.of(
                  Vcpu.of(
                      "vcpu0",
                      () -> {
                        Struct struct = Objects.requireNonNull(slab.alloc());
                        slab.free(struct);
                        struct.field().set(1, Access.OPAQUE);
                      }),
                  Vcpu.of(
                      "vcpu1",
                      () -> {
                        own.set(1, Access.OPAQUE);
                        other.set(1, Access.OPAQUE);
                      })));
        };
    Result result =
        Checker.of(model)
            .with(Options.defaults().with(blocks ? Reductions.all() : Reductions.none()))
            .run();
    Verdict.Violated violated = (Verdict.Violated) result.verdict();
    assertEquals(3, violated.counterexample().steps().size());
  }

  /** Two vCPUs in front of accesses to a freed struct do not race: neither can go on. */
  @ParameterizedTest
  @EnumSource(names = "RANDOM", mode = EnumSource.Mode.EXCLUDE)
  void a_use_after_free_of_two_is_no_race(Options.Order order) {
    Model model =
        memory -> {
          Slab<Struct> slab = memory.slab("struct", 1, cells -> new Struct(cells.intCell("f", 0)));
          RefCell<Struct> pointer = memory.refCell("pointer", slab.alloc());
          return Program.of(
              List.of(
                  Vcpu.of(
                      "reader",
                      () ->
                          Objects.requireNonNull(pointer.get(Access.ACQUIRE))
                              .field()
                              .get(Access.PLAIN)),
                  Vcpu.of(
                      "remover",
                      () -> {
                        Struct struct = Objects.requireNonNull(pointer.get(Access.ACQUIRE));
                        slab.free(struct);
                        struct.field().set(1, Access.OPAQUE);
                      })),
              Property.noDataRace());
        };
    Result result = Checker.of(model).with(Options.defaults().with(order)).run();
    Verdict.Violated violated = (Verdict.Violated) result.verdict();
    assertEquals("memory-safety", violated.counterexample().property());
  }
}
