package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.model.VerdictKind;

/** Everything that is wrong is listed once, with a shortest interleaving. */
final class ViolationsTest {
  /** A reader that asserts on two lines, one of them deep; and one property of states. */
  private static final Model TWO_LINES =
      memory -> {
        IntCell step = memory.intCell("step", 0);
        Vcpu<?> writer = Vcpu.of("writer", () -> IntStream.rangeClosed(1, 4).forEach(step::set));
        Vcpu<?> reader =
            Vcpu.of(
                "reader",
                () -> {
                  memory.expect(step.get() != 1, "early", "1 is seen");
                  memory.expect(step.get() != 3, "late", "3 is seen");
                });
        return Program.of(List.of(writer, reader), Property.always("small", () -> step.get() < 4));
      };

  private static List<String> found(Violations all) {
    return all.found().stream()
        .map(one -> one.property() + " " + one.counterexample().steps().size())
        .toList();
  }

  @Test
  void each_violation_is_listed_with_a_shortest_interleaving() {
    Violations all = Checker.of(TWO_LINES).violations();
    assertEquals(List.of("early 2", "small 4", "late 5"), found(all));
    assertTrue(all.isExhaustive());
    assertEquals(VerdictKind.VIOLATED, all.result().verdict().kind());
  }

  @Test
  void one_property_on_two_lines_is_two_violations() {
    Model model =
        memory -> {
          IntCell flag = memory.intCell("flag", 0);
          Runnable first = () -> flag.set(1);
          Runnable second = () -> flag.add(2);
          return Program.of(
              List.of(Vcpu.of("first", first), Vcpu.of("second", second)),
              Property.always("zero", () -> flag.get() == 0));
        };
    Violations all = Checker.of(model).violations();
    assertEquals(List.of("zero 1", "zero 1"), found(all));
    assertEquals(
        2,
        all.found().stream()
            .map(one -> one.counterexample().steps().get(0).source())
            .distinct()
            .count());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE})
  void two_lines_that_lead_into_one_state_are_two_violations(long counted) {
    Model model =
        memory -> {
          IntCell flag = memory.intCell("flag", 0);
          Runnable body =
              () -> {
                if (memory.choose("line", 2) == 0) {
                  flag.set(1);
                } else {
                  flag.add(1);
                }
              };
          return Program.of(
              List.of(Vcpu.of("vcpu", body)), Property.always("zero", () -> flag.get() == 0));
        };
    Options options = Options.defaults().withCountedStates(counted);
    Violations all = Checker.of(model).with(options).violations();
    assertEquals(List.of("zero 2", "zero 2"), found(all));
    assertEquals(
        2, all.found().stream().map(one -> one.counterexample().lastSource()).distinct().count());
  }

  @Test
  void nothing_is_listed_of_a_program_that_is_right() {
    Model model =
        memory -> {
          IntCell count = memory.intCell("count", 0);
          return Program.of(
              List.of(Vcpu.of("one", () -> count.add(1)), Vcpu.of("two", () -> count.add(1))),
              Property.always("small", () -> count.get() < 3));
        };
    Violations all = Checker.of(model).violations();
    assertEquals(List.of(), all.found());
    assertTrue(all.isExhaustive());
  }

  @Test
  void a_list_that_was_cut_says_so() {
    Options cut = Options.defaults().with(Limits.none().withStates(5));
    Violations all = Checker.of(TWO_LINES).with(cut).violations();
    assertFalse(all.isExhaustive());
    assertEquals(List.of("early 2"), found(all));
  }

  /** Around a wrong state it is not known whether vCPUs could have ended behind it. */
  @Test
  void what_is_not_decided_beside_a_wrong_state_is_named() {
    Model model =
        memory -> {
          IntCell count = memory.intCell("count", 0);
          IntCell never = memory.intCell("never", 0);
          return Program.of(
              List.of(
                  Vcpu.of("one", () -> count.set(1)),
                  Vcpu.of(
                      "two",
                      () ->
                          memory.<Integer, Integer>loop(
                              0,
                              round -> never.get() == 1 ? Iteration.done(0) : Iteration.again(0)))),
              Property.always("zero", () -> count.get() == 0),
              Property.noLivelock());
        };
    Violations all = Checker.of(model).violations();
    assertEquals(List.of("zero"), all.found().stream().map(Verdict.Violated::property).toList());
    assertEquals(List.of("no-livelock"), all.notChecked());
  }

  @Test
  void what_no_state_shows_is_listed_too() {
    Model model =
        memory -> {
          IntCell count = memory.intCell("count", 0);
          return Program.of(
              List.of(Vcpu.of("one", () -> count.set(1))),
              Property.always("zero", () -> count.get() == 0),
              Property.sometimes("two", () -> count.get() == 2));
        };
    assertEquals(
        List.of("zero", "two"),
        Checker.of(model).violations().found().stream().map(Verdict.Violated::property).toList());
  }

  @Test
  void windows_beside_a_vcpu_that_waits_in_a_loop_come_to_an_end() {
    Model model =
        memory -> {
          IntCell flag = memory.intCell("flag", 0);
          Vcpu<?> waiter =
              Vcpu.of(
                  "waiter",
                  () ->
                      memory.<Integer, Integer>loop(
                          0, round -> flag.get() == 1 ? Iteration.done(0) : Iteration.again(0)));
          return Program.of(List.of(waiter, Vcpu.of("setter", () -> flag.set(1))));
        };
    assertEquals(
        List.of(List.of(), List.of()),
        Checker.of(model).windows().stream().map(Window::numbers).toList());
  }

  @Test
  void a_window_has_the_points_at_which_another_vcpu_goes_wrong() {
    Model model =
        memory -> {
          IntCell half = memory.intCell("half", 0);
          SpinLock lock = memory.spinLock("lock");
          Vcpu<?> writer =
              Vcpu.of(
                  "writer",
                  () -> {
                    half.set(1);
                    lock.lock();
                    lock.unlock();
                    half.set(2);
                  });
          Vcpu<?> reader =
              Vcpu.of(
                  "reader",
                  () -> {
                    lock.lock();
                    memory.expect(half.get() != 1, "whole", "half is seen");
                    lock.unlock();
                  });
          return Program.of(List.of(writer, reader));
        };
    Window window = Checker.of(model).windows().get(0);
    assertEquals(new Window("writer", "reader", 4, List.of(1, 3), List.of(2)), window);
    assertEquals("1, 3", window.ranges());
    assertEquals(1, window.waitsBetween());
    assertEquals(List.of(), Checker.of(model).windows().get(1).numbers());
    assertEquals("1-3, 5", new Window("a", "b", 9, List.of(1, 2, 3, 5), List.of()).ranges());
  }
}
