package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.walk.Course;
import vcpucheck.checker.walk.Position;
import vcpucheck.checker.walk.Turn;

/** What memory has beside the last values is shown at every position, and along every schedule. */
final class HiddenMemoryTest {
  /** Each vCPU reads what the other one stores, and then stores. */
  private static final Model LOAD_BUFFERING =
      memory -> {
        IntCell x = memory.intCell("x", 0);
        IntCell y = memory.intCell("y", 0);
        return Program.builder()
            .vcpu("left", () -> pass(x, y))
            .vcpu("right", () -> pass(y, x))
            .build();
      };

  private static void pass(IntCell from, IntCell to) {
    from.get(Access.OPAQUE);
    to.set(1, Access.OPAQUE);
  }

  private static Position.Hidden hidden(int vcpu, String kind, String variable, String value) {
    return new Position.Hidden(vcpu, kind, variable, value);
  }

  private static Schedule schedule(int... choices) {
    return new Schedule(
        IntStream.range(0, choices.length / 2)
            .mapToObj(at -> new Schedule.Choice(choices[2 * at], choices[2 * at + 1]))
            .toList());
  }

  private static Walkthrough walk(MemoryModel memory) {
    return Checker.of(LOAD_BUFFERING).with(Options.defaults().with(memory)).walk();
  }

  @Test
  void under_sc_there_is_nothing_beside_the_last_values() {
    try (Walkthrough walk = walk(MemoryModel.SC)) {
      assertEquals(List.of(), walk.position(schedule(0, 0, 0, 0)).hidden());
    }
  }

  @Test
  void a_buffered_store_is_the_storing_vcpu_s_alone_until_it_reaches_memory() {
    try (Walkthrough walk = walk(MemoryModel.TSO)) {
      Position stored = walk.position(schedule(0, 0, 0, 0));
      assertEquals(List.of(hidden(0, "buffered", "y", "1")), stored.hidden());
      Turn.Option flush = stored.turns().get(0).options().get(0);
      assertTrue(flush.step().step().operation().startsWith("buffered store reaches memory"));
      Schedule after = schedule(0, 0, 0, 0, 0, flush.step().alternative());
      assertEquals(List.of(), walk.position(after).hidden());
      assertEquals(
          List.of(List.of(), stored.hidden(), List.of()),
          walk.course(after).moments().stream().map(Course.Moment::hidden).toList());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = MemoryModel.class,
      names = {"RC11", "ARM64"})
  void an_older_value_is_readable_until_a_newer_one_is_seen(MemoryModel memory) {
    try (Walkthrough walk = walk(memory)) {
      assertEquals(
          List.of(hidden(1, "readable", "y", "0")), walk.position(schedule(0, 0, 0, 0)).hidden());
      assertEquals(List.of(), walk.position(schedule(0, 0, 0, 0, 1, 0)).hidden());
      assertEquals(
          List.of(hidden(1, "readable", "y", "0")),
          walk.position(schedule(0, 0, 0, 0, 1, 1)).hidden());
    }
  }

  @Test
  void a_promise_is_seen_by_others_until_it_is_kept() {
    try (Walkthrough walk = walk(MemoryModel.ARM64)) {
      Turn.Option early =
          walk.position(Schedule.EMPTY).turns().get(0).options().stream()
              .filter(option -> option.step().step().operation().contains("seen early: y = 1"))
              .findFirst()
              .orElseThrow();
      int promise = early.step().alternative();
      assertEquals(
          List.of(hidden(0, "promised", "y", "1")),
          walk.position(schedule(0, promise)).hidden().stream()
              .filter(one -> one.kind().equals("promised"))
              .toList());
      List<Turn.Option> load = walk.position(schedule(0, promise, 0, 0)).turns().get(0).options();
      Schedule kept = schedule(0, promise, 0, 0, 0, load.get(0).step().alternative());
      assertTrue(
          walk.position(kept).hidden().stream().noneMatch(one -> one.kind().equals("promised")));
    }
  }
}
