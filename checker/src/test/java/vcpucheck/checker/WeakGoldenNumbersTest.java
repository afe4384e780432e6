package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/**
 * Numbers of states of textbook algorithms under each memory model, without reductions and with
 * blocks, so that a machine that splits or merges states differently is noticed; what states mean
 * is for {@code MachinesAgainstAxiomsTest}. An algorithm whose barriers a model needs, and that has
 * them not, is violated.
 */
final class WeakGoldenNumbersTest {
  private static final int TIMES = 3;

  /** States under {@code sc}, {@code tso} and {@code rc11}; 0 if it is violated. */
  private static Stream<Arguments> algorithms() {
    return Stream.of(
        Arguments.of("counter", new CasCounter(3, TIMES), 2_476, 2_476, 6_607),
        Arguments.of("spin lock", model(WeakGoldenNumbersTest::spinLock), 496, 928, 806),
        Arguments.of("test and set", model(WeakGoldenNumbersTest::testAndSet), 496, 928, 10_802),
        Arguments.of("ticket lock", model(WeakGoldenNumbersTest::ticketLock), 2_152, 3_718, 11_696),
        Arguments.of("Peterson, sc", peterson(Access.VOLATILE, Access.VOLATILE), 458, 536, 4_977),
        Arguments.of(
            "Peterson, acquire and release", peterson(Access.ACQUIRE, Access.RELEASE), 458, 0, 0));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void states(String name, Model model, int sc, int tso, int rc11) {
    assertEquals(
        List.of(sc, tso, rc11),
        states(model, Reductions.none(), MemoryModel.SC, MemoryModel.TSO, MemoryModel.RC11),
        name);
  }

  /**
   * The same with blocks, under {@code tso}, {@code rc11} and {@code arm64}: what this machine
   * needed when they were written down, so that a change shows. That it finds the same, {@code
   * WeakBlocksAgainstOracleTest} says.
   */
  private static Stream<Arguments> blocks() {
    return Stream.of(
        Arguments.of("counter", new CasCounter(3, TIMES), 2_476, 1_198, 3_070),
        Arguments.of("spin lock", model(WeakGoldenNumbersTest::spinLock), 64, 64, 64),
        Arguments.of("test and set", model(WeakGoldenNumbersTest::testAndSet), 352, 926, 11_282),
        Arguments.of("ticket lock", model(WeakGoldenNumbersTest::ticketLock), 1_630, 4_586, 12_776),
        Arguments.of(
            "Peterson, sc", peterson(Access.VOLATILE, Access.VOLATILE), 302, 4_057, 4_977));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void states_with_blocks(String name, Model model, int tso, int rc11, int arm64) {
    assertEquals(
        List.of(tso, rc11, arm64),
        states(model, Reductions.all(), MemoryModel.TSO, MemoryModel.RC11, MemoryModel.ARM64),
        name);
  }

  private static List<Integer> states(Model model, Reductions reductions, MemoryModel... models) {
    return Stream.of(models).map(memory -> states(model, memory, reductions)).toList();
  }

  private static int states(Model model, MemoryModel memory, Reductions reductions) {
    Result result = Checker.of(model).with(Options.defaults().with(memory).with(reductions)).run();
    return switch (result.verdict().kind()) {
      case VERIFIED -> (int) result.stats().states();
      case VIOLATED -> 0;
      case INCOMPLETE -> throw new AssertionError(result.toString());
    };
  }

  /** Three vCPUs with one program. */
  @FunctionalInterface
  private interface Section {
    Runnable build(Memory memory, IntCell data);
  }

  private static Model model(Section section) {
    return memory -> {
      IntCell data = memory.intCell("data", 0);
      Runnable body = section.build(memory, data);
      List<Vcpu<?>> vcpus = new ArrayList<>();
      for (int vcpu = 0; vcpu < 3; vcpu++) {
        vcpus.add(Vcpu.rounds("cpu" + vcpu, TIMES, round -> body.run()));
      }
      return Program.of(vcpus, allCounted(data, 3 * TIMES));
    };
  }

  private static Property allCounted(IntCell data, int expected) {
    return Property.atEnd(
        "lost",
        () -> data.get() == expected ? Optional.empty() : Optional.of("data=" + data.get()));
  }

  private static Runnable spinLock(Memory memory, IntCell data) {
    SpinLock lock = memory.spinLock("lock");
    return () -> {
      lock.lock();
      data.set(data.get() + 1);
      lock.unlock();
    };
  }

  private static Runnable testAndSet(Memory memory, IntCell data) {
    IntCell lock = memory.intCell("lock", 0);
    return () -> {
      memory.<Integer, Integer>loop(
          0,
          again ->
              lock.compareAndSet(0, 1, Access.ACQUIRE) ? Iteration.done(0) : Iteration.again(0));
      data.set(data.get() + 1);
      lock.set(0, Access.RELEASE);
    };
  }

  private static Runnable ticketLock(Memory memory, IntCell data) {
    IntCell next = memory.intCell("next", 0);
    IntCell owner = memory.intCell("owner", 0);
    return () -> {
      int ticket = next.getAndAdd(1, Access.OPAQUE);
      owner.await(ticket);
      data.set(data.get() + 1);
      owner.set(ticket + 1, Access.RELEASE);
    };
  }

  private static Model peterson(Access loads, Access stores) {
    return memory -> {
      List<IntCell> flags = List.of(memory.intCell("flag0", 0), memory.intCell("flag1", 0));
      IntCell turn = memory.intCell("turn", 0);
      IntCell data = memory.intCell("data", 0);
      List<Vcpu<?>> vcpus = new ArrayList<>();
      for (int vcpu = 0; vcpu < 2; vcpu++) {
        int me = vcpu;
        vcpus.add(
            Vcpu.rounds(
                "cpu" + vcpu,
                TIMES,
                round -> {
                  flags.get(me).set(1, stores);
                  turn.set(1 - me, stores);
                  memory.<Integer, Integer>loop(
                      0,
                      again ->
                          flags.get(1 - me).get(loads) == 0 || turn.get(loads) == me
                              ? Iteration.done(0)
                              : Iteration.again(0));
                  data.set(data.get() + 1);
                  flags.get(me).set(0, stores);
                }));
      }
      return Program.of(vcpus, allCounted(data, 2 * TIMES));
    };
  }
}
