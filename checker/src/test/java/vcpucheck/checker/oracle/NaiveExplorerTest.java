package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.IndependentStores;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

final class NaiveExplorerTest {
  @Test
  void interleavings_have_closed_forms() {
    assertEquals(20, explore(new IndependentStores(2, 3)).interleavings());
    assertEquals(1_680, explore(new IndependentStores(3, 3)).interleavings());
    assertEquals(70, explore(new CriticalSections(2, 4)).interleavings());
  }

  @Test
  void more_interleavings_than_the_limit_are_no_result() {
    assertEquals(Optional.empty(), NaiveExplorer.explore(new IndependentStores(3, 3), 1_000));
  }

  @Test
  void philosophers_deadlock() {
    assertEquals(Set.of("deadlock"), explore(new Philosophers(2)).violated());
  }

  @Test
  void a_lost_update_is_one_of_two_outcomes() {
    NaiveOutcomes outcomes =
        explore(
            memory -> {
              IntCell x = memory.intCell("x", 0);
              Runnable increment = () -> x.set(x.get(Access.OPAQUE) + 1, Access.OPAQUE);
              return two(increment, increment);
            });

    assertEquals(Set.of(Map.of("x", "1"), Map.of("x", "2")), outcomes.finalStates());
    assertEquals(6, outcomes.interleavings());
  }

  @Test
  void final_states_name_every_cell_lock_and_slot() {
    record Pair(IntCell left, RefCell<Pair> right) {
      static Pair in(Cells cells) {
        return new Pair(cells.intCell("left", 3), cells.refCell("right"));
      }
    }

    NaiveOutcomes outcomes =
        explore(
            memory -> {
              Slab<Pair> slab = memory.slab("pair", 2, Slab.Reuse.LOWEST, Pair::in);
              RefCell<Pair> last = memory.refCell("last");
              memory.valueCell("value", "text");
              memory.longCell("wide", -1);
              memory.spinLock("lock");
              return one(
                  () -> {
                    Pair pair = slab.alloc();
                    if (pair != null) {
                      pair.left().set(4);
                      pair.right().set(pair);
                      last.set(pair);
                    }
                  });
            });

    assertEquals(
        Set.of(
            Map.of(
                "last", "pair#0",
                "lock", "free",
                "pair#0", "allocated",
                "pair#0.left", "4",
                "pair#0.right", "pair#0",
                "pair#1", "free",
                "pair#1.left", "3",
                "pair#1.right", "null",
                "value", "text",
                "wide", "-1")),
        outcomes.finalStates());
  }

  @Test
  void choices_and_allocation_failures_are_explored() {
    assertEquals(
        Set.of(Map.of("x", "0"), Map.of("x", "1"), Map.of("x", "2")),
        explore(
                memory -> {
                  IntCell x = memory.intCell("x", 0);
                  return one(() -> x.set(memory.choose("number", 3)));
                })
            .finalStates());
    assertEquals(
        3,
        explore(
                memory -> {
                  Slab<IntCell> slab = slab(memory);
                  Program program =
                      one(
                          () -> {
                            slab.alloc();
                            slab.alloc();
                          });
                  return new Program(program.vcpus(), List.of(), 1);
                })
            .interleavings());
  }

  @Test
  void a_lock_held_at_the_end_of_a_step_is_a_violation() {
    assertViolated(
        "lock-discipline",
        memory -> {
          SpinLock lock = memory.spinLock("lock");
          return one(lock::lock);
        });
  }

  @Test
  void plain_conflicts_are_races_if_the_program_asks() {
    assertViolated("no-data-race", memory -> accesses(memory, Access.PLAIN, Access.VOLATILE));
    assertEquals(
        Set.of(), explore(memory -> accesses(memory, Access.OPAQUE, Access.VOLATILE)).violated());
  }

  @Test
  void leaks_and_ends_are_judged_at_the_end() {
    assertViolated(
        "no-leak",
        memory -> {
          Slab<IntCell> slab = slab(memory);
          return Program.of(List.of(Vcpu.of("only", slab::alloc)), Property.noLeak(slab));
        });
    assertViolated(
        "at-end",
        memory -> {
          IntCell x = memory.intCell("x", 0);
          return Program.of(
              List.of(Vcpu.of("only", () -> x.set(1))),
              Property.atEnd("at-end", () -> x.get() == 1 ? Optional.of("x=1") : Optional.empty()));
        });
  }

  private static Program accesses(Memory memory, Access load, Access store) {
    IntCell x = memory.intCell("x", 0);
    List<Vcpu<?>> vcpus =
        List.of(Vcpu.of("reader", () -> x.get(load)), Vcpu.of("writer", () -> x.set(1, store)));
    return Program.of(vcpus, Property.noDataRace());
  }

  private static Slab<IntCell> slab(Memory memory) {
    Function<Cells, IntCell> constructor = cells -> cells.intCell("data", 0);
    return memory.slab("node", 3, Slab.Reuse.LOWEST, constructor);
  }

  private static Program one(Runnable body) {
    return Program.of(List.of(Vcpu.of("only", body)));
  }

  private static Program two(Runnable first, Runnable second) {
    return Program.of(List.of(Vcpu.of("first", first), Vcpu.of("second", second)));
  }

  private static NaiveOutcomes explore(Model model) {
    return NaiveExplorer.explore(model, 20_000).orElseThrow();
  }

  private static void assertViolated(String property, Model model) {
    assertEquals(Set.of(property), explore(model).violated());
  }
}
