package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.fixtures.TestedCode;
import vcpucheck.checker.fixtures.TestedCode.Bodies;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;

/** What code under test must not do with the Java library, every time, and what it may do. */
final class LibraryRulesTest {
  private static final int RUNS = 20;
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final BitSet BITS = new BitSet();
  private static final int[] EARLY = {0};
  private static final AtomicInteger CONSTANT = new AtomicInteger(3);
  private static final Set<Integer> NAMES = Set.of(1, 2, 3);

  /** Code that changes something between two operations. */
  private static TestedCode changing(String part, Supplier<Runnable> captured) {
    return TestedCode.of(
        part,
        "code under test changes " + part,
        (m, x, y) -> {
          Runnable change = captured.get();
          return () -> {
            x.get();
            change.run();
            y.get();
          };
        });
  }

  private static TestedCode calling(String call, Bodies bodies) {
    return TestedCode.of(call, " calls " + call, bodies);
  }

  private static void toss(boolean heads, IntCell x, IntCell y) {
    (heads ? x : y).set(1);
  }

  private static Stream<TestedCode> states() {
    return Stream.of(
        changing(
            "AtomicIntegerArray.state",
            () -> {
              AtomicIntegerArray array = new AtomicIntegerArray(1);
              return () -> array.incrementAndGet(0);
            }),
        changing(
            "AtomicReferenceArray.[0]",
            () -> {
              AtomicReferenceArray<String> array = new AtomicReferenceArray<>(1);
              return () -> array.set(0, "set");
            }),
        changing(
            "AtomicStampedReference.state",
            () -> {
              AtomicStampedReference<String> reference = new AtomicStampedReference<>("a", 0);
              return () -> reference.set("a", reference.getStamp() + 1);
            }),
        changing(
            "BitSet.state",
            () -> {
              BitSet bits = new BitSet();
              return () -> bits.set(3);
            }),
        changing(
            "LibraryRulesTest.(captured variable)",
            () -> {
              DoubleAdder adder = new DoubleAdder();
              return () -> adder.add(.25);
            }),
        changing(
            "Random.state",
            () -> {
              Random seeded = new Random(1);
              return seeded::nextInt;
            }),
        changing(
            "SplittableRandom.state",
            () -> {
              SplittableRandom seeded = new SplittableRandom(1);
              return seeded::nextInt;
            }),
        changing(
            "StringJoiner.state",
            () -> {
              StringJoiner joiner = new StringJoiner("");
              return () -> joiner.add("more");
            }),
        TestedCode.of(
            "an iterator",
            "code under test changes Itr.state",
            (m, x, y) -> {
              Iterator<Integer> numbers = new ArrayList<>(List.of(1, 2, 3)).iterator();
              return () -> x.set(numbers.hasNext() ? 1 : y.get());
            }),
        TestedCode.of(
            "a static counter",
            "code under test changes AtomicInteger.value",
            (m, x, y) -> () -> x.set(COUNTER.incrementAndGet() > 0 ? y.get() : 0)),
        TestedCode.of(
            "a static bit that is turned back",
            "code under test changes BitSet.state",
            (m, x, y) ->
                () -> {
                  x.get();
                  BITS.flip(3);
                }),
        new TestedCode(
            "what is static and set before the first operation",
            "code under test changes int[].[0]",
            memory -> {
              IntCell x = memory.intCell("x", 0);
              return Program.of(
                  List.of(
                      Vcpu.of(
                          "writer",
                          () -> {
                            EARLY[0] = 1;
                            x.get();
                          }),
                      Vcpu.of("reader", () -> x.set(EARLY[0]))));
            }));
  }

  private static Stream<TestedCode> calls() {
    return Stream.of(
        calling(
            "java.time.Year.now",
            (m, x, y) -> () -> toss(Year.now(ZoneOffset.UTC).getValue() < 0, x, y)),
        calling(
            "java.time.Clock.system",
            (m, x, y) -> () -> toss(Clock.system(ZoneOffset.UTC).millis() < 0, x, y)),
        calling(
            "java.util.GregorianCalendar.new",
            (m, x, y) -> () -> toss(new GregorianCalendar().isLenient(), x, y)),
        calling("java.util.Random.new", (m, x, y) -> () -> toss(seed(Random::new), x, y)),
        calling(
            "java.lang.System.getProperty",
            (m, x, y) -> () -> toss(System.getProperty("none") == null, x, y)),
        calling(
            "java.lang.Runtime.getRuntime",
            (m, x, y) -> () -> toss(Runtime.getRuntime().maxMemory() < 0, x, y)),
        calling(
            "java.lang.Thread.currentThread",
            (m, x, y) -> () -> toss(Thread.currentThread().isDaemon(), x, y)),
        calling(
            "java.util.concurrent.Semaphore.new",
            (m, x, y) -> () -> toss(new Semaphore(1).tryAcquire(), x, y)),
        calling(
            "java.util.concurrent.locks.ReentrantLock.new",
            (m, x, y) -> () -> toss(new ReentrantLock().tryLock(), x, y)),
        calling(
            "java.util.concurrent.CompletableFuture.supplyAsync",
            (m, x, y) -> () -> toss(CompletableFuture.supplyAsync(() -> true).join(), x, y)),
        calling("java.lang.Enum.hashCode", (m, x, y) -> () -> toss(Kind.A.hashCode() < 0, x, y)),
        calling(
            "java.lang.Enum.hashCode",
            (m, x, y) -> () -> toss(Thread.State.NEW.hashCode() < 0, x, y)),
        calling(
            "java.lang.Enum.hashCode",
            (m, x, y) -> () -> toss(Stream.of(Kind.A).mapToInt(Kind::hashCode).sum() < 0, x, y)),
        calling(
            "java.lang.Enum.hashCode",
            (m, x, y) -> () -> toss(new Outer(new Kinds(Kind.B, 2)).hashCode() < 0, x, y)),
        calling(
            "java.lang.System.identityHashCode",
            (m, x, y) -> () -> toss(new OfClass(Kind.class).hashCode() < 0, x, y)),
        calling(
            "java.lang.System.identityHashCode",
            (m, x, y) -> () -> toss(new OfObject(new Late()).hashCode() < 0, x, y)),
        TestedCode.of(
            "a clock in a lambda",
            " calls java.lang.System.currentTimeMillis",
            (m, x, y) -> {
              IntSupplier year = () -> (int) (System.currentTimeMillis() / 31_556_952_000L);
              return () -> x.set(year.getAsInt());
            }),
        TestedCode.of(
            "a clock behind a reference to a method",
            " calls java.lang.System.nanoTime",
            (m, x, y) -> {
              LongSupplier time = System::nanoTime;
              return () -> x.set(time.getAsLong() == 0 ? 1 : 0);
            }),
        TestedCode.of(
            "a clock behind an interface",
            " calls java.lang.System.nanoTime",
            (m, x, y) -> {
              BooleanSupplier late = new Late();
              return () -> (late.getAsBoolean() ? x : y).set(1);
            }),
        TestedCode.of(
            "a clock that is captured",
            "code under test changes SystemClock.state",
            (m, x, y) -> {
              Clock clock = Clock.systemUTC();
              return () -> x.set(clock.millis() < 0 ? 1 : 0);
            }));
  }

  private static boolean seed(Supplier<Random> maker) {
    return maker.get().ints(1).sum() < 0;
  }

  /** An enum whose constants have bodies. */
  private enum Kind {
    A,
    B {
      @Override
      int size() {
        return 2;
      }
    };

    int size() {
      return 1;
    }
  }

  private record Kinds(Kind kind, int number) {}

  private record Outer(Kinds kinds) {}

  /** It has a hash code of its own. */
  private record Sized(Kind kind) {
    @Override
    public int hashCode() {
      return kind.size();
    }
  }

  private record Numbers(String name, List<Integer> numbers, Sized sized) {}

  private record Sizes(Optional<Integer> size, Sized sized) {}

  private record OfClass(Class<?> type) {}

  private record OfObject(Late late) {}

  private static final class Late implements BooleanSupplier {
    @Override
    public boolean getAsBoolean() {
      return System.nanoTime() == 0;
    }
  }

  private static Stream<TestedCode> orders() {
    String captured = " iterates over a set or map, and has one made by Set.of or Map.of";
    return Stream.of(
        TestedCode.of(
            "a captured set",
            captured,
            (m, x, y) -> {
              Set<Integer> names = Set.of(1, 2);
              return () -> names.forEach(x::set);
            }),
        TestedCode.of(
            "a captured map",
            captured,
            (m, x, y) -> {
              Map<String, Integer> names = Map.of("a", 1, "b", 2);
              return () -> names.values().forEach(x::set);
            }),
        TestedCode.of(
            "a captured map of enums",
            captured + ", or hashed by enums",
            (m, x, y) -> {
              Map<Thread.State, Integer> names = hashed();
              return () -> names.forEach((state, number) -> x.set(number));
            }),
        TestedCode.of(
            "a set of its own",
            " iterates over a set or map, and ",
            (m, x, y) -> () -> Set.of(1, 2).forEach(x::set)),
        TestedCode.of(
            "a static set",
            " iterates over a set or map, and has one",
            (m, x, y) ->
                () -> {
                  for (int name : NAMES) {
                    x.set(name);
                  }
                }));
  }

  private static Map<Thread.State, Integer> hashed() {
    return new HashMap<>(Map.of(Thread.State.NEW, 1, Thread.State.BLOCKED, 2));
  }

  private static Stream<TestedCode> swallowers() {
    String catches = "catches java.lang.Throwable and goes on around a memory operation";
    return Stream.of(
        TestedCode.of(
            "wrapped, and caught outside",
            catches,
            (m, x, y) ->
                () -> {
                  try {
                    wrapped(x);
                  } catch (IllegalStateException e) {
                    y.set(1);
                  }
                  y.get();
                }),
        TestedCode.of(
            "thrown on sometimes",
            catches,
            (m, x, y) ->
                () -> {
                  try {
                    x.get();
                  } catch (Throwable t) {
                    if (t instanceof IllegalStateException) {
                      throw t;
                    }
                  }
                  y.get();
                }),
        TestedCode.of(
            "by a library",
            "java.util.concurrent.FutureTask.run " + catches,
            (m, x, y) ->
                () -> {
                  new FutureTask<>(x::get).run();
                  y.get();
                }),
        TestedCode.of(
            "synchronized",
            " is synchronized around a memory operation; use Memory.spinLock",
            (m, x, y) -> {
              Object monitor = new Object();
              return () -> {
                synchronized (monitor) {
                  x.set(y.get());
                }
              };
            }));
  }

  private static void wrapped(IntCell x) {
    try {
      x.get();
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  private static Stream<TestedCode> broken() {
    return Stream.of(states(), calls(), orders(), swallowers()).flatMap(codes -> codes);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void is_an_error_of_the_model_every_time(TestedCode code) {
    List<Options> searches = Searches.exhaustive().filter(Options::validate).toList();
    for (int run = 0; run < RUNS; run++) {
      EARLY[0] = 0;
      Options options = searches.get(run % searches.size());
      ModelException refused =
          assertThrows(
              ModelException.class,
              () -> Checker.of(code.model()).with(options).run(),
              () -> code + "\n" + options);
      assertTrue(
          String.valueOf(refused.getMessage()).contains(code.sentence()), refused::getMessage);
    }
  }

  /** Releases a lock when a block is left. */
  private record Guard(SpinLock lock) implements AutoCloseable {
    static Guard of(SpinLock lock) {
      lock.lock();
      return new Guard(lock);
    }

    private void requireHeld() {
      Objects.requireNonNull(lock);
    }

    @Override
    public void close() {
      lock.unlock();
    }
  }

  private static Stream<TestedCode> right() {
    return Stream.of(
        TestedCode.of(
            "a set that is only asked",
            "",
            (m, x, y) ->
                () -> {
                  for (int number : List.of(1, 2, 4)) {
                    x.set(NAMES.contains(number) ? number : 0);
                  }
                }),
        TestedCode.of(
            "a map in the order of insertion",
            "",
            (m, x, y) ->
                () -> {
                  Map<String, Integer> numbers = new LinkedHashMap<>();
                  numbers.put("a", 1);
                  numbers.put("b", 2);
                  numbers.values().forEach(x::set);
                }),
        new TestedCode(
            "a lock that is released when a block is left",
            "",
            memory -> {
              SpinLock lock = memory.spinLock("lock");
              IntCell x = memory.intCell("x", 0);
              return Program.builder()
                  .vcpus(
                      2,
                      () -> {
                        try (Guard guard = Guard.of(lock)) {
                          guard.requireHeld();
                          x.set(x.get() + 1);
                        }
                      })
                  .atEnd("all are counted", () -> x.get() == 2)
                  .build();
            }),
        TestedCode.of(
            "what is thrown on in the end",
            "",
            (m, x, y) ->
                () -> {
                  try {
                    x.get();
                  } catch (Throwable t) {
                    for (Throwable cause = t; cause != null; cause = cause.getCause()) {
                      Objects.requireNonNull(cause.getStackTrace());
                    }
                    throw t;
                  } finally {
                    if (y.get() == 0) {
                      y.set(1);
                    }
                  }
                }),
        TestedCode.of(
            "hash codes of what values are",
            "",
            (m, x, y) -> {
              Numbers numbers = new Numbers("a", List.of(1, 2), new Sized(Kind.B));
              return () -> {
                x.set(numbers.hashCode() + Kind.A.name().hashCode() + Kind.B.size());
                y.set(new Sizes(Optional.of(3), new Sized(Kind.A)).hashCode());
              };
            }),
        TestedCode.of(
            "enums in sets that are only asked",
            "",
            (m, x, y) ->
                () -> x.set(new HashSet<>(List.of(Kind.A, Kind.B)).contains(Kind.A) ? 1 : y.get())),
        TestedCode.of(
            "clocks that stand",
            "",
            (m, x, y) -> {
              Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
              return () -> x.set(LocalDate.now(clock).getYear());
            }),
        TestedCode.of(
            "objects of the library that stay with it",
            "",
            (m, x, y) -> {
              BitSet asked = new BitSet();
              return () -> {
                BitSet bits = new BitSet();
                bits.set(x.get());
                AtomicIntegerArray array = new AtomicIntegerArray(1);
                array.incrementAndGet(0);
                Thread.onSpinWait();
                x.set(new Random(1).nextInt(3) + CONSTANT.get() + asked.size() + bits.size());
              };
            }),
        TestedCode.of(
            "synchronized beside operations",
            "",
            (m, x, y) -> {
              Object monitor = new Object();
              return () -> {
                int seen = x.get();
                synchronized (monitor) {
                  seen += monitor.equals(x) ? 1 : 0;
                }
                y.set(seen);
              };
            }));
  }

  @ParameterizedTest
  @MethodSource("right")
  void what_follows_from_what_was_observed_is_no_error(TestedCode code) {
    Checker.of(code.model()).run().assertVerified();
  }
}
