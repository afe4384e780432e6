package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/** How programs are put together, and what is said of those that cannot be. */
final class ProgramTest {
  private static Result run(Model model) {
    return Checker.of(model).run();
  }

  private static Verdict.Violated violated(Model model) {
    return assertInstanceOf(Verdict.Violated.class, run(model).verdict());
  }

  // ---- symmetry ----

  private static Runnable threeIncrements(IntCell counter) {
    return () -> {
      for (int round = 0; round < 3; round++) {
        counter.getAndAdd(1);
      }
    };
  }

  /** Three vCPUs increment three times each. */
  private static Stats increments(Function<IntCell, List<Vcpu<?>>> vcpus) {
    return run(memory -> Program.of(vcpus.apply(memory.intCell("counter", 0)))).stats();
  }

  private static List<Vcpu<?>> named(Supplier<Runnable> body) {
    return Stream.of("a", "b", "c").<Vcpu<?>>map(name -> Vcpu.of(name, body.get())).toList();
  }

  @Test
  void vcpus_with_one_body_are_interchangeable() {
    Stats one =
        increments(
            counter -> {
              Runnable body = threeIncrements(counter);
              return named(() -> body);
            });
    Stats three = increments(counter -> named(() -> threeIncrements(counter)));
    assertEquals(274, one.states());
    assertEquals(37, one.nodes());
    assertEquals(1517, three.states());
    assertEquals(109, three.nodes());
    assertEquals(three.interleavings(), one.interleavings());
    assertEquals(
        one,
        increments(
            counter -> Program.builder().vcpus(3, threeIncrements(counter)).build().vcpus()));
  }

  @Test
  void vcpus_with_one_body_and_as_many_rounds_are_interchangeable() {
    Stats twins =
        increments(
            counter ->
                Program.builder().vcpus(3, 2, round -> counter.getAndAdd(1)).build().vcpus());
    Stats others =
        increments(
            counter ->
                IntStream.range(0, 3)
                    .<Vcpu<?>>mapToObj(
                        vcpu -> Vcpu.rounds("v" + vcpu, 2, round -> counter.getAndAdd(1)))
                    .toList());
    assertTrue(twins.states() < others.states(), twins + " " + others);
    assertEquals(others.interleavings(), twins.interleavings());
  }

  @Test
  void vcpus_of_a_builder_are_named_by_their_index() {
    Program program =
        Program.builder()
            .vcpus(2, () -> {})
            .vcpu("writer", () -> {})
            .vcpus(1, 2, round -> {})
            .vcpu(Vcpu.rounds("reader", 1, round -> {}))
            .allocationFailures(2)
            .build();
    assertEquals(
        List.of("vcpu0", "vcpu1", "writer", "vcpu3", "reader"),
        program.vcpus().stream().map(Vcpu::name).toList());
    assertEquals(2, program.allocationFailures());
  }

  // ---- conditions ----

  private static Model twoIncrements(Access access, Consumer<Wanted> wanted) {
    return memory -> {
      IntCell counter = memory.intCell("counter", 0);
      Program.Builder program =
          Program.builder().vcpus(2, () -> counter.set(counter.get(access) + 1, access));
      wanted.accept(new Wanted(program, counter));
      return program.build();
    };
  }

  private record Wanted(Program.Builder program, IntCell counter) {}

  @Test
  void a_condition_that_does_not_hold_says_what_it_read() {
    Verdict.Violated atEnd =
        violated(
            twoIncrements(
                Access.OPAQUE, w -> w.program.atEnd("no lost update", () -> w.counter.get() == 2)));
    assertEquals("no lost update", atEnd.property());
    assertEquals("the condition does not hold: counter=1", atEnd.message());
    assertEquals(4, atEnd.counterexample().steps().size());
    Verdict.Violated always =
        violated(
            twoIncrements(Access.OPAQUE, w -> w.program.always("none", () -> w.counter.get() < 1)));
    assertEquals("the condition does not hold: counter=1", always.message());
    assertEquals(2, always.counterexample().steps().size());
  }

  @Test
  void a_check_says_what_is_wrong_in_its_own_words() {
    Verdict.Violated violated =
        violated(
            twoIncrements(
                Access.OPAQUE,
                w ->
                    w.program.atEnd(
                        "sum",
                        () ->
                            w.counter.get() == 2
                                ? Optional.empty()
                                : Optional.of("an increment was lost"))));
    assertEquals("an increment was lost", violated.message());
  }

  @Test
  void an_assertion_that_fails_in_a_property_is_a_violation_with_its_interleaving() {
    Verdict.Violated violated =
        violated(
            twoIncrements(
                Access.OPAQUE,
                w ->
                    w.program.atEnd(
                        "sum",
                        () -> {
                          Assertions.assertEquals(2, w.counter.get(), "increments");
                          return Optional.empty();
                        })));
    assertEquals("sum", violated.property());
    assertTrue(
        violated
            .message()
            .matches(
                "org.opentest4j.AssertionFailedError: increments ==> expected: <2> but was: <1> at"
                    + " ProgramTest.java:\\d+"),
        violated.message());
    assertEquals(4, violated.counterexample().steps().size());
  }

  @Test
  void an_assertion_on_several_lines_becomes_one() {
    Verdict.Violated violated =
        violated(
            twoIncrements(
                Access.OPAQUE,
                w ->
                    w.program.always(
                        "sum",
                        () -> {
                          if (w.counter.get() > 0) {
                            throw new AssertionError("\nexpected: 0\n but was: 1");
                          }
                          return true;
                        })));
    assertTrue(
        violated
            .message()
            .startsWith("java.lang.AssertionError: expected: 0 but was: 1 at ProgramTest.java:"),
        violated.message());
  }

  @Test
  void every_property_of_a_builder_counts() {
    assertEquals(
        "no-data-race",
        violated(twoIncrements(Access.PLAIN, w -> w.program.noDataRace())).property());
    assertEquals(
        "lock-free",
        violated(
                memory -> {
                  IntCell flag = memory.intCell("flag", 0);
                  return Program.builder().vcpu("waits", () -> flag.await(1)).lockFree().build();
                })
            .property());
  }

  // ---- reachable conditions ----

  @ParameterizedTest
  @EnumSource(names = "RANDOM", mode = EnumSource.Mode.EXCLUDE)
  void a_condition_that_no_state_satisfies_is_violated_without_a_trace(Options.Order order) {
    for (Reductions reductions : List.of(Reductions.none(), Reductions.all())) {
      Model never = twoIncrements(Access.OPAQUE, w -> w.program.sometimes("three", () -> three(w)));
      Options options = Options.defaults().with(order).with(reductions);
      Result result = Checker.of(never).with(options).run();
      Verdict.Violated violated = assertInstanceOf(Verdict.Violated.class, result.verdict());
      assertEquals("three", violated.property());
      assertEquals(
          "it holds in no reachable state: states=" + result.stats().states(), violated.message());
      assertEquals(Optional.empty(), violated.trace());
      assertThrows(IllegalStateException.class, violated::counterexample);
    }
  }

  private static boolean three(Wanted wanted) {
    return wanted.counter().get() == 3;
  }

  @Test
  void a_condition_is_met_although_nothing_else_makes_its_cells_visible() {
    Model model =
        memory -> {
          IntCell mine = memory.intCell("mine", 0);
          return Program.builder()
              .vcpu(
                  "alone",
                  () -> {
                    mine.set(1);
                    mine.set(0);
                  })
              .vcpu("other", () -> {})
              .sometimes("set", () -> mine.get() == 1)
              .build();
        };
    assertEquals(new Verdict.Verified(0), run(model).verdict());
  }

  @Test
  void an_unfinished_search_says_nothing_of_a_condition_that_it_did_not_meet() {
    Model model = twoIncrements(Access.OPAQUE, w -> w.program.sometimes("three", () -> three(w)));
    for (Options options :
        List.of(
            Options.defaults().with(Limits.none().withStates(3)),
            Options.defaults()
                .with(Options.Order.RANDOM)
                .with(Limits.none().withTime(Duration.ofMillis(200))))) {
      assertEquals("incomplete", Checker.of(model).with(options).run().verdict().word());
    }
  }

  @Test
  void an_interleaving_that_is_wrong_is_shown_rather_than_a_condition_that_is_not_met() {
    Verdict.Violated violated =
        violated(
            twoIncrements(
                Access.OPAQUE,
                w ->
                    w.program
                        .sometimes("three", () -> three(w))
                        .atEnd("two", () -> w.counter.get() == 2)));
    assertEquals("two", violated.property());
    assertTrue(violated.trace().isPresent());
  }

  @Test
  void what_is_not_met_is_among_the_violated_properties() {
    Model model =
        twoIncrements(
            Access.OPAQUE,
            w ->
                w.program
                    .sometimes("three", () -> three(w))
                    .sometimes("one", () -> w.counter.get() == 1)
                    .atEnd("two", () -> w.counter.get() == 2));
    assertEquals(Set.of("three", "two"), Checker.of(model).outcomes().violated());
  }

  // ---- slips ----

  private record Slip(String sentence, Model model) {
    @Override
    public String toString() {
      return sentence;
    }
  }

  @SuppressWarnings("NullAway") // that is the slip
  private static Stream<Slip> slips() {
    Vcpu<String> idle = Vcpu.of("idle", () -> {});
    return Stream.of(
        new Slip("a model must build a program", memory -> null),
        new Slip(
            "the vCPUs of a program have different names: name=idle",
            memory -> Program.of(List.of(idle, idle))),
        new Slip("a program has 1 to 64 vCPUs: vcpus=0", memory -> Program.builder().build()),
        new Slip(
            "a number of vCPUs is at least 1: count=0",
            memory -> Program.builder().vcpus(0, () -> {}).build()),
        new Slip(
            "a vCPU has a name, a local state to start from and a step: name=null",
            memory -> Program.builder().vcpu(null, () -> {}).build()),
        new Slip(
            "a vCPU runs a body: body=null",
            memory -> Program.builder().vcpus(2, (Runnable) null).build()),
        new Slip(
            "a vCPU runs at least one round: rounds=0",
            memory -> Program.builder().vcpus(2, 0, round -> {}).build()),
        new Slip(
            "no part of a program is null: vcpus=[null]",
            memory -> Program.builder().vcpu((Vcpu<?>) null).build()),
        new Slip(
            "no part of a program is null: properties=[null]",
            memory -> Program.of(List.of(idle), (Property) null)),
        new Slip(
            "a property has a name: name= ",
            memory -> Program.builder().vcpu(idle).always(" ", () -> true).build()),
        new Slip(
            "a property has a check: check=null",
            memory -> Program.of(List.of(idle), Property.always("p", (Property.Check) null))),
        new Slip(
            "a property must have an answer in every state: property=p, answer=null",
            memory -> Program.builder().vcpu(idle).always("p", () -> noProblem()).build()),
        new Slip(
            "a step must answer with a local state or Optional.empty(): vcpu=v, answer=null",
            memory -> Program.of(List.of(new Vcpu<>("v", 0, local -> noStep())))),
        new Slip(
            "an iteration of a loop must answer with Iteration.again or Iteration.done: vcpu=v,"
                + " answer=null",
            memory -> Program.builder().vcpu("v", () -> memory.loop(0, state -> null)).build()));
  }

  @SuppressWarnings("NullAway") // that is the slip
  private static Optional<String> noProblem() {
    return null;
  }

  @SuppressWarnings("NullAway") // that is the slip
  private static Optional<Integer> noStep() {
    return null;
  }

  @ParameterizedTest
  @MethodSource("slips")
  void a_slip_gets_a_sentence(Slip slip) {
    ModelException thrown = assertThrows(ModelException.class, () -> run(slip.model()));
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.startsWith(slip.sentence()), message);
  }

  @Test
  @SuppressWarnings("NullAway") // that is the slip
  void what_is_given_to_the_checker_gets_a_sentence_too() {
    assertEquals(
        "there must be something to check: model=null",
        assertThrows(IllegalArgumentException.class, () -> Checker.of(null)).getMessage());
    Model nameless = memory -> Program.of(List.of(Vcpu.of("v", reading(memory))));
    assertEquals(
        "a cell has a name: owner=, name=null",
        assertThrows(IllegalArgumentException.class, () -> run(nameless)).getMessage());
  }

  @SuppressWarnings("NullAway") // that is the slip
  private static Runnable reading(Memory memory) {
    IntCell cell = memory.intCell(null, 0);
    return () -> cell.get();
  }
}
