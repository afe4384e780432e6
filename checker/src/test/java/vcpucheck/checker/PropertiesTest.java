package vcpucheck.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.fixtures.Spinner;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Step;

/** Every property is violated by a seeded defect, and holds once the defect is repaired. */
final class PropertiesTest {
  private record Struct(IntCell field) {
    static Struct in(vcpucheck.checker.memory.Cells cells) {
      return new Struct(cells.intCell("field", 0));
    }
  }

  /**
   * A seeded defect.
   *
   * @param property the property that it violates
   * @param operations how many operations its shortest counterexample has
   * @param model the program, with the defect or repaired
   */
  private record Defect(String property, int operations, Function<Boolean, Model> model) {
    @Override
    public String toString() {
      return property;
    }
  }

  private static Stream<Defect> defects() {
    return Stream.of(
        new Defect("alone", 2, PropertiesTest::criticalSections),
        new Defect("no-lost-update", 4, PropertiesTest::increments),
        new Defect("deadlock", 2, PropertiesTest::twoLocks),
        new Defect("no-livelock", 3, Spinner::new),
        new Defect("no-data-race", 0, PropertiesTest::plainAccesses),
        new Defect("memory-safety", 5, PropertiesTest::useAfterFree),
        new Defect("memory-safety", 6, PropertiesTest::doubleFree),
        new Defect("no-leak", 5, PropertiesTest::leak),
        new Defect("claimed-once", 6, PropertiesTest::claims),
        new Defect("no-exception", 2, PropertiesTest::exception),
        new Defect("lock-discipline", 1, PropertiesTest::missingUnlock),
        new Defect("lock-discipline", 1, PropertiesTest::foreignUnlock));
  }

  private static Program twice(Runnable body, Property... properties) {
    return Program.of(List.of(Vcpu.of("vcpu0", body), Vcpu.of("vcpu1", body)), properties);
  }

  private static Optional<String> unless(boolean holds, String problem) {
    return holds ? Optional.empty() : Optional.of(problem);
  }

  private static void locked(boolean really, SpinLock lock, Runnable body) {
    if (really) {
      lock.lock();
    }
    body.run();
    if (really) {
      lock.unlock();
    }
  }

  private static Model criticalSections(boolean defect) {
    return memory -> {
      SpinLock lock = memory.spinLock("lock");
      IntCell inside = memory.intCell("inside", 0);
      return twice(
          () ->
              locked(
                  !defect,
                  lock,
                  () -> {
                    inside.add(1);
                    inside.add(-1);
                  }),
          Property.always("alone", () -> unless(inside.get() <= 1, "both are inside")));
    };
  }

  private static Model increments(boolean defect) {
    return memory -> {
      IntCell counter = memory.intCell("counter", 0);
      return twice(
          () -> {
            if (defect) {
              counter.set(counter.get(Access.OPAQUE) + 1, Access.OPAQUE);
            } else {
              counter.getAndAdd(1);
            }
          },
          Property.atEnd("no-lost-update", () -> unless(counter.get() == 2, "one was lost")));
    };
  }

  private static Model twoLocks(boolean defect) {
    return memory -> {
      SpinLock a = memory.spinLock("a");
      SpinLock b = memory.spinLock("b");
      return Program.of(
          List.of(
              Vcpu.of("vcpu0", () -> nested(a, b)),
              Vcpu.of("vcpu1", () -> nested(defect ? b : a, defect ? a : b))));
    };
  }

  private static void nested(SpinLock outer, SpinLock inner) {
    outer.lock();
    inner.lock();
    inner.unlock();
    outer.unlock();
  }

  private static Model plainAccesses(boolean defect) {
    return memory -> {
      SpinLock lock = memory.spinLock("lock");
      IntCell data = memory.intCell("data", 0);
      return Program.of(
          List.of(
              Vcpu.of("reader", () -> locked(!defect, lock, data::get)),
              Vcpu.of("writer", () -> locked(!defect, lock, () -> data.set(1)))),
          Property.noDataRace());
    };
  }

  /** One vCPU uses a struct that the other frees, repaired: once it is used no more. */
  private static Model useAfterFree(boolean defect) {
    return memory -> {
      Slab<Struct> slab = memory.slab("struct", 1, Struct::in);
      RefCell<Struct> shared = memory.refCell("shared");
      IntCell done = memory.intCell("done", 0);
      return Program.of(
          List.of(
              Vcpu.of(
                  "owner",
                  () -> {
                    Struct struct = Objects.requireNonNull(slab.alloc());
                    shared.set(struct, Access.RELEASE);
                    if (!defect) {
                      done.await(1);
                    }
                    slab.free(struct);
                  }),
              Vcpu.of(
                  "user",
                  () -> {
                    Struct struct = shared.get(Access.ACQUIRE);
                    if (struct != null) {
                      struct.field().set(1, Access.OPAQUE);
                    }
                    done.set(1, Access.RELEASE);
                  })));
    };
  }

  private static Model doubleFree(boolean defect) {
    return memory -> {
      Slab<Struct> slab = memory.slab("struct", 2, Struct::in);
      RefCell<Struct> shared = memory.refCell("shared");
      Runnable free =
          () -> {
            Struct mine =
                defect ? shared.get(Access.ACQUIRE) : shared.getAndSet(null, Access.VOLATILE);
            if (mine != null) {
              slab.free(mine);
            }
          };
      return Program.of(
          List.of(
              Vcpu.of(
                  "owner",
                  () -> {
                    shared.set(Objects.requireNonNull(slab.alloc()), Access.RELEASE);
                    free.run();
                  }),
              Vcpu.of("other", free)));
    };
  }

  private static Model leak(boolean defect) {
    return memory -> {
      Slab<Struct> slab = memory.slab("struct", 2, Struct::in);
      IntCell taken = memory.intCell("taken", 0);
      return twice(
          () -> {
            Struct struct = Objects.requireNonNull(slab.alloc());
            boolean first = taken.getAndSet(1) == 0;
            if (first || !defect) {
              slab.free(struct);
            }
          },
          Property.noLeak(slab));
    };
  }

  private static Model claims(boolean defect) {
    return memory -> {
      IntCell owner = memory.intCell("owner", 0);
      IntCell owners = memory.intCell("owners", 0);
      return twice(
          () -> {
            if (claim(owner, defect)) {
              memory.expect(owners.getAndAdd(1) == 0, "claimed-once", "two owners");
            }
          });
    };
  }

  private static boolean claim(IntCell owner, boolean defect) {
    if (!defect) {
      return owner.compareAndSet(0, 1);
    }
    boolean free = owner.get(Access.OPAQUE) == 0;
    if (free) {
      owner.set(1, Access.OPAQUE);
    }
    return free;
  }

  private static Model exception(boolean defect) {
    return memory -> {
      IntCell size = memory.intCell("size", 2);
      return Program.of(
          List.of(
              Vcpu.of("writer", () -> size.set(defect ? 0 : 1, Access.OPAQUE)),
              Vcpu.of("divider", () -> size.add(10 / size.get(Access.OPAQUE)))));
    };
  }

  private static Model missingUnlock(boolean defect) {
    return memory -> {
      SpinLock lock = memory.spinLock("lock");
      return twice(
          () -> {
            lock.lock();
            if (!defect) {
              lock.unlock();
            }
          });
    };
  }

  private static Model foreignUnlock(boolean defect) {
    return memory -> {
      SpinLock lock = memory.spinLock("lock");
      IntCell turn = memory.intCell("turn", 0);
      return Program.of(
          List.of(
              Vcpu.of("holder", () -> locked(true, lock, () -> turn.set(1, Access.RELEASE))),
              Vcpu.of(
                  "other",
                  () -> {
                    if (!defect) {
                      lock.lock();
                    }
                    turn.add(1);
                    lock.unlock();
                  })));
    };
  }

  // ---- verdicts and counterexamples ----

  private static Counterexample counterexample(Model model, Options options) {
    return ((Verdict.Violated) Checker.of(model).with(options).run().verdict()).counterexample();
  }

  @ParameterizedTest
  @MethodSource("defects")
  void the_repaired_program_is_verified(Defect defect) {
    for (Reductions reductions : List.of(Reductions.none(), Reductions.all())) {
      Options options = Options.defaults().with(reductions);
      Model repaired = defect.model().apply(false);
      assertEquals(
          new Verdict.Verified(0),
          Checker.of(repaired).with(options).run().verdict(),
          options::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("defects")
  void the_defect_is_found_by_every_order(Defect defect) {
    for (Options.Order order : Options.Order.values()) {
      for (Reductions reductions : List.of(Reductions.none(), Reductions.all())) {
        Options options = Options.defaults().with(order).with(reductions);
        if (order != Options.Order.RANDOM || !defect.property().equals("no-livelock")) {
          Counterexample found = counterexample(defect.model().apply(true), options);
          assertEquals(defect.property(), found.property(), options::toString);
          assertReplays(defect.model().apply(true), found);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("defects")
  void breadth_first_has_the_shortest_counterexample(Defect defect) {
    for (Reductions reductions : List.of(Reductions.none(), Reductions.all())) {
      Counterexample found =
          counterexample(defect.model().apply(true), Options.defaults().with(reductions));
      assertEquals(defect.operations(), found.steps().size(), found::toString);
      assertEquals(found.steps().size(), found.schedule().choices().size());
    }
  }

  private static void assertReplays(Model model, Counterexample found) {
    List<String> operations = found.steps().stream().map(Step::operation).toList();
    Replay replay = Checker.of(model).replay(found.schedule(), operations);
    assertEquals(Optional.empty(), replay.divergence());
    assertEquals(
        Optional.of(new Replay.Violation(found.property(), found.message())), replay.violation());
    assertEquals(found.steps(), replay.steps());
    assertEquals(found.preemptions(), replay.preemptions());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_data_race_names_both_vcpus(boolean blocks) {
    Counterexample found =
        counterexample(
            plainAccesses(true),
            Options.defaults().with(blocks ? Reductions.all() : Reductions.none()));
    assertEquals(
        "data race on data: reader wants to load it while writer wants to store it",
        found.message());
  }

  @ParameterizedTest
  @EnumSource
  void an_assertion_of_the_c_code_counts_in_a_debug_build(Options.Build build) {
    Model model =
        memory -> {
          IntCell cell = memory.intCell("cell", 0);
          return twice(() -> memory.debugAssert(cell.getAndAdd(1) == 0, "cell == 0"));
        };
    Options options = Options.defaults().with(build);
    if (build == Options.Build.DEBUG) {
      Counterexample found = counterexample(model, options);
      assertEquals("debug-assertion", found.property());
      assertEquals("debug build: assertion failed: cell == 0", found.message());
      assertEquals(2, found.steps().size());
      assertReplays(model, found);
    } else {
      assertEquals(new Verdict.Verified(0), Checker.of(model).with(options).run().verdict());
    }
  }

  // ---- allocation ----

  /** The values with which a variable can end. */
  private static Set<String> ends(Model model, String variable, Reductions reductions) {
    Outcomes outcomes = Checker.of(model).with(Options.defaults().with(reductions)).outcomes();
    assertEquals(Set.of(), outcomes.violated());
    return outcomes.ends().stream()
        .map((Map<String, String> end) -> Objects.requireNonNull(end.get(variable)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Each vCPU allocates once, the first once more, and counts its failures. */
  private static Model allocations(int budget) {
    return memory -> {
      Slab<Struct> slab = memory.slab("struct", 3, Struct::in);
      IntCell failures = memory.intCell("failures", 0);
      Runnable allocate =
          () -> {
            if (slab.alloc() == null) {
              failures.add(1);
            }
          };
      return new Program(
          List.of(
              Vcpu.of(
                  "twice",
                  () -> {
                    allocate.run();
                    allocate.run();
                  }),
              Vcpu.of("once", allocate)),
          List.of(),
          budget);
    };
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0 1", "2, 0 1 2", "3, 0 1 2 3", "4, 0 1 2 3"})
  void allocations_fail_within_the_budget(int budget, String failures) {
    for (Reductions reductions : List.of(Reductions.none(), Reductions.all())) {
      assertEquals(Set.of(failures.split(" ")), ends(allocations(budget), "failures", reductions));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void an_unchecked_allocation_is_found_with_a_budget(int budget) {
    Model model =
        memory -> {
          Slab<Struct> slab = memory.slab("struct", 1, Struct::in);
          Vcpu<String> vcpu =
              Vcpu.of("vcpu0", () -> Objects.requireNonNull(slab.alloc()).field().set(1));
          return new Program(List.of(vcpu), List.of(), budget);
        };
    Result result = Checker.of(model).run();
    if (budget == 0) {
      assertEquals("verified", result.verdict().word());
    } else {
      Counterexample found = ((Verdict.Violated) result.verdict()).counterexample();
      assertEquals("no-exception", found.property());
      assertTrue(
          found.message().startsWith("code under test threw java.lang.NullPointerException"));
      assertReplays(model, found);
    }
  }

  private static Model slotsTaken(Slab.Reuse reuse) {
    return memory -> {
      Slab<Struct> slab = memory.slab("struct", 3, reuse, Struct::in);
      IntCell slot = memory.intCell("slot", 0);
      return Program.of(
          List.of(
              Vcpu.of(
                  "vcpu0",
                  () -> {
                    Struct first = Objects.requireNonNull(slab.alloc());
                    slab.free(first);
                    Struct second = Objects.requireNonNull(slab.alloc());
                    slot.set(10 * slab.index(first) + slab.index(second));
                  })));
    };
  }

  @ParameterizedTest
  @CsvSource({"LOWEST, 0", "ANY, 0 1 2 10 11 12 20 21 22", "NEVER, 1"})
  void which_slots_are_taken(Slab.Reuse reuse, String slots) {
    for (Reductions reductions : List.of(Reductions.none(), Reductions.all())) {
      assertEquals(Set.of(slots.split(" ")), ends(slotsTaken(reuse), "slot", reductions));
    }
  }

  /** A pop whose compare-and-set cannot tell a node from one that came back in its place. */
  private static Program aba(Memory memory, Slab.Reuse reuse) {
    Slab<Struct> slab = memory.slab("node", 2, reuse, Struct::in);
    RefCell<Struct> head = memory.refCell("head");
    IntCell changes = memory.intCell("changes", 0);
    return Program.of(
        List.of(
            Vcpu.of(
                "pops",
                () -> {
                  head.set(Objects.requireNonNull(slab.alloc()), Access.RELEASE);
                  Struct top = head.get(Access.ACQUIRE);
                  int before = changes.get(Access.ACQUIRE);
                  boolean popped = top != null && head.compareAndSet(top, null, Access.VOLATILE);
                  int after = changes.get(Access.ACQUIRE);
                  memory.expect(
                      !popped || before == after, "no-aba", "the head went and came back");
                }),
            Vcpu.of(
                "replaces",
                () -> {
                  Struct old = head.getAndSet(null, Access.VOLATILE);
                  if (old != null) {
                    slab.free(old);
                    Struct fresh = Objects.requireNonNull(slab.alloc());
                    changes.add(1);
                    head.set(fresh, Access.RELEASE);
                  }
                })));
  }

  @ParameterizedTest
  @EnumSource
  void a_reused_slot_shows_aba(Slab.Reuse reuse) {
    Model model = memory -> aba(memory, reuse);
    for (Reductions reductions : List.of(Reductions.none(), Reductions.all())) {
      Options options = Options.defaults().with(reductions);
      if (reuse == Slab.Reuse.NEVER) {
        assertEquals(new Verdict.Verified(0), Checker.of(model).with(options).run().verdict());
      } else {
        Counterexample found = counterexample(model, options);
        assertEquals("no-aba", found.property());
        assertEquals(11, found.steps().size());
        assertReplays(model, found);
      }
    }
  }

  @Test
  void every_property_has_a_defect() {
    Set<String> properties =
        defects().map(Defect::property).collect(Collectors.toCollection(TreeSet::new));
    assertTrue(
        properties.containsAll(
            Set.of(
                "deadlock",
                "lock-discipline",
                "memory-safety",
                "no-data-race",
                "no-exception",
                "no-leak",
                "no-livelock")));
  }
}
