package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.Peterson;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.fixtures.TreiberStack;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.walk.Nearest;
import vcpucheck.checker.walk.Position;
import vcpucheck.checker.walk.ProgressGraph;
import vcpucheck.checker.walk.RunGoal;
import vcpucheck.checker.walk.Turn;
import vcpucheck.checker.walk.WalkedStep;

final class WalkthroughTest {
  private static final int MOST_STATES = 1_000_000;

  /** Each vCPU reads a counter and then writes one more: an update is lost. */
  private static final Model LOST_UPDATE =
      memory -> {
        IntCell counter = memory.intCell("counter", 0);
        return Program.builder()
            .vcpu("first", () -> increment(counter))
            .vcpu("second", () -> increment(counter))
            .atEnd("no-lost-update", () -> counter.get() == 2)
            .build();
      };

  /** A node that is allocated, filled, and freed while another vCPU looks. */
  private static final Model FREED =
      memory -> {
        Slab<IntCell> nodes =
            memory.slab("node", 2, Slab.Reuse.LOWEST, cells -> cells.intCell("value", 0));
        IntCell ready = memory.intCell("ready", 0);
        return Program.of(
            List.of(
                Vcpu.of(
                    "owner",
                    () -> {
                      IntCell node = nodes.alloc();
                      if (node != null) {
                        node.set(7, Access.OPAQUE);
                        ready.set(1, Access.RELEASE);
                        nodes.free(node);
                      }
                    }),
                Vcpu.of(
                    "reader",
                    () -> {
                      if (ready.get(Access.ACQUIRE) == 1) {
                        nodes.slot(0).get(Access.OPAQUE);
                      }
                    })));
      };

  @CFunction("atomic_inc")
  private static void increment(IntCell counter) {
    int before = read(counter);
    counter.set(before + 1, Access.OPAQUE);
  }

  @CFunction("atomic_read")
  private static int read(IntCell counter) {
    return counter.get(Access.OPAQUE);
  }

  private static Stream<Model> models() {
    return Stream.of(
        LOST_UPDATE,
        FREED,
        new CriticalSections(2, 2),
        new Philosophers(3),
        new Peterson(1, true),
        new Peterson(1, false),
        new TreiberStack(2, false),
        new CasCounter(2, 2));
  }

  private static Schedule schedule(int... vcpus) {
    return new Schedule(
        Arrays.stream(vcpus).mapToObj(vcpu -> new Schedule.Choice(vcpu, 0)).toList());
  }

  private static Schedule then(Schedule from, WalkedStep next) {
    List<Schedule.Choice> choices = new ArrayList<>(from.choices());
    choices.add(new Schedule.Choice(next.step().vcpu(), next.alternative()));
    return new Schedule(choices);
  }

  private static List<Turn.Option> options(Position position) {
    return position.turns().stream().flatMap(turn -> turn.options().stream()).toList();
  }

  /** Walks at random, and checks each step against what was shown of it before. */
  private static Schedule wander(Walkthrough walk, int seed, int most) {
    SplittableRandom random = new SplittableRandom(seed);
    Schedule schedule = Schedule.EMPTY;
    Position position = walk.position(schedule);
    for (int step = 0; step < most && !options(position).isEmpty(); step++) {
      List<Turn.Option> options = options(position);
      Turn.Option chosen = options.get(random.nextInt(options.size()));
      schedule = then(schedule, chosen.step());
      Position next = walk.position(schedule);
      assertEquals(Optional.empty(), next.divergence());
      assertEquals(chosen.step(), next.steps().get(step), "what was shown is what is done");
      assertEquals(chosen.violation(), next.violation());
      position = next;
    }
    return schedule;
  }

  @ParameterizedTest
  @MethodSource("models")
  void what_is_shown_of_a_step_is_what_it_does(Model model) {
    for (int seed = 0; seed < 10; seed++) {
      try (Walkthrough walk = Checker.of(model).walk()) {
        wander(walk, seed, 60);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void what_is_shown_of_a_step_is_what_it_does_under_every_model(MemoryModel memory) {
    for (Model model : List.of(new Peterson(1, false), LOST_UPDATE, FREED)) {
      for (int seed = 0; seed < 10; seed++) {
        try (Walkthrough walk = Checker.of(model).memory(memory).walk()) {
          wander(walk, seed, 60);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void a_position_does_not_depend_on_the_way_to_it(Model model) {
    try (Walkthrough walk = Checker.of(model).walk()) {
      Schedule there = wander(walk, 5, 40);
      for (int steps : new int[] {there.choices().size() / 2, 1, 0, there.choices().size()}) {
        Schedule part = new Schedule(there.choices().subList(0, steps));
        Position fresh;
        try (Walkthrough other = Checker.of(model).walk()) {
          fresh = other.position(part);
        }
        assertEquals(fresh, walk.position(part));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void steps_are_those_of_a_replay(Model model) {
    Checker checker = Checker.of(model);
    try (Walkthrough walk = checker.walk()) {
      Position position = walk.position(wander(walk, 3, 60));
      List<Step> steps = position.steps().stream().map(WalkedStep::step).toList();
      Schedule schedule =
          new Schedule(
              position.steps().stream()
                  .map(step -> new Schedule.Choice(step.step().vcpu(), step.alternative()))
                  .toList());
      Replay replay = checker.replay(schedule, steps.stream().map(Step::operation).toList());
      assertEquals(replay.steps(), steps);
      assertEquals(Optional.empty(), replay.divergence());
    }
  }

  @Test
  void a_position_tells_functions_changes_and_locks() {
    try (Walkthrough walk = Checker.of(LOST_UPDATE).walk()) {
      Position start = walk.position(Schedule.EMPTY);
      assertEquals(List.of("first", "second"), start.vcpus());
      assertTrue(start.start().stream().anyMatch(cell -> cell.name().equals("counter")));
      WalkedStep first = start.turns().get(0).options().get(0).step();
      assertEquals(List.of("atomic_inc", "atomic_read"), first.functions());
      assertEquals(Optional.of(WalkthroughTest.class), first.code());
      WalkedStep second = walk.position(schedule(0, 0)).steps().get(1);
      assertEquals(List.of("atomic_inc"), second.functions());
      assertEquals("counter", second.changes().get(0).name());
      assertEquals("1", second.changes().get(0).value());
    }
    try (Walkthrough walk = Checker.of(new Philosophers(2)).walk()) {
      Position deadlock = walk.position(schedule(0, 1));
      assertEquals(
          List.of(new Position.Holder("fork0", 0), new Position.Holder("fork1", 1)),
          deadlock.holders());
      assertEquals("deadlock", deadlock.violation().orElseThrow().property());
      assertEquals(Turn.Status.STOPPED, deadlock.turns().get(0).status());
      assertEquals(Turn.Status.WAITS, walk.position(schedule(0, 0)).turns().get(1).status());
    }
  }

  @Test
  void a_schedule_that_does_not_apply_ends_where_it_stops_to() {
    try (Walkthrough walk = Checker.of(LOST_UPDATE).walk()) {
      Position position = walk.position(schedule(0, 0, 0));
      assertEquals(Optional.of(new Replay.Divergence(2, "end")), position.divergence());
      assertEquals(2, position.steps().size());
      assertEquals(Turn.Status.ENDED, position.turns().get(0).status());
      assertEquals(
          Optional.of(new Replay.Divergence(0, "")), walk.position(schedule(9)).divergence());
    }
  }

  @Test
  void the_model_that_is_wrong_says_so_each_time() {
    try (Walkthrough walk =
        Checker.of(
                memory -> {
                  throw new ModelException("planted");
                })
            .walk()) {
      for (int time = 0; time < 2; time++) {
        assertThrows(ModelException.class, () -> walk.position(Schedule.EMPTY));
      }
    }
  }

  // ---- what is ahead ----

  @ParameterizedTest
  @MethodSource("models")
  void the_nearest_violation_is_as_near_as_the_shortest_counterexample(Model model) {
    Checker plain = Checker.of(model).with(Options.defaults().with(Reductions.none()));
    Result result = plain.run();
    try (Walkthrough walk = plain.walk()) {
      Nearest nearest = walk.nearest(Schedule.EMPTY, MOST_STATES, ProgressListener.NONE);
      Optional<Integer> shortest =
          result.counterexample().map(Counterexample::schedule).map(WalkthroughTest::length);
      assertEquals(shortest, nearest.schedule().map(WalkthroughTest::length));
      if (shortest.isEmpty()) {
        assertTrue(nearest.isExhaustive());
        assertEquals(result.stats().states(), nearest.states());
        return;
      }
      Position end = walk.position(nearest.schedule().orElseThrow());
      assertEquals(Optional.empty(), end.divergence());
      assertTrue(end.violation().isPresent());
      Schedule half =
          new Schedule(nearest.schedule().orElseThrow().choices().subList(0, shortest.get() / 2));
      assertEquals(
          shortest,
          walk.nearest(half, MOST_STATES, ProgressListener.NONE)
              .schedule()
              .map(WalkthroughTest::length));
    }
  }

  private static int length(Schedule schedule) {
    return schedule.choices().size();
  }

  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void the_nearest_violation_is_found_under_every_model(MemoryModel memory) {
    try (Walkthrough walk = Checker.of(LOST_UPDATE).memory(memory).walk()) {
      Nearest nearest = walk.nearest(Schedule.EMPTY, MOST_STATES, ProgressListener.NONE);
      Position end = walk.position(nearest.schedule().orElseThrow());
      assertEquals("no-lost-update", end.violation().orElseThrow().property());
    }
  }

  @Test
  void a_search_has_a_bound_and_can_be_cancelled() {
    try (Walkthrough walk = Checker.of(new CasCounter(4, 4)).walk()) {
      Nearest bounded = walk.nearest(Schedule.EMPTY, 100, ProgressListener.NONE);
      assertFalse(bounded.isExhaustive());
      assertEquals(Optional.empty(), bounded.schedule());
      ProgressListener impatient =
          new ProgressListener() {
            @Override
            public boolean wantsToStop() {
              return true;
            }

            @Override
            public void progress(Progress progress) {}
          };
      assertThrows(
          CancellationException.class, () -> walk.nearest(Schedule.EMPTY, MOST_STATES, impatient));
      assertEquals(Optional.empty(), walk.position(schedule(0, 1)).divergence());
    }
  }

  @Test
  void a_vcpu_runs_to_its_return_to_a_write_and_to_its_end() {
    try (Walkthrough walk = Checker.of(LOST_UPDATE).walk()) {
      assertEquals(schedule(0), walk.run(Schedule.EMPTY, 0, RunGoal.RETURN));
      assertEquals(schedule(0, 0), walk.run(schedule(0), 0, RunGoal.RETURN));
      assertEquals(schedule(1, 0), walk.run(schedule(1), 0, RunGoal.WRITE));
      assertEquals(schedule(1, 0, 0), walk.run(schedule(1, 0), 0, RunGoal.WRITE));
      assertEquals(schedule(1, 0, 0), walk.run(schedule(1), 0, RunGoal.END));
    }
    try (Walkthrough walk = Checker.of(new Philosophers(3)).walk()) {
      assertEquals(schedule(1, 0), walk.run(schedule(1), 0, RunGoal.END));
    }
  }

  @Test
  void a_progress_graph_shows_sections_and_violations() {
    try (Walkthrough walk = Checker.of(new CriticalSections(2, 1)).walk()) {
      ProgressGraph graph = walk.progress(schedule(1), 0, 1, ProgressListener.NONE);
      ProgressGraph.Section section = new ProgressGraph.Section("lock", 1, 3);
      assertEquals(new ProgressGraph.Axis(0, 0, 4, List.of(section), List.of()), graph.x());
      assertEquals(new ProgressGraph.Axis(1, 1, 4, List.of(section), List.of()), graph.y());
      assertTrue(graph.isComplete());
    }
    try (Walkthrough walk = Checker.of(LOST_UPDATE).walk()) {
      ProgressGraph graph = walk.progress(Schedule.EMPTY, 0, 1, ProgressListener.NONE);
      ProgressGraph.Violation lost = new ProgressGraph.Violation(1, 2, "no-lost-update");
      assertEquals(List.of(lost), graph.x().violations());
      assertEquals(List.of(lost), graph.y().violations());
      ProgressGraph inside = walk.progress(schedule(0, 1), 0, 1, ProgressListener.NONE);
      assertEquals(
          List.of(
              new ProgressGraph.Violation(1, 2, "no-lost-update"),
              new ProgressGraph.Violation(2, 2, "no-lost-update")),
          inside.x().violations());
    }
  }

  @Test
  void windows_of_solo_runs_are_regions_of_violations() {
    Checker checker = Checker.of(FREED);
    List<Integer> window = checker.windows().get(0).numbers();
    assertFalse(window.isEmpty());
    try (Walkthrough walk = checker.walk()) {
      ProgressGraph graph = walk.progress(Schedule.EMPTY, 0, 1, ProgressListener.NONE);
      assertEquals(window, after(graph.x()));
    }
  }

  private static List<Integer> after(ProgressGraph.Axis axis) {
    return axis.violations().stream().map(ProgressGraph.Violation::after).toList();
  }

  @Test
  void a_progress_graph_needs_sequential_consistency() {
    try (Walkthrough walk = Checker.of(LOST_UPDATE).memory(MemoryModel.TSO).walk()) {
      assertThrows(
          IllegalArgumentException.class,
          () -> walk.progress(Schedule.EMPTY, 0, 1, ProgressListener.NONE));
    }
  }

  @Test
  void a_closed_walk_answers_nothing() {
    Walkthrough walk = Checker.of(LOST_UPDATE).walk();
    walk.position(Schedule.EMPTY);
    walk.close();
    assertThrows(RejectedExecutionException.class, () -> walk.position(Schedule.EMPTY));
  }
}
