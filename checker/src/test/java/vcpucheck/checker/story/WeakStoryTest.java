package vcpucheck.checker.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.report.StoryText;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;

/** Which store a load finds, which it misses, and why: the classical shapes, told. */
final class WeakStoryTest {
  /** A counterexample and its story. */
  private record Told(Counterexample found, Story story) {
    static Told of(Model model, MemoryModel memory) {
      Checker checker = Checker.of(model).with(Options.defaults().with(memory));
      Counterexample found = checker.run().counterexample().orElseThrow();
      Replay.Violation violation = new Replay.Violation(found.property(), found.message());
      Explanation explanation = checker.explain(found.schedule(), violation);
      return new Told(found, Story.of(found.steps(), explanation, Glossary.NONE));
    }

    /** The lines, without the numbers of steps. */
    List<String> lines() {
      return story.lines().stream()
          .map(
              line ->
                  found.vcpus().get(line.vcpu())
                      + " "
                      + StoryText.words(line)
                      + line.source().map(step -> " <- " + operation(step)).orElse("")
                      + line.missed()
                          .map(
                              missed ->
                                  StoryText.missed(line, found.vcpus())
                                      .replaceFirst("step \\d+", operation(missed.store())))
                          .orElse(""))
          .toList();
    }

    private String operation(int step) {
      return found.steps().get(step).operation();
    }
  }

  /** Each vCPU stores to one cell, and then reads the other. */
  private static Program storeBuffering(Memory memory) {
    IntCell x = memory.intCell("x", 0);
    IntCell y = memory.intCell("y", 0);
    IntCell left = memory.intCell("left", 1);
    IntCell right = memory.intCell("right", 1);
    return Program.of(
        List.of(Vcpu.of("a", () -> crossed(x, y, left)), Vcpu.of("b", () -> crossed(y, x, right))),
        Property.atEnd("one sees the other", () -> left.get() == 1 || right.get() == 1));
  }

  private static void crossed(IntCell own, IntCell other, IntCell result) {
    own.set(1, Access.OPAQUE);
    result.set(other.get(Access.OPAQUE), Access.OPAQUE);
  }

  @Test
  void a_store_that_waits_in_a_buffer_is_missed() {
    assertEquals(
        List.of(
            "a store (opaque) x: 1 (into the buffer)",
            "a load (opaque) y: 0",
            "b load (opaque) x: 0, as it was at the start; the store of store (opaque) x is in the"
                + " buffer of a until step 9",
            "b store (opaque) right: 0 (into the buffer)",
            "a store (opaque) left: 0 (into the buffer)"),
        Told.of(WeakStoryTest::storeBuffering, MemoryModel.TSO).lines());
  }

  /** Data, then a flag; the reader waits for neither. */
  private static Program messagePassing(Memory memory) {
    IntCell data = memory.intCell("data", 0);
    IntCell flag = memory.intCell("flag", 0);
    return Program.of(
        List.of(
            Vcpu.of(
                "writer",
                () -> {
                  data.set(1, Access.OPAQUE);
                  flag.set(1, Access.OPAQUE);
                }),
            Vcpu.of(
                "reader",
                () -> {
                  if (flag.get(Access.OPAQUE) == 1) {
                    memory.expect(data.get(Access.OPAQUE) == 1, "published", "data is old");
                  }
                })));
  }

  @ParameterizedTest
  @EnumSource(names = {"RC11", "ARM64"})
  void an_older_store_is_found_where_nothing_orders_the_load(MemoryModel memory) {
    assertEquals(
        List.of(
            "writer store (opaque) data: 1",
            "writer store (opaque) flag: 1",
            "reader load (opaque) flag: 1 <- store (opaque) flag",
            "reader load (opaque) data: 0, as it was at the start; nothing seen before orders it"
                + " after store (opaque) data of writer"),
        Told.of(WeakStoryTest::messagePassing, memory).lines());
  }

  /** Each vCPU reads one cell, and then stores to the other. */
  private static Program loadBuffering(Memory memory) {
    IntCell x = memory.intCell("x", 0);
    IntCell y = memory.intCell("y", 0);
    IntCell left = memory.intCell("left", 0);
    IntCell right = memory.intCell("right", 0);
    return Program.of(
        List.of(Vcpu.of("a", () -> passed(x, y, left)), Vcpu.of("b", () -> passed(y, x, right))),
        Property.atEnd("one is first", () -> left.get() == 0 || right.get() == 0));
  }

  private static void passed(IntCell read, IntCell written, IntCell result) {
    int seen = read.get(Access.OPAQUE);
    written.set(1, Access.OPAQUE);
    result.set(seen, Access.OPAQUE);
  }

  @Test
  void a_store_that_is_seen_early_is_told() {
    assertEquals(
        List.of(
            "a a later store is seen early: y = 1",
            "b load (opaque) y: 1 <- a later store is seen early: y = 1",
            "b store (opaque) x: 1",
            "b store (opaque) right: 1",
            "a load (opaque) x: 1 <- store (opaque) x",
            "a store (opaque) y: 1 (which others may have seen already)",
            "a store (opaque) left: 1"),
        Told.of(WeakStoryTest::loadBuffering, MemoryModel.ARM64).lines());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TSO", "ARM64"})
  void a_story_is_the_same_every_time(String memory) {
    MemoryModel model = MemoryModel.valueOf(memory);
    assertEquals(
        Told.of(WeakStoryTest::storeBuffering, model),
        Told.of(WeakStoryTest::storeBuffering, model));
  }
}
