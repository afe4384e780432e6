package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Linearizability;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Specification;
import vcpucheck.checker.model.Vcpu;

/**
 * Under weak memory an operation must come behind another one if the end of that happens before its
 * beginning, and for no other reason.
 */
final class WeakLinearizabilityTest {
  /** Some numbers, by name, all of them 0 at first: to be stored, or loaded. */
  private record Asked(String name, int stored) {
    static final int LOADS = -1;
  }

  private record RegistersSpecification()
      implements Specification<Map<String, Integer>, Asked, Integer> {
    @Override
    public Map<String, Integer> initial() {
      return Map.of();
    }

    @Override
    public Next<Map<String, Integer>, Integer> apply(Map<String, Integer> registers, Asked access) {
      if (access.stored() == Asked.LOADS) {
        return new Next<>(registers, registers.getOrDefault(access.name(), 0));
      }
      Map<String, Integer> after = new HashMap<>(registers);
      after.put(access.name(), access.stored());
      return new Next<>(Map.copyOf(after), access.stored());
    }
  }

  /** Registers x and y, of which every load may be of long ago, and beside them a flag. */
  private static final class World {
    private final IntCell x;
    private final IntCell y;
    private final Memory memory;
    private final Linearizability<Map<String, Integer>, Asked, Integer> history;
    private final List<Vcpu<?>> vcpus = new ArrayList<>();
    final IntCell flag;

    World(Memory memory) {
      this.memory = memory;
      x = memory.intCell("x", 0);
      y = memory.intCell("y", 0);
      flag = memory.intCell("flag", 0);
      history = new Linearizability<>(memory, "registers", new RegistersSpecification());
    }

    private IntCell cell(String name) {
      return name.equals("x") ? x : y;
    }

    void store(int caller, String name) {
      history.perform(
          caller,
          new Asked(name, 1),
          () -> {
            cell(name).set(1, Access.OPAQUE);
            return 1;
          });
    }

    void load(int caller, String name) {
      history.perform(caller, new Asked(name, Asked.LOADS), () -> cell(name).get(Access.OPAQUE));
    }

    /** A load that always answers 0. */
    void forget(int caller, String name) {
      history.perform(caller, new Asked(name, Asked.LOADS), () -> 0);
    }

    void fence(Fence fence) {
      memory.fence(fence);
    }

    World vcpu(Runnable body) {
      vcpus.add(Vcpu.of("vcpu" + vcpus.size(), body));
      return this;
    }

    Program program() {
      return Program.of(vcpus, history.property());
    }
  }

  private static final Set<MemoryModel> ALL = EnumSet.allOf(MemoryModel.class);
  private static final Set<MemoryModel> WEAK = EnumSet.complementOf(EnumSet.of(MemoryModel.SC));
  private static final Set<MemoryModel> NONE = Set.of();

  /**
   * Checks under each model, with blocks and without.
   *
   * @param violated the models under which the history is violated by happens-before
   * @param strict those under which the strict one is
   */
  private static void assertViolated(
      Set<MemoryModel> violated, Set<MemoryModel> strict, Model model) {
    for (MemoryModel memory : ALL) {
      for (Reductions reductions : List.of(Reductions.all(), Reductions.none())) {
        Options options = Options.defaults().with(memory).with(reductions);
        assertEquals(
            violated.contains(memory) ? "violated" : "verified",
            Checker.of(model).with(options).run().verdict().word(),
            memory + ", " + reductions);
        assertEquals(
            strict.contains(memory) ? "violated" : "verified",
            Checker.of(model).with(options.withStrictHistories(true)).run().verdict().word(),
            "strict, " + memory + ", " + reductions);
      }
    }
  }

  @Test
  void a_load_may_miss_a_store_that_has_returned_unless_that_is_known() {
    assertViolated(
        NONE,
        WEAK,
        memory -> {
          World world = new World(memory);
          return world.vcpu(() -> world.store(0, "x")).vcpu(() -> world.load(1, "x")).program();
        });
  }

  private static Model handedOver(
      Access store, Access load, BiFunction<World, Integer, Runnable> second) {
    return memory -> {
      World world = new World(memory);
      return world
          .vcpu(
              () -> {
                world.store(0, "x");
                world.flag.set(1, store);
              })
          .vcpu(
              () -> {
                if (world.flag.get(load) == 1) {
                  second.apply(world, 1).run();
                }
              })
          .program();
    };
  }

  @Test
  void what_has_been_acquired_is_known() {
    assertViolated(
        NONE,
        NONE,
        handedOver(
            Access.RELEASE, Access.ACQUIRE, (world, caller) -> () -> world.load(caller, "x")));
  }

  @Test
  void what_has_been_acquired_must_be_found() {
    assertViolated(
        ALL,
        ALL,
        handedOver(
            Access.RELEASE, Access.ACQUIRE, (world, caller) -> () -> world.forget(caller, "x")));
  }

  /** Nothing orders the operations, but that the flag was set behind the first. */
  @Test
  void what_was_seen_and_not_acquired_is_not_known() {
    Set<MemoryModel> ordered = EnumSet.of(MemoryModel.SC, MemoryModel.TSO);
    assertViolated(
        ordered,
        ALL,
        handedOver(
            Access.OPAQUE, Access.OPAQUE, (world, caller) -> () -> world.forget(caller, "x")));
  }

  @Test
  void fences_on_both_sides_make_it_known() {
    assertViolated(
        ALL,
        ALL,
        memory -> {
          World world = new World(memory);
          return world
              .vcpu(
                  () -> {
                    world.store(0, "x");
                    world.fence(Fence.RELEASE);
                    world.flag.set(1, Access.OPAQUE);
                  })
              .vcpu(
                  () -> {
                    if (world.flag.get(Access.OPAQUE) == 1) {
                      world.fence(Fence.ACQUIRE);
                      world.forget(1, "x");
                    }
                  })
              .program();
        });
  }

  /** Of three operations of a vCPU the flag hands over as many as come before it. */
  @ParameterizedTest
  @EnumSource(
      value = MemoryModel.class,
      names = {"RC11", "ARM64"})
  void of_a_vcpu_the_last_operations_may_be_unknown(MemoryModel memory) {
    assertEquals("verified", counted(memory, false));
    assertEquals("violated", counted(memory, true));
  }

  /** The second store is before the flag, or behind it; then it is not found. */
  private static String counted(MemoryModel memory, boolean isBefore) {
    Model model =
        of -> {
          World world = new World(of);
          return world
              .vcpu(
                  () -> {
                    world.store(0, "x");
                    if (isBefore) {
                      world.store(0, "y");
                    }
                    world.flag.set(1, Access.RELEASE);
                    if (!isBefore) {
                      world.store(0, "y");
                    }
                    world.store(0, "x");
                  })
              .vcpu(
                  () -> {
                    if (world.flag.get(Access.ACQUIRE) == 1) {
                      world.load(1, "x");
                      world.forget(1, "y");
                    }
                  })
              .program();
        };
    return Checker.of(model).with(Options.defaults().with(memory)).run().verdict().word();
  }

  /**
   * A store is seen, and the operation that finds it returns, before that of the store begins; for
   * that what is loaded before must be of use to somebody.
   */
  @Test
  void an_answer_may_be_explained_by_an_operation_that_is_seen_early() {
    assertViolated(
        NONE,
        EnumSet.of(MemoryModel.TSO, MemoryModel.RC11, MemoryModel.ARM64),
        memory -> {
          World world = new World(memory);
          return world
              .vcpu(
                  () -> {
                    world.load(0, "x");
                    world.y.set(0, Access.OPAQUE);
                  })
              .vcpu(
                  () -> {
                    world.load(1, "y");
                    world.store(1, "x");
                  })
              .program();
        });
  }

  /** Each of two loads finds what is stored behind the other one. */
  @Test
  void answers_that_explain_each_other_are_no_explanation() {
    assertViolated(
        EnumSet.of(MemoryModel.ARM64),
        EnumSet.of(MemoryModel.TSO, MemoryModel.RC11, MemoryModel.ARM64),
        memory -> {
          World world = new World(memory);
          return world
              .vcpu(
                  () -> {
                    world.load(0, "x");
                    world.store(0, "y");
                  })
              .vcpu(
                  () -> {
                    world.load(1, "y");
                    world.store(1, "x");
                  })
              .program();
        });
  }

  /** Both vCPUs miss the other's store: no order of the operations explains that. */
  @Test
  void a_vcpu_knows_of_its_own_operations() {
    assertViolated(
        WEAK,
        WEAK,
        memory -> {
          World world = new World(memory);
          return world
              .vcpu(
                  () -> {
                    world.store(0, "x");
                    world.load(0, "y");
                  })
              .vcpu(
                  () -> {
                    world.store(1, "y");
                    world.load(1, "x");
                  })
              .program();
        });
  }

  @Test
  void a_counterexample_is_replayed() {
    Model model =
        handedOver(
            Access.RELEASE, Access.ACQUIRE, (world, caller) -> () -> world.forget(caller, "x"));
    Checker checker = Checker.of(model).with(Options.defaults().with(MemoryModel.RC11));
    var found = assertInstanceOf(Verdict.Violated.class, checker.run().verdict()).counterexample();
    assertEquals(BuiltInProperty.LINEARIZABLE.label(), found.property());
    assertTrue(found.message().contains("answers 0; what can be explained is 1"), found.message());
    var replay =
        checker.replay(
            found.schedule(), found.steps().stream().map(step -> step.operation()).toList());
    assertEquals(found.message(), replay.violation().orElseThrow().message());
  }

  @ParameterizedTest
  @EnumSource(
      value = MemoryModel.class,
      names = {"TSO", "RC11", "ARM64"})
  void more_vcpus_than_can_be_told_of_are_refused(MemoryModel memory) {
    Model model =
        of -> {
          World world = new World(of);
          for (int vcpu = 0; vcpu < 8; vcpu++) {
            int caller = vcpu;
            world.vcpu(() -> world.forget(caller, "x"));
          }
          return world.program();
        };
    Checker checker = Checker.of(model).with(Options.defaults().with(memory));
    ModelException thrown = assertThrows(ModelException.class, checker::run);
    assertTrue(thrown.toString().contains("vCPUs=8; check fewer, or strict"), thrown::toString);
    Options strict = Options.defaults().with(memory).withStrictHistories(true);
    assertEquals("verified", Checker.of(model).with(strict).run().verdict().word());
  }

  @Test
  void a_vcpu_with_two_numbers_is_refused() {
    Model model =
        memory -> {
          World world = new World(memory);
          return world
              .vcpu(
                  () -> {
                    world.store(0, "x");
                    world.store(1, "x");
                  })
              .program();
        };
    Checker checker = Checker.of(model).with(Options.defaults().with(MemoryModel.RC11));
    ModelException thrown = assertThrows(ModelException.class, checker::run);
    assertTrue(thrown.toString().contains("callers=0, 1"), thrown::toString);
    assertEquals("verified", Checker.of(model).run().verdict().word());
  }
}
