package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;

/** Code that breaks the rules of the explorer is told so, whatever it does. */
final class TrapsTest {
  private static Model model(Function<Memory, Runnable> code) {
    return memory -> {
      Runnable body = code.apply(memory);
      return Program.of(List.of(Vcpu.of("vcpu0", body), Vcpu.of("vcpu1", body)));
    };
  }

  private static void assertRefused(String rule, Model model) {
    ModelException e = assertThrows(ModelException.class, () -> Checker.of(model).run());
    assertTrue(String.valueOf(e.getMessage()).contains(rule), e::getMessage);
  }

  @Test
  void swallowed_unwinding() {
    assertRefused(
        "must let the checker unwind it",
        model(
            memory -> {
              IntCell cell = memory.intCell("cell", 0);
              return () -> {
                try {
                  cell.set(cell.get() + 1);
                } catch (Throwable swallowed) {
                  // goes on as if nothing had happened
                }
              };
            }));
  }

  @Test
  void endless_operations_while_unwinding() {
    assertRefused(
        "asks for operation after operation while it is unwound",
        model(
            memory -> {
              IntCell cell = memory.intCell("cell", 0);
              return () -> {
                while (true) {
                  try {
                    IntCell.class.getMethod("set", int.class).invoke(cell, 1);
                  } catch (ReflectiveOperationException swallowed) {
                    // reflection wraps what is thrown, the unwinding too
                  }
                }
              };
            }));
  }

  @Test
  @SuppressWarnings("finally")
  void return_in_finally() {
    assertRefused(
        "must let the checker unwind it",
        model(
            memory -> {
              IntCell cell = memory.intCell("cell", 0);
              return () -> {
                try {
                  cell.set(1);
                } finally {
                  return;
                }
              };
            }));
  }

  @Test
  void unlocking_in_finally_is_harmless() {
    Result result =
        Checker.of(
                model(
                    memory -> {
                      SpinLock lock = memory.spinLock("lock");
                      IntCell cell = memory.intCell("cell", 0);
                      return () -> {
                        lock.lock();
                        try {
                          cell.set(cell.get() + 1);
                        } finally {
                          lock.unlock();
                        }
                      };
                    }))
            .run();
    assertEquals("verified", result.verdict().word());
  }

  @Test
  void nondeterministic_code() {
    AtomicInteger clock = new AtomicInteger();
    assertRefused(
        "must do the same when it observes the same",
        model(
            memory -> {
              IntCell cell = memory.intCell("cell", 0);
              return () -> {
                cell.set(clock.incrementAndGet());
                cell.set(0);
              };
            }));
  }

  @Test
  void nondeterminism_in_the_last_operation() {
    AtomicInteger clock = new AtomicInteger();
    assertRefused(
        "must do the same when it observes the same",
        model(
            memory -> {
              IntCell cell = memory.intCell("cell", 0);
              return () -> cell.set(clock.incrementAndGet());
            }));
  }

  @Test
  void a_scope_that_changes_an_object_made_outside() {
    assertRefused(
        "a scope that changes an object made outside of it",
        model(
            memory -> {
              IntCell cell = memory.intCell("cell", 0);
              return () -> {
                int[] seen = new int[1];
                memory.run(() -> seen[0] = cell.getAndAdd(1) + 1);
                cell.set(seen[0]);
              };
            }));
  }

  @Test
  void a_value_smuggled_out_of_a_scope() {
    Model unsound =
        memory -> {
          IntCell cell = memory.intCell("cell", 0);
          IntCell seen = memory.intCell("seen", 0);
          List<Integer> smuggled = new ArrayList<>();
          Runnable body =
              () -> {
                memory.run(
                    () -> {
                      smuggled.clear();
                      smuggled.add(cell.getAndAdd(1));
                    });
                seen.add(smuggled.isEmpty() ? 0 : smuggled.get(0));
              };
          return Program.of(List.of(Vcpu.of("vcpu0", body), Vcpu.of("vcpu1", body)));
        };
    assertRefused("must do the same when it observes the same", unsound);
  }

  @Test
  void a_value_that_can_change_must_not_leave_a_scope() {
    assertRefused(
        "must be immutable",
        model(
            memory -> {
              IntCell cell = memory.intCell("cell", 0);
              return () -> cell.set(memory.call(() -> new int[] {cell.get()})[0]);
            }));
  }

  @Test
  void a_loop_without_an_operation() {
    assertRefused(
        "must not come round without a memory operation",
        model(
            memory ->
                () ->
                    memory.loop(
                        "again",
                        again -> again.isEmpty() ? Iteration.done(0) : Iteration.again(again))));
  }

  @Test
  void steps_without_an_operation() {
    Vcpu<Integer> endless = new Vcpu<>("vcpu0", 0, round -> Optional.of(round + 1));
    assertRefused(
        "must not come round without a memory operation", memory -> Program.of(List.of(endless)));
  }

  @Test
  void merged_histories_must_hold_the_same_locks() {
    assertRefused(
        "must hold the same locks",
        model(
            memory -> {
              SpinLock lock = memory.spinLock("lock");
              IntCell cell = memory.intCell("cell", 0);
              return () -> {
                memory.run(
                    () -> {
                      if (memory.choose("take it", 2) == 1) {
                        lock.lock();
                      }
                    });
                cell.set(1);
              };
            }));
  }

  @Test
  void cells_are_made_only_while_the_model_is_built() {
    assertRefused(
        "cells are made only while a model is built",
        model(memory -> () -> memory.intCell("late", 0).set(1)));
  }

  @Test
  void swallowing_the_refusal_does_not_help() {
    assertRefused(
        "cells are made only while a model is built",
        model(
            memory ->
                () -> {
                  try {
                    memory.intCell("late", 0);
                  } catch (ModelException swallowed) {
                    memory.fence(vcpucheck.checker.memory.Fence.FULL);
                  }
                }));
  }

  @Test
  void an_exhausted_slab_is_no_failed_allocation() {
    assertRefused(
        "a slab must have room for every allocation",
        model(
            memory -> {
              var slab = memory.slab("node", 1, cells -> cells.intCell("field", 0));
              return () -> slab.alloc();
            }));
  }

  /** What a function given to a cell throws, no handler of the code under test sees. */
  private record Throwing() implements UnaryOperator<String> {
    @Override
    public String apply(String value) {
      throw new IllegalStateException("thrown on purpose");
    }
  }

  @Test
  void a_function_of_a_value_that_throws() {
    Model projects =
        memory -> {
          ValueCell<String> cell = memory.valueCell("cell", "text");
          return Program.of(
              List.of(
                  Vcpu.of(
                      "vcpu",
                      () -> {
                        try {
                          cell.project(new Throwing(), Access.OPAQUE);
                        } catch (IllegalStateException e) {
                          cell.set("caught", Access.OPAQUE);
                        }
                      })));
        };
    assertRefused("a function of a cell's value must have an answer for each value", projects);
    Model updates =
        memory -> {
          ValueCell<String> cell = memory.valueCell("cell", "text");
          return Program.of(
              List.of(Vcpu.of("vcpu", () -> cell.update(new Throwing(), Access.OPAQUE))));
        };
    assertRefused("thrown=java.lang.IllegalStateException: thrown on purpose", updates);
  }
}
