package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Output;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.report.StoryText;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.report.TraceText;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Returned;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.trace.TraceFile;

/** What C functions return along a counterexample, where it is known. */
final class ReturnsTest {
  private record Thing(IntCell field) {}

  private record Found(@Nullable Thing thing, List<Thing> others, boolean isFirst) {}

  /** It has a text of its own. */
  private record Pointer(Thing thing) {
    @Override
    public String toString() {
      return "*" + thing;
    }
  }

  /** Functions of C, and what a vCPU that calls them ends with. */
  private static final class Code {
    private final Memory memory;
    private final IntCell count;
    private final Slab<Thing> things;

    Code(Memory memory) {
      this.memory = memory;
      count = memory.intCell("count", 0);
      things = memory.slab("thing", 2, cells -> new Thing(cells.intCell("field", 0)));
    }

    @CFunction("inner")
    int inner() {
      return memory.call(() -> count.getAndAdd(1, Access.VOLATILE));
    }

    @CFunction("outer")
    long outer() {
      return memory.call(
          () -> {
            int first = inner();
            return 10L * inner() + first;
          });
    }

    @CFunction("nothing")
    void nothing() {
      memory.run(() -> count.set(5));
    }

    @CFunction("nothing_at_all")
    @Nullable Void nothingAtAll() {
      return memory.<@Nullable Void>call(
          () -> {
            count.set(5);
            return null;
          });
    }

    @CFunction("ignored")
    void ignored() {
      boolean isZero = memory.call(() -> count.get() == 0);
      count.set(isZero ? 1 : 0);
    }

    @CFunction("more")
    int more() {
      int seen = memory.call(() -> count.get());
      return seen + 1;
    }

    @CFunction("either")
    int either(boolean isAsked) {
      return isAsked ? memory.call(() -> count.get()) : -1;
    }

    @CFunction("find")
    @Nullable Thing find(boolean isThere) {
      return memory.<@Nullable Thing>call(() -> isThere ? things.alloc() : missing());
    }

    private @Nullable Thing missing() {
      return count.get() == 7 ? things.alloc() : null;
    }

    @CFunction("find")
    Found findAll() {
      return memory.call(
          () -> {
            Thing one = find(true);
            Thing other = find(true);
            return new Found(one, other == null ? List.of() : List.of(other), true);
          });
    }

    @CFunction("point")
    Optional<Pointer> point() {
      return memory.call(() -> Optional.ofNullable(things.alloc()).map(Pointer::new));
    }

    @CFunction("fails")
    boolean fails() {
      return memory.call(
          () -> {
            memory.expect(count.get() == 99, "ninety-nine", "it is not");
            return true;
          });
    }

    @CFunction("loop")
    int loop() {
      return memory.call(
          () ->
              memory.loop(
                  0,
                  round -> {
                    inner();
                    return round == 1 ? Iteration.done(round) : Iteration.again(round + 1);
                  }));
    }

    int unmarked() {
      return memory.call(() -> count.get());
    }
  }

  /** One vCPU that calls functions and then finds what is wrong. */
  private static Model model(Consumer<Code> calls) {
    return memory -> {
      Code code = new Code(memory);
      return Program.builder()
          .vcpu(
              "vcpu0",
              () -> {
                calls.accept(code);
                code.fails();
              })
          .build();
    };
  }

  private static Counterexample counterexample(Model model, MemoryModel memory) {
    return Checker.of(model).memory(memory).run().counterexample().orElseThrow();
  }

  /** What is returned, behind the operation that it follows: "add count: inner returns 0". */
  private static List<String> returns(Counterexample found) {
    return found.steps().stream()
        .flatMap(
            step ->
                step.returns().stream()
                    .map(
                        call ->
                            step.operation().split(" ", 2)[0]
                                + ": "
                                + call.function()
                                + " returns "
                                + call.value()
                                + " from "
                                + call.from()))
        .toList();
  }

  private static List<String> returns(Consumer<Code> calls) {
    return returns(counterexample(model(calls), MemoryModel.SC));
  }

  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void nested_calls_return_innermost_first_behind_their_last_operations(MemoryModel memory) {
    assertEquals(
        List.of(
            "add: inner returns 0 from 0",
            "add: inner returns 1 from 1",
            "add: outer returns 10 from 0"),
        returns(counterexample(model(Code::outer), memory)));
  }

  @Test
  void a_function_without_a_result_returns_nothing() {
    assertEquals(List.of(), returns(Code::nothing));
    assertEquals(List.of(), returns(Code::nothingAtAll));
    assertEquals(List.of("load: find returns null from 0"), returns(code -> code.find(false)));
  }

  @Test
  void a_function_that_is_never_left_returns_nothing() {
    assertEquals(List.of(), returns(code -> {}));
    Counterexample found = counterexample(model(code -> {}), MemoryModel.SC);
    assertEquals("fails", found.steps().get(found.steps().size() - 1).function());
  }

  @Test
  void what_is_not_the_result_of_the_function_is_not_told() {
    assertEquals(List.of(), returns(Code::ignored));
    assertEquals(List.of(), returns(Code::more));
    assertEquals(List.of(), returns(Code::unmarked));
    assertEquals(List.of(), returns(code -> code.either(false)));
    assertEquals(List.of("load: either returns 0 from 0"), returns(code -> code.either(true)));
  }

  @Test
  void of_methods_that_model_one_function_the_outermost_returns_and_slots_have_their_names() {
    assertEquals(
        List.of("alloc: find returns Found[thing=thing#0, others=[thing#1], isFirst=true] from 0"),
        returns(Code::findAll));
    assertEquals(List.of("alloc: find returns thing#0 from 0"), returns(code -> code.find(true)));
    assertEquals(List.of("alloc: point returns Optional[*thing#0] from 0"), returns(Code::point));
  }

  @Test
  void each_round_of_a_loop_returns_what_it_calls() {
    assertEquals(
        List.of(
            "add: inner returns 0 from 0",
            "add: inner returns 1 from 1",
            "add: loop returns 1 from 0"),
        returns(Code::loop));
  }

  @Test
  void a_call_without_an_operation_returns_behind_the_one_before() {
    assertEquals(
        List.of("load: first returns 0 from 0", "load: idle returns 4 from 0"),
        returns(
            counterexample(
                memory -> {
                  Idle idle = new Idle(memory, memory.intCell("count", 0));
                  return Program.builder()
                      .vcpu(
                          "vcpu0",
                          () -> {
                            idle.idle(3);
                            idle.first();
                            idle.idle(4);
                            memory.expect(idle.count().get() == 1, "one", "it is not");
                          })
                      .build();
                },
                MemoryModel.SC)));
  }

  private record Idle(Memory memory, IntCell count) {
    @CFunction("first")
    int first() {
      return memory.call(() -> count.get());
    }

    @CFunction("idle")
    int idle(int value) {
      return memory.call(() -> value);
    }
  }

  // ---- outputs ----

  @Test
  void what_is_remembered_of_outputs_is_no_step_that_something_returns_after() {
    Outcomes outcomes =
        Checker.of(
                memory -> {
                  Code code = new Code(memory);
                  Output seen = memory.output("seen");
                  return Program.builder()
                      .vcpu(
                          "vcpu0",
                          () -> {
                            seen.emit("begin");
                            code.inner();
                            seen.emit("middle");
                            code.outer();
                          })
                      .build();
                })
            .outcomes(false, true);
    assertEquals(
        List.of(
            new Returned("inner", "0", 0),
            new Returned("inner", "1", 1),
            new Returned("inner", "2", 2),
            new Returned("outer", "21", 1)),
        outcomes.witnesses().values().iterator().next().steps().stream()
            .flatMap(step -> step.returns().stream())
            .toList());
  }

  // ---- traces ----

  private static TraceFile trace(Counterexample found) {
    return TraceFile.of(
        "T1",
        "toy",
        new Configuration("old", "locked", Optional.empty(), 1),
        "sc",
        Options.Build.DEBUG,
        found);
  }

  @Test
  void traces_have_it_and_those_of_before_replay_without_it() {
    Model model = model(Code::outer);
    TraceFile trace = trace(counterexample(model, MemoryModel.SC));
    assertEquals(trace, TraceFile.parse(trace.text().getBytes(StandardCharsets.UTF_8)));
    String before = trace.text().replaceAll(",\"returns\":\\[[^]]*\\]", "");
    assertFalse(before.equals(trace.text()) || before.contains("returns"), before);
    TraceFile old = TraceFile.parse(before.getBytes(StandardCharsets.UTF_8));
    assertTrue(old.steps().stream().allMatch(step -> step.returns().isEmpty()));
    Replay replay = Checker.of(model).replay(old.schedule(), old.operations());
    assertEquals(trace.property(), replay.violation().orElseThrow().property());
    assertEquals(trace.steps(), replay.steps());
  }

  // ---- what is shown ----

  @Test
  void the_table_has_a_line_behind_the_operation() {
    Counterexample found = counterexample(model(Code::outer), MemoryModel.SC);
    assertEquals(
        """
          step | operation                        | Java source
          -----+----------------------------------+------------
               | vcpu0 []                         |
               |   inner:                         |
             1 |     add (volatile) count: 0 -> 1 | A.java:1
               |   inner returns 0                |
        """,
        TraceText.steps(
                List.of("vcpu0"),
                List.of(at(found.steps().get(0), "A.java:1")),
                new TextStyle(true, 60))
            .replaceAll(" +\n", "\n"));
  }

  private static Step at(Step step, String source) {
    return new Step(
        step.vcpu(), "", step.operation(), step.value(), source, step.function(), step.returns());
  }

  /** A reader that finds out what a writer has done, and says so in what it returns. */
  private record Reader(Memory memory, IntCell flag, IntCell other) {
    static Model model(boolean isPassedOn) {
      return memory -> {
        Reader reader = new Reader(memory, memory.intCell("flag", 0), memory.intCell("other", 0));
        return Program.builder()
            .vcpu("writer", () -> reader.flag().set(3))
            .vcpu(
                "reader",
                () -> {
                  int seen = isPassedOn ? reader.read() : reader.judge();
                  reader.other().set(seen);
                  memory.expect(reader.other().get() != (isPassedOn ? 3 : -22), "ok", "wrong");
                })
            .build();
      };
    }

    @CFunction("read_flag")
    int read() {
      return memory.call(() -> flag.get());
    }

    @CFunction("judge_flag")
    int judge() {
      return memory.call(
          () -> {
            int seen = flag.get();
            other.get();
            return seen == 3 ? -22 : 0;
          });
    }
  }

  private static List<String> story(Model model) {
    Checker checker = Checker.of(model);
    Counterexample found = checker.run().counterexample().orElseThrow();
    return Story.of(
            found.steps(),
            checker.explain(
                found.schedule(), new Replay.Violation(found.property(), found.message())),
            Glossary.NONE)
        .lines()
        .stream()
        .map(line -> StoryText.numbers(line) + " " + StoryText.words(line))
        .toList();
  }

  @Test
  void a_story_tells_what_comes_of_reading_what_another_vcpu_did() {
    assertEquals(
        List.of("1 store flag: 3", "2 load flag: 3 (judge_flag)", "3 judge_flag returns -22"),
        story(Reader.model(false)));
  }

  @Test
  void a_story_does_not_tell_again_what_is_read() {
    assertTrue(
        story(Reader.model(true)).stream().noneMatch(line -> line.contains("returns")),
        () -> String.join("\n", story(Reader.model(true))));
  }
}
