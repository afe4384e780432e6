package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Output;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.trace.Counterexample;

/** Outputs are among the outcomes, and nothing to any other search. */
final class OutputTest {
  /** Store buffering: each vCPU shows what it loads. */
  private static Program storeBuffering(Memory memory, boolean isShown) {
    IntCell x = memory.intCell("x");
    IntCell y = memory.intCell("y");
    Output none = Output.NONE;
    Output seen = memory.output("vcpu0 sees");
    Output other = memory.output("vcpu1 sees");
    return Program.builder()
        .vcpu("vcpu0", () -> storeAndLoad(x, y, isShown ? seen : none))
        .vcpu("vcpu1", () -> storeAndLoad(y, x, isShown ? other : none))
        .build();
  }

  private static void storeAndLoad(IntCell mine, IntCell other, Output output) {
    mine.set(1, Access.OPAQUE);
    output.emit(other.get(Access.OPAQUE));
  }

  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void what_is_loaded_is_shown_under_each_memory_model(MemoryModel memory) {
    Outcomes outcomes =
        Checker.of(shared -> storeBuffering(shared, true)).memory(memory).outcomes();
    Set<Map<String, String>> expected =
        new HashSet<>(
            Set.of(
                Map.of("vcpu0 sees", "[0]", "vcpu1 sees", "[1]"),
                Map.of("vcpu0 sees", "[1]", "vcpu1 sees", "[0]"),
                Map.of("vcpu0 sees", "[1]", "vcpu1 sees", "[1]")));
    if (memory != MemoryModel.SC) {
      expected.add(Map.of("vcpu0 sees", "[0]", "vcpu1 sees", "[0]"));
    }
    assertEquals(expected, outcomes.shown());
    assertEquals(Set.of(Map.of("x", "1", "y", "1")), outcomes.ends());
  }

  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void any_other_search_is_as_without_them(MemoryModel memory) {
    assertEquals(
        Checker.of(shared -> storeBuffering(shared, false)).memory(memory).run(),
        Checker.of(shared -> storeBuffering(shared, true)).memory(memory).run());
  }

  @Test
  void vcpus_with_one_output_show_their_order() {
    Model model =
        memory -> {
          Output log = memory.output("log");
          return Program.builder()
              .vcpu("vcpu0", () -> log.emit("a"))
              .vcpu("vcpu1", () -> log.emit("b"))
              .build();
        };
    assertEquals(
        Set.of(Map.of("log", "[a, b]"), Map.of("log", "[b, a]")),
        Checker.of(model).outcomes().shown());
  }

  /** A vCPU that shows something, and one that goes round for ever from its second step on. */
  private static Model spinning() {
    return memory -> {
      IntCell stop = memory.intCell("stop");
      Output log = memory.output("log");
      Vcpu<?> spinner =
          Vcpu.of(
              "spinner",
              () -> {
                stop.set(1, Access.OPAQUE);
                log.emit("spins");
                memory.<Integer, Integer>loop(
                    0,
                    round -> stop.get(Access.OPAQUE) == 2 ? Iteration.done(0) : Iteration.again(0));
              });
      return Program.of(List.of(spinner), Property.noLivelock());
    };
  }

  @Test
  void a_cycle_is_told_without_them() {
    Counterexample plain = Checker.of(spinning()).run().counterexample().orElseThrow();
    Counterexample shown =
        Checker.of(spinning()).outcomes().result().counterexample().orElseThrow();
    assertEquals(plain.steps(), shown.steps());
    assertEquals(plain.lasso(), shown.lasso());
    assertTrue(plain.lasso().isPresent());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void names_are_different(boolean isAskedForOutcomes) {
    Checker twice =
        Checker.of(
            memory -> {
              memory.output("log");
              memory.output("log");
              return Program.builder().vcpu("vcpu0", () -> {}).build();
            });
    ModelException problem =
        assertThrows(ModelException.class, isAskedForOutcomes ? twice::outcomes : twice::run);
    assertTrue(problem.toString().contains("output=log"), problem::toString);
  }

  @Test
  void an_observable_has_another_name() {
    Checker twice =
        Checker.of(
            memory -> {
              memory.output("log");
              return Program.builder()
                  .vcpu("vcpu0", () -> {})
                  .properties(Property.observable("log", () -> ""))
                  .build();
            });
    ModelException problem = assertThrows(ModelException.class, twice::outcomes);
    assertTrue(problem.toString().contains("name=log"), problem::toString);
  }

  @Test
  void threads_have_outputs_that_nobody_looks_at() {
    assertSame(Output.NONE, NativeMemory.create().output("log"));
  }
}
