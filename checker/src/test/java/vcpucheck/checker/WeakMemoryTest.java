package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Step;

/**
 * Missing barriers of real code, in small: each is found under the models whose hardware or
 * compiler shows it, and with the barrier it is verified under all.
 */
final class WeakMemoryTest {
  /** A defect, and what it violates under each model, "" if nothing. */
  record Defect(String name, Fixable model, String sc, String tso, String rc11, String arm64) {
    String expected(MemoryModel memory) {
      return switch (memory) {
        case SC -> sc;
        case TSO -> tso;
        case RC11 -> rc11;
        case ARM64 -> arm64;
      };
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A model with or without its barrier. */
  @FunctionalInterface
  interface Fixable {
    Program build(Memory memory, boolean isFixed);
  }

  private static final String RACE = "no-data-race";
  private static final String SAFETY = "memory-safety";

  static Stream<Defect> defects() {
    return Stream.of(
        new Defect("publication", WeakMemoryTest::publication, "", "", RACE, RACE),
        new Defect("own stores", WeakMemoryTest::ownStores, "", "", RACE, RACE),
        new Defect("wake-up", WeakMemoryTest::wakeUp, "", "deadlock", "deadlock", "deadlock"),
        new Defect("context", WeakMemoryTest::context, "", "", "latest", "latest"),
        new Defect("bakery lock", WeakMemoryTest::bakery, "", "lost", RACE, RACE),
        new Defect("queue lock", WeakMemoryTest::queueLock, "", "", "deadlock", "deadlock"),
        new Defect("reclamation", WeakMemoryTest::reclamation, "", SAFETY, SAFETY, SAFETY),
        new Defect("reference count", WeakMemoryTest::referenceCount, "", "", SAFETY, SAFETY));
  }

  @ParameterizedTest
  @MethodSource("defects")
  void defects_show_where_they_can(Defect defect) {
    for (MemoryModel memory : MemoryModel.values()) {
      Model broken = built -> defect.model().build(built, false);
      assertEquals(defect.expected(memory), violated(broken, memory), memory + " before");
      Model fixed = built -> defect.model().build(built, true);
      assertEquals("", violated(fixed, memory), memory + " after");
    }
  }

  @ParameterizedTest
  @MethodSource("defects")
  void counterexamples_are_replayed(Defect defect) {
    for (MemoryModel memory : MemoryModel.values()) {
      Model broken = built -> defect.model().build(built, false);
      Options options = options(memory);
      Optional<Counterexample> shown = Checker.of(broken).with(options).run().counterexample();
      assertEquals(!defect.expected(memory).isEmpty(), shown.isPresent(), memory.word());
      shown.ifPresent(
          found -> {
            Replay replay =
                Checker.of(broken)
                    .with(options)
                    .replay(found.schedule(), found.steps().stream().map(Step::operation).toList());
            Replay.Violation violation = new Replay.Violation(found.property(), found.message());
            assertEquals(Optional.of(violation), replay.violation(), memory.word());
            assertEquals(found.steps(), replay.steps(), memory.word());
          });
    }
  }

  @ParameterizedTest
  @MethodSource("defects")
  void ways_of_searching_make_no_difference(Defect defect) {
    for (MemoryModel memory : MemoryModel.values()) {
      Options options = Options.defaults().with(memory).withKeepGoing(true);
      Model model = built -> defect.model().build(built, true);
      Stats expected = Checker.of(model).with(options).run().stats();
      for (Options.Store store : Options.Store.values()) {
        for (int workers = 1; workers < 4; workers += 2) {
          Options other = options.with(store).withWorkers(workers);
          Stats found = Checker.of(model).with(other).run().stats();
          assertEquals(expected, found, memory + ", " + store + ", workers " + workers);
        }
      }
    }
  }

  /* Depth first, since a wrong bakery lock has very many executions under arm64. */
  private static Options options(MemoryModel memory) {
    return Options.defaults().with(memory).with(Options.Order.DFS).withShortest(false);
  }

  /** Without promises rc11 leaves out that a store overtakes a sequentially consistent one. */
  @ParameterizedTest
  @CsvSource({"VOLATILE, FULL, false", "VOLATILE, ACQUIRE, true", "RELEASE, FULL, true"})
  void rc11_does_not_decide_what_it_leaves_out(Access access, Fence fence, boolean isDecided) {
    Verdict holds = underRc11(memory -> stores(memory, access, fence, 1));
    assertEquals(isDecided ? VerdictKind.VERIFIED : VerdictKind.INCOMPLETE, holds.kind());
    Verdict neverMet = underRc11(memory -> stores(memory, access, fence, 2));
    assertEquals(isDecided ? VerdictKind.VIOLATED : VerdictKind.INCOMPLETE, neverMet.kind());
  }

  private static Verdict underRc11(Model model) {
    return Checker.of(model).with(options(MemoryModel.RC11)).run().verdict();
  }

  private static Program stores(Memory memory, Access access, Fence fence, int met) {
    IntCell x = memory.intCell("x", 0);
    IntCell y = memory.intCell("y", 0);
    return Program.of(
        List.of(
            Vcpu.of(
                "writer",
                () -> {
                  x.set(1, access);
                  y.set(1, Access.OPAQUE);
                }),
            Vcpu.of(
                "reader",
                () -> {
                  y.get(Access.OPAQUE);
                  memory.fence(fence);
                  x.get(Access.OPAQUE);
                })),
        Property.sometimes("met", () -> x.get() == met));
  }

  private static String violated(Model model, MemoryModel memory) {
    Verdict verdict = Checker.of(model).with(options(memory)).run().verdict();
    if (verdict instanceof Verdict.Violated violated) {
      return violated.property();
    }
    return verdict instanceof Verdict.Verified ? "" : verdict.toString();
  }

  /** Plain data behind a relaxed flag. */
  private static Program publication(Memory memory, boolean isFixed) {
    IntCell data = memory.intCell("data", 0);
    IntCell flag = memory.intCell("flag", 0);
    return Program.of(
        List.of(
            Vcpu.of(
                "writer",
                () -> {
                  data.set(1);
                  flag.set(1, isFixed ? Access.RELEASE : Access.OPAQUE);
                }),
            Vcpu.of(
                "reader",
                () -> {
                  if (flag.get(isFixed ? Access.ACQUIRE : Access.OPAQUE) == 1) {
                    memory.expect(data.get() == 1, "new-data", "old data");
                  }
                })));
  }

  /** A struct of a slab. */
  private record Bucket(IntCell state) {
    static Bucket in(Cells cells) {
      return new Bucket(cells.intCell("state", 0));
    }
  }

  /** A new struct is counted before it can be seen. */
  private static Program ownStores(Memory memory, boolean isFixed) {
    Slab<Bucket> slab = memory.slab("bucket", 1, Bucket::in);
    RefCell<Bucket> bucket = memory.refCell("first");
    IntCell count = memory.intCell("count", 0);
    return Program.of(
        List.of(
            Vcpu.of(
                "adds",
                () -> {
                  Bucket fresh = slab.alloc();
                  if (fresh != null) {
                    fresh.state().set(7);
                  }
                  bucket.set(fresh);
                  if (isFixed) {
                    memory.fence(Fence.STORE_STORE);
                  }
                  count.set(1, Access.OPAQUE);
                }),
            Vcpu.of(
                "uses",
                () -> {
                  if (count.get(Access.OPAQUE) == 1) {
                    memory.fence(Fence.ACQUIRE);
                    @Nullable Bucket found = bucket.get();
                    boolean isThere = found != null && found.state().get() == 7;
                    memory.expect(isThere, "there", "a counted bucket is not there");
                  }
                })));
  }

  /** Both sides store, then load: one must see the other. */
  private static Program wakeUp(Memory memory, boolean isFixed) {
    IntCell sleeps = memory.intCell("sleeps", 0);
    IntCell ring = memory.intCell("ring", 0);
    IntCell bell = memory.intCell("bell", 0);
    return Program.of(
        List.of(
            Vcpu.of(
                "guest",
                () -> {
                  ring.set(1, Access.RELEASE);
                  if (isFixed) {
                    memory.fence(Fence.FULL);
                  }
                  if (sleeps.get(Access.ACQUIRE) == 1) {
                    bell.set(1, Access.RELEASE);
                  }
                }),
            Vcpu.of(
                "daemon",
                () -> {
                  sleeps.set(1, Access.RELEASE);
                  if (isFixed) {
                    memory.fence(Fence.FULL);
                  }
                  if (ring.get(Access.ACQUIRE) == 0) {
                    bell.await(1);
                  }
                })));
  }

  /** A flag is read, and what it guards was read before. */
  private static Program context(Memory memory, boolean isFixed) {
    IntCell running = memory.intCell("running", 1);
    IntCell saved = memory.intCell("saved", 0);
    return Program.of(
        List.of(
            Vcpu.of(
                "switches",
                () -> {
                  saved.set(1, Access.OPAQUE);
                  memory.fence(Fence.STORE_STORE);
                  running.set(0, Access.OPAQUE);
                }),
            Vcpu.of(
                "pauses",
                () -> {
                  memory.<Integer, Integer>loop(
                      0,
                      again ->
                          running.get(Access.OPAQUE) == 0 ? Iteration.done(0) : Iteration.again(0));
                  if (isFixed) {
                    memory.fence(Fence.ACQUIRE);
                  }
                  memory.expect(saved.get(Access.OPAQUE) == 1, "latest", "an old context");
                })));
  }

  /** Two tickets are drawn at once. */
  private static Program bakery(Memory memory, boolean isFixed) {
    List<IntCell> choosing = new ArrayList<>();
    List<IntCell> number = new ArrayList<>();
    for (int vcpu = 0; vcpu < 2; vcpu++) {
      choosing.add(memory.intCell("choosing" + vcpu, 0));
      number.add(memory.intCell("number" + vcpu, 0));
    }
    IntCell data = memory.intCell("data", 0);
    List<Vcpu<?>> vcpus = new ArrayList<>();
    for (int vcpu = 0; vcpu < 2; vcpu++) {
      int me = vcpu;
      int other = 1 - vcpu;
      Runnable barrier = isFixed ? () -> memory.fence(Fence.FULL) : () -> {};
      vcpus.add(
          Vcpu.of(
              "cpu" + vcpu,
              () -> {
                choosing.get(me).set(1, Access.OPAQUE);
                barrier.run();
                int mine = number.get(other).get(Access.OPAQUE) + 1;
                number.get(me).set(mine, Access.OPAQUE);
                barrier.run();
                choosing.get(me).set(0, Access.OPAQUE);
                barrier.run();
                choosing.get(other).await(0);
                waitForTurn(memory, number.get(other), mine, me < other);
                barrier.run();
                data.set(data.get() + 1);
                barrier.run();
                number.get(me).set(0, Access.OPAQUE);
              }));
    }
    return Program.of(
        vcpus,
        Property.atEnd(
            "lost", () -> data.get() == 2 ? Optional.empty() : Optional.of("data=" + data.get())));
  }

  private static void waitForTurn(Memory memory, IntCell number, int mine, boolean isFirst) {
    memory.<Integer, Integer>loop(
        0,
        again -> {
          int other = number.get(Access.OPAQUE);
          if (other == 0 || other > mine || (other == mine && isFirst)) {
            return Iteration.done(0);
          }
          number.awaitNot(other);
          return Iteration.again(0);
        });
  }

  /** A waiter's node is linked in before it says that it waits. */
  private static Program queueLock(Memory memory, boolean isFixed) {
    IntCell tail = memory.intCell("tail", 0);
    List<IntCell> next = new ArrayList<>();
    List<IntCell> locked = new ArrayList<>();
    for (int vcpu = 0; vcpu < 2; vcpu++) {
      next.add(memory.intCell("next" + vcpu, 0));
      locked.add(memory.intCell("locked" + vcpu, 0));
    }
    List<Vcpu<?>> vcpus = new ArrayList<>();
    for (int vcpu = 0; vcpu < 2; vcpu++) {
      int me = vcpu;
      vcpus.add(
          Vcpu.of(
              "cpu" + vcpu,
              () -> {
                locked.get(me).set(1, Access.OPAQUE);
                int before = tail.getAndSet(me + 1, Access.ACQUIRE_RELEASE);
                if (before != 0) {
                  locked.get(me).set(1, Access.OPAQUE);
                  next.get(before - 1).set(me + 1, isFixed ? Access.RELEASE : Access.OPAQUE);
                  locked.get(me).await(0);
                }
                boolean isLast = tail.compareAndSet(me + 1, 0, Access.RELEASE);
                if (!isLast) {
                  int successor = next.get(me).awaitNot(0);
                  locked.get(successor - 1).set(0, Access.RELEASE);
                }
              }));
    }
    return Program.of(vcpus);
  }

  /** A reader says that it reads, then takes a pointer, which the writer has not seen. */
  private static Program reclamation(Memory memory, boolean isFixed) {
    Slab<Bucket> slab = memory.slab("bucket", 1, Slab.Reuse.NEVER, Bucket::in);
    Bucket first = slab.alloc();
    RefCell<Bucket> head = memory.refCell("head", first);
    IntCell reads = memory.intCell("reads", 0);
    return Program.of(
        List.of(
            Vcpu.of(
                "reader",
                () -> {
                  reads.set(1, Access.OPAQUE);
                  if (isFixed) {
                    memory.fence(Fence.FULL);
                  }
                  @Nullable Bucket found = head.get(Access.ACQUIRE);
                  if (found != null) {
                    found.state().get(Access.OPAQUE);
                  }
                  reads.set(0, Access.RELEASE);
                }),
            Vcpu.of(
                "writer",
                () -> {
                  @Nullable Bucket old = head.get(Access.OPAQUE);
                  head.set(null, Access.RELEASE);
                  memory.fence(Fence.FULL);
                  reads.await(0);
                  if (old != null) {
                    slab.free(old);
                  }
                })));
  }

  /** The last one frees what the others may still write. */
  private static Program referenceCount(Memory memory, boolean isFixed) {
    Slab<Bucket> slab = memory.slab("object", 1, Bucket::in);
    Bucket object = slab.alloc();
    IntCell count = memory.intCell("count", 2);
    List<Vcpu<?>> vcpus = new ArrayList<>();
    for (int vcpu = 0; vcpu < 2; vcpu++) {
      vcpus.add(
          Vcpu.of(
              "cpu" + vcpu,
              () -> {
                if (object != null) {
                  object.state().set(1, Access.OPAQUE);
                  Access access = isFixed ? Access.ACQUIRE_RELEASE : Access.RELEASE;
                  if (count.getAndAdd(-1, access) == 1) {
                    slab.free(object);
                  }
                }
              }));
    }
    return Program.of(vcpus);
  }
}
