package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.fixtures.TestedCode;
import vcpucheck.checker.fixtures.TestedCode.Bodies;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/** A rule of code under test that is broken is an error of the model, every time. */
final class BrokenRulesTest {
  private static int shared;

  private static TestedCode unpredictable(String call, Bodies bodies) {
    return TestedCode.of(call, " calls " + call + "; ", bodies);
  }

  private static void toss(boolean heads, IntCell x, IntCell y) {
    (heads ? x : y).set(1);
  }

  private static int readInScopes(Memory memory, IntCell x) {
    return memory.call(() -> memory.call(x::get));
  }

  private static boolean helper() {
    return Math.random() < .5;
  }

  private static Stream<TestedCode> broken() {
    return Stream.of(
        unpredictable("java.lang.Math.random", (m, x, y) -> () -> toss(Math.random() < .5, x, y)),
        unpredictable("java.lang.Math.random", (m, x, y) -> () -> toss(helper(), x, y)),
        unpredictable(
            "java.lang.System.nanoTime", (m, x, y) -> () -> toss(System.nanoTime() % 2 == 0, x, y)),
        unpredictable(
            "java.lang.System.identityHashCode",
            (m, x, y) -> () -> toss(System.identityHashCode(new Object()) % 2 == 0, x, y)),
        unpredictable(
            "java.util.Random.new", (m, x, y) -> () -> toss(new Random().nextBoolean(), x, y)),
        unpredictable(
            "java.util.concurrent.ThreadLocalRandom.current",
            (m, x, y) -> () -> toss(ThreadLocalRandom.current().nextBoolean(), x, y)),
        unpredictable(
            "java.util.UUID.randomUUID",
            (m, x, y) -> () -> toss(UUID.randomUUID().version() == 4, x, y)),
        unpredictable(
            "java.lang.Runtime.getRuntime",
            (m, x, y) -> () -> toss(Runtime.getRuntime().freeMemory() / 8 % 2 == 0, x, y)),
        unpredictable(
            "java.util.Collections.shuffle",
            (m, x, y) ->
                () -> {
                  List<Integer> cards = new ArrayList<>(List.of(1, 2, 3, 4));
                  Collections.shuffle(cards);
                  toss(cards.get(0) > 2, x, y);
                }),
        unpredictable(
            "java.util.stream.IntStream.parallel",
            (m, x, y) ->
                () -> toss(IntStream.range(0, 9).parallel().findAny().orElse(0) < 5, x, y)),
        unpredictable(
            "java.util.List.parallelStream",
            (m, x, y) ->
                () -> toss(List.of(1, 2, 3).parallelStream().findAny().orElse(0) < 2, x, y)),
        unpredictable(
            "java.lang.Thread.new",
            (m, x, y) -> () -> x.set(new Thread(() -> y.set(1)).isDaemon() ? 1 : 0)),
        TestedCode.of(
            "a captured array",
            "code under test changes int[].[0]; make it a cell",
            (m, x, y) -> {
              int[] captured = {0};
              return () -> {
                x.get();
                captured[0]++;
                if (captured[0] % 2 == 0) {
                  y.set(1);
                }
              };
            }),
        TestedCode.of(
            "a captured counter",
            "code under test changes BrokenRulesTest.(captured variable)",
            (m, x, y) -> {
              AtomicInteger counter = new AtomicInteger();
              return () -> {
                x.set(1);
                counter.incrementAndGet();
                y.get();
              };
            }),
        TestedCode.of(
            "a captured list",
            "code under test changes ArrayList.size()",
            (m, x, y) -> {
              List<Integer> seen = new ArrayList<>();
              return () -> seen.add(x.get());
            }),
        TestedCode.of(
            "a captured map",
            "code under test changes HashMap",
            (m, x, y) -> {
              Map<String, Integer> seen = new HashMap<>();
              return () -> {
                seen.put("x", x.get());
                y.set(seen.size());
              };
            }),
        TestedCode.of(
            "a static field",
            "writes the static field vcpucheck.checker.BrokenRulesTest.shared; make it a cell",
            (m, x, y) ->
                () -> {
                  x.get();
                  shared++;
                }),
        TestedCode.of(
            "a static list, which nobody looks at",
            "code under test changes ArrayList.size()",
            (m, x, y) ->
                () -> {
                  x.get();
                  SEEN.add(1);
                }),
        TestedCode.of(
            "a static map, which another vCPU looks at",
            "code under test changes HashMap",
            (m, x, y) ->
                () -> {
                  x.get();
                  ROUNDS.merge(1, 1, Integer::sum);
                  y.set(ROUNDS.containsKey(1) ? 1 : 0);
                }),
        TestedCode.of(
            "a field of the only object of a class",
            "code under test changes Fields.rounds",
            (m, x, y) ->
                () -> {
                  x.get();
                  Fields.ONLY.rounds++;
                }),
        TestedCode.of(
            "a field of a constant",
            "code under test changes Constant.rounds",
            (m, x, y) ->
                () -> {
                  x.get();
                  Constant.ONE.rounds++;
                }),
        TestedCode.of(
            "a swallowed throwable, and another operation",
            "catches java.lang.Throwable and goes on around a memory operation",
            (m, x, y) ->
                () -> {
                  try {
                    x.set(1);
                  } catch (Throwable swallowed) {
                    y.set(1);
                  }
                  y.get();
                }),
        TestedCode.of(
            "a throwable that is swallowed around a scope that was called before",
            "catches java.lang.Throwable and goes on around a memory operation",
            (m, x, y) ->
                () -> {
                  readInScopes(m, x);
                  try {
                    readInScopes(m, x);
                  } catch (Throwable swallowed) {
                    return;
                  }
                  y.get();
                }),
        TestedCode.of(
            "a swallowed error",
            "catches java.lang.Error and goes on around a memory operation",
            (m, x, y) ->
                () -> {
                  try {
                    x.set(1);
                  } catch (Error swallowed) {
                    y.set(1);
                  }
                }),
        new TestedCode(
            "equals that ignores a component",
            "equal values must be alike in every part",
            memory -> {
              IntCell x = memory.intCell("x", 0);
              ValueCell<Id> cell = memory.valueCell("id", new Id(1, 0));
              return Program.of(
                  List.of(
                      Vcpu.of(
                          "a",
                          () -> {
                            cell.set(new Id(1, 5));
                            x.set(cell.get().data());
                          })));
            }),
        new TestedCode(
            "a field of the model",
            "code under test changes Fields.seen; make it a cell",
            memory -> {
              IntCell x = memory.intCell("x", 0);
              IntCell y = memory.intCell("y", 0);
              Fields fields = new Fields();
              return Program.of(
                  List.of(
                      Vcpu.of(
                          "writer",
                          () -> {
                            x.get();
                            fields.seen = true;
                          }),
                      Vcpu.of(
                          "reader",
                          () -> {
                            y.get();
                            if (fields.seen) {
                              y.set(1);
                            }
                          })));
            }),
        counting(
            "a variable that starts as no build before",
            "what differs is its variables; build it from constants",
            (memory, build) -> {
              memory.intCell("unread", build);
              return List.of(memory.intCell("z", 0)::get);
            },
            build -> Optional.empty()),
        counting(
            "code that does what it did in no build before",
            "what differs is the code of vCPU a",
            (memory, build) -> {
              IntCell z = memory.intCell("z", 0);
              return List.of(() -> z.set(build));
            },
            build -> Optional.empty()),
        counting(
            "one vCPU more in every other build",
            "what differs is the vCPUs",
            (memory, build) -> {
              IntCell z = memory.intCell("z", 0);
              return build % 2 == 0 ? List.of(z::get) : List.of(z::get, z::get);
            },
            build -> Optional.empty()),
        counting(
            "a property of every other build",
            "what differs is its properties",
            (memory, build) -> List.of(memory.intCell("z", 0)::get),
            build ->
                build % 2 == 0
                    ? Optional.empty()
                    : Optional.of(Property.always("holds", () -> true))));
  }

  /** How often the models below have been built. */
  private static final AtomicInteger BUILDS = new AtomicInteger();

  /** The bodies of vCPUs in a build. */
  private interface Built {
    List<Runnable> of(Memory memory, int build);
  }

  /** A model that knows the number of its build. */
  private static TestedCode counting(
      String name, String sentence, Built bodies, IntFunction<Optional<Property>> property) {
    return new TestedCode(
        name,
        sentence,
        memory -> {
          int build = BUILDS.getAndIncrement();
          List<Vcpu<?>> vcpus = new ArrayList<>();
          for (Runnable body : bodies.of(memory, build)) {
            vcpus.add(Vcpu.of(vcpus.isEmpty() ? "a" : "b", body));
          }
          return Program.of(vcpus, property.apply(build).stream().toArray(Property[]::new));
        });
  }

  private static final List<Integer> UNCHANGED = new ArrayList<>(List.of(1));
  private static final List<Integer> SEEN = new ArrayList<>();
  private static final Map<Integer, Integer> ROUNDS = new HashMap<>();

  private static final class Fields {
    private static final Fields ONLY = new Fields();

    private boolean seen;
    private int rounds;
  }

  @SuppressWarnings("ImmutableEnumChecker") // that is what is wrong with it
  private enum Constant {
    ONE;

    private int rounds;
  }

  /** Equal if the numbers are, whatever the data. */
  private record Id(int number, int data) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Id id && id.number == number;
    }

    @Override
    public int hashCode() {
      return Objects.hash(number);
    }
  }

  @ParameterizedTest
  @MethodSource("broken")
  void is_an_error_of_the_model_every_time(TestedCode broken) {
    List<Options> searches = Searches.exhaustive().filter(Options::validate).toList();
    for (int run = 0; run < 100; run++) {
      Options options = searches.get(run % searches.size());
      ModelException refused =
          assertThrows(
              ModelException.class,
              () -> Checker.of(broken.model()).with(options).run(),
              () -> broken + "\n" + options);
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.contains(broken.sentence()), message);
    }
  }

  /** A value written inside of a scope and read behind it: only one of many histories shows it. */
  @ParameterizedTest
  @CsvSource({"21, 16", "500, 450"})
  void what_one_of_many_histories_smuggles_out_is_noticed(int histories, int one) {
    Model model =
        memory -> {
          IntCell x = memory.intCell("x", 0);
          IntCell y = memory.intCell("y", 0);
          return Program.of(
              List.of(
                  Vcpu.of("setter", () -> x.set(memory.choose("value", histories))),
                  Vcpu.of(
                      "smuggler",
                      () -> {
                        int[] box = {0};
                        memory.run(() -> box[0] = x.get());
                        y.get();
                        if (box[0] == one) {
                          y.set(1);
                        }
                      })));
        };
    ModelException refused = assertThrows(ModelException.class, () -> Checker.of(model).run());
    assertTrue(
        String.valueOf(refused.getMessage()).contains("must do the same when it observes the same"),
        refused::getMessage);
  }

  @Test
  void rules_that_are_kept_are_no_error() {
    Model model =
        memory -> {
          IntCell x = memory.intCell("x", 0);
          Random seeded = new Random(1);
          int[] constants = {1, 2, 3};
          List<Integer> captured = new ArrayList<>(List.of(seeded.nextInt(3), 5));
          return Program.of(
              List.of(
                  Vcpu.of(
                      "a",
                      () -> {
                        List<Integer> local = new ArrayList<>(captured);
                        Collections.shuffle(local, new Random(UNCHANGED.get(0)));
                        try {
                          local.add(x.get());
                        } catch (RuntimeException e) {
                          local.clear();
                        } finally {
                          x.set(constants[local.size() % constants.length]);
                        }
                      }),
                  new Vcpu<>("b", 0, round -> Optional.of(round + 1).filter(next -> next < 3))));
        };
    Result result = Checker.of(model).run().assertVerified();
    Validation validation = result.stats().validation().orElseThrow();
    assertEquals(validation.merged(), validation.compared());
  }
}
