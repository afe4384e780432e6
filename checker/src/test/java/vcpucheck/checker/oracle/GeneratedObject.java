package vcpucheck.checker.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.OrderedUpdate.Known;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.checker.model.Linearizability;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Specification;
import vcpucheck.checker.model.Vcpu;

/**
 * A generated program on a pair of numbers, each operation written well or badly.
 *
 * @param seed what it was generated from
 * @param programs what each vCPU does
 */
record GeneratedObject(long seed, List<List<Task>> programs) {
  /** Makes generators with neighbouring seeds begin differently. */
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  /** What is asked of the object. */
  enum Request {
    /** Adds one to the first number; answers what it was. */
    NEXT,
    /** Answers the first number times ten plus the second. */
    READ,
    /** Moves one from the first number to the second if there is any; answers whether it did. */
    MOVE,
    /** Exchanges the numbers; answers their sum. */
    EXCHANGE
  }

  /** How an operation is done. */
  enum Style {
    /** Under the lock. */
    LOCKED,
    /** One access after the other. */
    TORN,
    /** Under the lock, but for what it reads first. */
    EARLY
  }

  /** One operation of a vCPU. */
  record Task(Request request, Style style) {}

  /** The two numbers. */
  record Pair(int first, int second) {}

  /** The pair as a value. */
  record PairSpecification() implements Specification<Pair, Request, Integer> {
    @Override
    public Pair initial() {
      return new Pair(1, 0);
    }

    @Override
    public Next<Pair, Integer> apply(Pair pair, Request request) {
      int first = pair.first();
      int second = pair.second();
      return switch (request) {
        case NEXT -> new Next<>(new Pair(first + 1, second), first);
        case READ -> new Next<>(pair, 10 * first + second);
        case MOVE ->
            first == 0 ? new Next<>(pair, 0) : new Next<>(new Pair(first - 1, second + 1), 1);
        case EXCHANGE -> new Next<>(new Pair(second, first), first + second);
      };
    }
  }

  /** Who remembers what is asked and answered. */
  @FunctionalInterface
  private interface Recorder {
    void perform(int caller, Request request, Supplier<Integer> body);
  }

  /** The object, as code. */
  private record Cells(IntCell first, IntCell second, SpinLock lock) {
    int perform(Task task) {
      int early = task.style() == Style.EARLY ? first.get(Access.OPAQUE) : 0;
      boolean locks = task.style() != Style.TORN;
      if (locks) {
        lock.lock();
      }
      int one = task.style() == Style.EARLY ? early : first.get(Access.OPAQUE);
      int answer = perform(task.request(), one);
      if (locks) {
        lock.unlock();
      }
      return answer;
    }

    private int perform(Request request, int one) {
      switch (request) {
        case NEXT -> {
          first.set(one + 1, Access.OPAQUE);
          return one;
        }
        case READ -> {
          return 10 * one + second.get(Access.OPAQUE);
        }
        case MOVE -> {
          if (one == 0) {
            return 0;
          }
          first.set(one - 1, Access.OPAQUE);
          second.add(1, Access.OPAQUE);
          return 1;
        }
        case EXCHANGE -> {
          int other = second.getAndSet(one, Access.OPAQUE);
          first.set(other, Access.OPAQUE);
          return one + other;
        }
      }
      throw new AssertionError(request);
    }
  }

  static GeneratedObject generate(long seed) {
    Random random = new Random(seed * SPREAD);
    List<List<Task>> programs = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      for (int vcpu = 0; vcpu < 3; vcpu++) {
        programs.add(List.of(new Task(request(random), Style.TORN)));
      }
    } else {
      programs.add(List.of(task(random), task(random)));
      programs.add(
          random.nextBoolean() ? List.of(task(random)) : List.of(task(random), task(random)));
    }
    return new GeneratedObject(seed, programs);
  }

  private static Task task(Random random) {
    boolean isRight = random.nextInt(3) > 0;
    return new Task(request(random), isRight ? Style.LOCKED : style(random));
  }

  private static Request request(Random random) {
    return Request.values()[random.nextInt(Request.values().length)];
  }

  private static Style style(Random random) {
    return Style.values()[random.nextInt(Style.values().length)];
  }

  /** The program with what the checker offers. */
  Model checked() {
    return memory -> {
      Linearizability<Pair, Request, Integer> histories =
          new Linearizability<>(memory, "pair", new PairSpecification());
      return program(memory, histories::perform, histories.property());
    };
  }

  /** The program with a history that is remembered as it is, and judged naively in each state. */
  Model recorded() {
    return memory -> {
      ValueCell<RecordedHistory> history = memory.valueCell("history", RecordedHistory.EMPTY);
      Recorder recorder =
          (caller, request, body) -> {
            history.update(
                new RecordedHistory.Event(caller, true, request, Known.ALL), Access.OPAQUE);
            int answer = memory.call(body);
            history.update(
                new RecordedHistory.Event(caller, false, answer, Known.ALL), Access.OPAQUE);
          };
      Property.Settled check =
          () ->
              history.get().isLinearizable(new PairSpecification())
                  ? Optional.empty()
                  : Optional.of("no order of the operations explains their answers");
      Property property = Property.always(BuiltInProperty.LINEARIZABLE.label(), check);
      return program(memory, recorder, property);
    };
  }

  private Program program(Memory memory, Recorder recorder, Property property) {
    Cells cells =
        new Cells(memory.intCell("first", 1), memory.intCell("second", 0), memory.spinLock("lock"));
    List<Vcpu<?>> vcpus = new ArrayList<>();
    for (int vcpu = 0; vcpu < programs.size(); vcpu++) {
      List<Task> tasks = programs.get(vcpu);
      int caller = vcpu;
      vcpus.add(
          new Vcpu<>(
              "vcpu" + vcpu,
              0,
              number -> {
                Task task = tasks.get(number);
                recorder.perform(caller, task.request(), () -> cells.perform(task));
                return number + 1 < tasks.size() ? Optional.of(number + 1) : Optional.empty();
              }));
    }
    return Program.of(vcpus, property);
  }
}
