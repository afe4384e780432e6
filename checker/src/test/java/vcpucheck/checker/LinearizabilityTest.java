package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Linearizability;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Specification;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.History;

/** Objects that are linearizable, and objects that almost are. */
class LinearizabilityTest {
  /** What is asked of a counter. */
  private enum Counting {
    INCREMENT,
    READ
  }

  private record CounterSpecification() implements Specification<Integer, Counting, Integer> {
    @Override
    public Integer initial() {
      return 0;
    }

    @Override
    public Next<Integer, Integer> apply(Integer count, Counting operation) {
      return new Next<>(operation == Counting.INCREMENT ? count + 1 : count, count);
    }
  }

  /** Puts a number into a queue if it is not zero, else takes one out. */
  private record Queueing(int number) {}

  private record QueueSpecification() implements Specification<List<Integer>, Queueing, Integer> {
    @Override
    public List<Integer> initial() {
      return List.of();
    }

    @Override
    public Next<List<Integer>, Integer> apply(List<Integer> queue, Queueing operation) {
      if (operation.number() != 0) {
        List<Integer> longer = new ArrayList<>(queue);
        longer.add(operation.number());
        return new Next<>(List.copyOf(longer), operation.number());
      }
      return queue.isEmpty()
          ? new Next<>(queue, 0)
          : new Next<>(List.copyOf(queue.subList(1, queue.size())), queue.get(0));
    }
  }

  /** A queue that is written once: an array, where to put and where to take. */
  private record Queue(Memory memory, List<IntCell> items, IntCell head, IntCell tail) {
    static Queue in(Memory memory) {
      return new Queue(
          memory,
          IntStream.range(0, 4).mapToObj(at -> memory.intCell("item" + at, 0)).toList(),
          memory.intCell("head", 0),
          memory.intCell("tail", 0));
    }

    int put(int number, boolean isRight) {
      int place = isRight ? tail.getAndAdd(1, Access.VOLATILE) : tornAdd();
      items.get(place).set(number, Access.VOLATILE);
      return number;
    }

    private int tornAdd() {
      int place = tail.get(Access.VOLATILE);
      tail.set(place + 1, Access.VOLATILE);
      return place;
    }

    /** By one vCPU only; waits for what is being put there. */
    int take() {
      int place = head.get();
      if (place == tail.get(Access.VOLATILE)) {
        return 0;
      }
      head.set(place + 1);
      return items.get(place).awaitNot(0);
    }
  }

  private static <S, O, R> Vcpu<?> vcpu(
      int number, Linearizability<S, O, R> histories, List<O> operations, Function<O, R> object) {
    return new Vcpu<>(
        "vcpu" + number,
        0,
        done -> {
          O operation = operations.get(done);
          histories.perform(number, operation, () -> object.apply(operation));
          return done + 1 < operations.size() ? Optional.of(done + 1) : Optional.empty();
        });
  }

  private static Model counter(int vcpus, boolean isRight) {
    return memory -> {
      IntCell count = memory.intCell("count", 0);
      Linearizability<Integer, Counting, Integer> histories =
          new Linearizability<>(memory, "counter", new CounterSpecification());
      Function<Counting, Integer> object =
          operation -> {
            if (operation == Counting.READ) {
              return count.get(Access.VOLATILE);
            }
            if (isRight) {
              return count.getAndAdd(1, Access.VOLATILE);
            }
            int before = count.get(Access.VOLATILE);
            count.set(before + 1, Access.VOLATILE);
            return before;
          };
      List<Vcpu<?>> all = new ArrayList<>();
      for (int number = 0; number < vcpus; number++) {
        all.add(vcpu(number, histories, List.of(Counting.INCREMENT, Counting.READ), object));
      }
      return Program.of(all, histories.property());
    };
  }

  private static Model queue(boolean isRight) {
    return memory -> {
      Queue queue = Queue.in(memory);
      Linearizability<List<Integer>, Queueing, Integer> histories =
          new Linearizability<>(memory, "queue", new QueueSpecification());
      Function<Queueing, Integer> object =
          operation ->
              operation.number() == 0 ? queue.take() : queue.put(operation.number(), isRight);
      return Program.of(
          List.of(
              vcpu(0, histories, List.of(new Queueing(1)), object),
              vcpu(1, histories, List.of(new Queueing(2)), object),
              vcpu(2, histories, List.of(new Queueing(0), new Queueing(0)), object)),
          histories.property());
    };
  }

  private static Stream<Options> searches() {
    return Stream.of(Options.Order.BFS, Options.Order.DFS, Options.Order.SWITCHES)
        .flatMap(
            order ->
                Stream.of(Reductions.none(), Reductions.all())
                    .map(reductions -> Options.defaults().with(order).with(reductions)));
  }

  private static Counterexample violation(Model model, Options options) {
    Verdict verdict = Checker.of(model).with(options).run().verdict();
    Counterexample found =
        assertInstanceOf(Verdict.Violated.class, verdict, verdict::toString).counterexample();
    assertEquals(BuiltInProperty.LINEARIZABLE.label(), found.property());
    return found;
  }

  private static void assertVerified(Model model, Options options) {
    Verdict verdict = Checker.of(model).with(options).run().verdict();
    assertInstanceOf(Verdict.Verified.class, verdict, verdict::toString);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void an_atomic_counter_is_linearizable(Options options) {
    assertVerified(counter(3, true), options);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_lost_increment_is_not(Options options) {
    violation(counter(2, false), options);
  }

  /** Two calls, two loads, one store, one return that is right; one more store and return. */
  @Test
  void the_counterexample_is_shortest_and_tells_the_history() {
    Counterexample found = violation(counter(2, false), Options.defaults());
    assertEquals(8, found.steps().size());
    assertEquals(
        "no order of the operations explains that INCREMENT answers 0; what can be explained is 1",
        found.message());
    List<History.Operation> history = History.of(found.steps()).operations();
    assertEquals(
        List.of("INCREMENT", "INCREMENT"), history.stream().map(History.Operation::text).toList());
    assertEquals(List.of("0", "0"), history.stream().map(History.Operation::answer).toList());
    assertEquals(8, Math.max(history.get(0).returned(), history.get(1).returned()));
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_queue_that_loses_an_update_is_caught(Options options) {
    violation(queue(false), options);
  }

  /** Places are taken in one order and filled in another, but the one taker waits. */
  @ParameterizedTest
  @MethodSource("searches")
  void a_queue_whose_taker_waits_is_linearizable(Options options) {
    assertVerified(queue(true), options);
  }

  @Test
  void two_callers_with_one_number_are_refused() {
    Model model =
        memory -> {
          Linearizability<Integer, Counting, Integer> histories =
              new Linearizability<>(memory, "counter", new CounterSpecification());
          Runnable read = () -> histories.perform(7, Counting.READ, () -> 0);
          return Program.of(
              List.of(Vcpu.of("vcpu0", read), Vcpu.of("vcpu1", read)), histories.property());
        };
    ModelException thrown = assertThrows(ModelException.class, () -> Checker.of(model).run());
    assertTrue(thrown.toString().contains("caller=7"), thrown::toString);
  }
}
