package vcpucheck.checker.oracle.axiomatic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.oracle.axiomatic.Instruction.Barrier;
import vcpucheck.checker.oracle.axiomatic.Instruction.Copy;
import vcpucheck.checker.oracle.axiomatic.Instruction.Load;
import vcpucheck.checker.oracle.axiomatic.Instruction.Require;
import vcpucheck.checker.oracle.axiomatic.Instruction.Store;
import vcpucheck.checker.oracle.axiomatic.Instruction.Swap;

/** Load buffering: a store is seen before an earlier load unless something keeps it behind. */
final class DependencyTest {
  private static final Instruction READ = new Load(0, 0, Access.OPAQUE);
  private static final Instruction WRITE = new Store(1, 1, Access.OPAQUE);

  /** What the first of two threads does between x and y; the other does it between y and x. */
  record Buffering(String name, List<Instruction> thread, boolean isAllowed) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Buffering> bufferings() {
    return Stream.of(
        new Buffering("nothing", List.of(READ, WRITE), true),
        new Buffering("swap", List.of(READ, new Swap(1, 1, 1, Access.OPAQUE)), true),
        new Buffering("acquire swap", List.of(READ, new Swap(1, 1, 1, Access.ACQUIRE)), true),
        new Buffering("data", List.of(READ, new Copy(1, 0, Access.OPAQUE)), false),
        new Buffering("control", List.of(READ, new Require(0, 1), WRITE), false),
        new Buffering("acquire", List.of(new Load(0, 0, Access.ACQUIRE), WRITE), false),
        new Buffering("release", List.of(READ, new Store(1, 1, Access.RELEASE)), false),
        new Buffering("full", List.of(READ, new Barrier(Fence.FULL), WRITE), false),
        new Buffering("read fence", List.of(READ, new Barrier(Fence.ACQUIRE), WRITE), false),
        new Buffering("release fence", List.of(READ, new Barrier(Fence.RELEASE), WRITE), false),
        new Buffering("write fence", List.of(READ, new Barrier(Fence.STORE_STORE), WRITE), true));
  }

  @ParameterizedTest
  @MethodSource("bufferings")
  void both_threads(Buffering buffering) {
    Litmus litmus =
        new Litmus(
            List.of(buffering.thread(), buffering.thread().stream().map(this::swapped).toList()),
            2,
            2);
    assertEquals(buffering.isAllowed(), bothReadOne(litmus, MemoryModel.ARM64));
    assertEquals(false, bothReadOne(litmus, MemoryModel.RC11));
  }

  @Test
  void one_dependency_is_not_enough() {
    for (List<Instruction> kept :
        List.<List<Instruction>>of(
            List.of(READ, new Copy(1, 0, Access.OPAQUE)),
            List.of(READ, new Require(0, 1), WRITE))) {
      Litmus litmus = new Litmus(List.of(kept, List.of(swapped(READ), swapped(WRITE))), 2, 2);
      assertEquals(true, bothReadOne(litmus, MemoryModel.ARM64));
    }
  }

  /** What the code stores anyway does not depend on what it read. */
  @Test
  void a_value_that_is_the_same_anyway_is_no_dependency() {
    Model model =
        memory -> {
          IntCell x = memory.intCell("x", 0);
          IntCell y = memory.intCell("y", 0);
          IntCell first = memory.intCell("first", 0);
          IntCell second = memory.intCell("second", 0);
          return Program.of(
              List.of(
                  Vcpu.of(
                      "stores 1",
                      () -> {
                        int read = x.get(Access.OPAQUE);
                        y.set(Math.max(read, 1), Access.OPAQUE);
                        first.set(read, Access.OPAQUE);
                      }),
                  Vcpu.of(
                      "copies",
                      () -> {
                        int read = y.get(Access.OPAQUE);
                        x.set(read, Access.OPAQUE);
                        second.set(read, Access.OPAQUE);
                      })));
        };
    Set<String> seen =
        Checker.of(model)
            .with(Options.defaults().with(MemoryModel.ARM64))
            .outcomes()
            .ends()
            .stream()
            .map(DependencyTest::registers)
            .collect(Collectors.toSet());
    assertEquals(Set.of("0 0", "0 1", "1 1"), seen);
  }

  private static String registers(Map<String, String> end) {
    return end.get("first") + " " + end.get("second");
  }

  private Instruction swapped(Instruction instruction) {
    if (instruction instanceof Load load) {
      return new Load(1 - load.location(), load.register(), load.access());
    }
    if (instruction instanceof Store store) {
      return new Store(1 - store.location(), store.value(), store.access());
    }
    if (instruction instanceof Copy copy) {
      return new Copy(1 - copy.location(), copy.register(), copy.access());
    }
    if (instruction instanceof Swap swap) {
      return new Swap(1 - swap.location(), swap.value(), swap.register(), swap.access());
    }
    return instruction;
  }

  private static boolean bothReadOne(Litmus litmus, MemoryModel model) {
    LitmusModel found = new LitmusModel(litmus);
    return found
        .outcomes(Checker.of(found).with(Options.defaults().with(model)).outcomes())
        .stream()
        .anyMatch(end -> end.registers().get(0).get(0) == 1 && end.registers().get(1).get(0) == 1);
  }
}
