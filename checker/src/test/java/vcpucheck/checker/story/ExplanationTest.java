package vcpucheck.checker.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;

/** Which steps led to a violation, and when a vCPU had to be preempted, of programs one can see. */
final class ExplanationTest {
  private static Counterexample counterexample(Model model) {
    return Checker.of(model)
        .with(Options.defaults().with(Reductions.none()))
        .run()
        .counterexample()
        .orElseThrow();
  }

  private static Explanation explain(Model model, Counterexample found) {
    return Checker.of(model)
        .explain(found.schedule(), new Replay.Violation(found.property(), found.message()));
  }

  /** The operations of the slice, with their vCPUs. */
  private static List<String> slice(Model model) {
    Counterexample found = counterexample(model);
    return explain(model, found).steps().stream()
        .map(step -> found.steps().get(step))
        .map(step -> found.vcpus().get(step.vcpu()) + " " + step.operation())
        .toList();
  }

  private static Preemption preemption(Model model, int index) {
    return explain(model, counterexample(model)).preemptions().get(index);
  }

  /** Two vCPUs that read, then do something else, and then write what they read plus one. */
  private record LostUpdate(int between) implements Model {
    @Override
    public Program build(Memory memory) {
      IntCell count = memory.intCell("count", 0);
      IntCell other = memory.intCell("other", 0);
      Runnable body =
          () -> {
            other.getAndAdd(1);
            int seen = count.get();
            IntStream.range(0, between).forEach(time -> other.getAndAdd(1));
            count.set(seen + 1);
          };
      return Program.of(
          List.of(Vcpu.of("a", body), Vcpu.of("b", body)),
          Property.atEnd("all counted", () -> count.get() == 2));
    }
  }

  @Test
  void the_slice_of_a_lost_update_is_what_was_lost() {
    assertEquals(
        List.of("a load count", "b load count", "b store count", "a store count").stream()
            .sorted()
            .toList(),
        slice(new LostUpdate(2)).stream().sorted().distinct().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void the_window_is_as_long_as_the_gap(int between) {
    assertEquals(between + 1, preemption(new LostUpdate(between), 0).window());
  }

  @Test
  void what_comes_too_late_is_the_write_that_others_should_have_read() {
    Preemption preemption = preemption(new LostUpdate(3), 0);
    Preemption.Late late = preemption.late().orElseThrow();
    assertEquals("store count", preemption.ghosts().get(late.ghost()).operation());
  }

  /** A value goes through several cells before the reader reads the wrong one. */
  private static Program courier(Memory memory) {
    IntCell source = memory.intCell("source", 0);
    IntCell middle = memory.intCell("middle", 0);
    IntCell target = memory.intCell("target", 0);
    IntCell noise = memory.intCell("noise", 0);
    return Program.of(
        List.of(
            Vcpu.of(
                "carrier",
                () -> {
                  noise.set(source.get());
                  source.set(7);
                  noise.set(3);
                  middle.set(source.get());
                  noise.get();
                  target.set(middle.get());
                }),
            Vcpu.of(
                "reader",
                () -> {
                  noise.get();
                  memory.expect(target.get() != 7, "never seven", "it is seven");
                })));
  }

  @Test
  void a_value_is_followed_to_where_it_came_from() {
    assertEquals(
        List.of(
            "carrier store source",
            "carrier load source",
            "carrier store middle",
            "carrier load middle",
            "carrier store target",
            "reader load target"),
        slice(ExplanationTest::courier));
  }

  @Test
  void steps_that_pass_on_one_value_are_one_line() {
    Counterexample found = counterexample(ExplanationTest::courier);
    Story story = Story.of(found.steps(), explain(ExplanationTest::courier, found), Glossary.NONE);
    assertEquals(2, story.lines().size());
    assertTrue(story.lines().get(0).isPassedOn());
    assertEquals(Optional.of(story.lines().get(0).last() - 1), story.lines().get(1).source());
  }

  /** A slot is freed while another vCPU still has it. */
  private record Freed(boolean noisy) implements Model {
    private record Struct(IntCell field) {}

    @Override
    public Program build(Memory memory) {
      Slab<Struct> slab = memory.slab("struct", 1, cells -> new Struct(cells.intCell("field", 0)));
      RefCell<Struct> shared = memory.refCell("shared");
      IntCell noise = memory.intCell("noise", 0);
      return Program.of(
          List.of(
              Vcpu.of(
                  "owner",
                  () -> {
                    Struct own = Objects.requireNonNull(slab.alloc());
                    shared.set(own);
                    noise.set(noisy ? 1 : 2);
                    shared.set(null);
                    slab.free(own);
                  }),
              Vcpu.of(
                  "user",
                  () -> {
                    noise.get();
                    Struct found = shared.get();
                    if (found != null) {
                      found.field().set(1);
                    }
                  })));
    }
  }

  @Test
  void a_use_after_free_is_the_pointer_the_free_and_the_use() {
    List<String> slice = slice(new Freed(true));
    assertTrue(
        slice.containsAll(
            List.of(
                "owner alloc struct",
                "owner store shared",
                "user load shared",
                "owner free struct#0",
                "user store struct#0.field")),
        slice::toString);
    assertFalse(slice.contains("owner store noise"), slice::toString);
  }

  private static Program philosophers(Memory memory) {
    SpinLock left = memory.spinLock("left");
    SpinLock right = memory.spinLock("right");
    IntCell noise = memory.intCell("noise", 0);
    return Program.of(
        List.of(
            Vcpu.of("a", () -> both(left, right, noise)),
            Vcpu.of("b", () -> both(right, left, noise))));
  }

  private static void both(SpinLock first, SpinLock second, IntCell noise) {
    noise.getAndAdd(1);
    first.lock();
    second.lock();
    second.unlock();
    first.unlock();
  }

  @Test
  void a_deadlock_is_the_locks_that_are_held() {
    assertEquals(
        List.of("a lock left", "b lock right"),
        slice(ExplanationTest::philosophers).stream().sorted().toList());
  }

  private record Node(RefCell<Node> next) {}

  /** Two nodes are pushed, and the property counts along the list. */
  private static Program listed(Memory memory) {
    Slab<Node> slab = memory.slab("node", 2, cells -> new Node(cells.refCell("next")));
    RefCell<Node> head = memory.refCell("head");
    Runnable push =
        () -> {
          Node node = Objects.requireNonNull(slab.alloc());
          node.next().set(head.get());
          head.set(node);
        };
    return Program.of(
        List.of(Vcpu.of("a", push), Vcpu.of("b", push)),
        Property.always("one at most", () -> length(head) < 2));
  }

  private static int length(RefCell<Node> head) {
    int length = 0;
    for (Node node = head.get(); node != null; node = node.next().get()) {
      length++;
    }
    return length;
  }

  @Test
  void a_property_that_would_go_round_in_circles_elsewhere_is_explained() {
    assertFalse(slice(ExplanationTest::listed).isEmpty());
  }

  @Test
  void an_explanation_is_the_same_every_time() {
    Counterexample found = counterexample(new LostUpdate(2));
    assertEquals(explain(new LostUpdate(2), found), explain(new LostUpdate(2), found));
  }

  @Test
  void a_violation_at_the_start_has_no_story() {
    Model wrong =
        memory ->
            Program.of(List.of(Vcpu.of("a", () -> {})), Property.always("never", () -> false));
    assertEquals(Explanation.NONE, explain(wrong, counterexample(wrong)));
  }
}
