package vcpucheck.checker;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;

/** Structs that stay structs of their type when they are freed: recycling is what is dangerous. */
final class TypeStableSlabTest {
  /** A struct that is found by its key while others may free it. */
  private record Entry(IntCell references, IntCell key) {
    Entry(Cells cells) {
      this(cells.intCell("references"), cells.intCell("key"));
    }
  }

  /** How a reader makes sure of what it has found. */
  private enum Care {
    /** It takes a reference whatever the count is. */
    NONE,
    /** It takes a reference only if there is one, to whatever the slot has become. */
    ALIVE,
    /** It asks for the key again once it holds a reference. */
    ALIVE_AND_THE_SAME
  }

  private static final int WANTED = 1;

  /** One vCPU frees what is listed and makes something else of it, another looks it up. */
  private static Model lookup(boolean isStable, Care care) {
    return memory -> {
      Slab<Entry> slab =
          isStable
              ? memory.typeStableSlab("entry", 1, Entry::new)
              : memory.slab("entry", 1, Entry::new);
      RefCell<Entry> list = memory.refCell("list");
      IntCell listed = memory.intCell("listed");
      return Program.builder()
          .vcpu("owner", () -> own(slab, list, listed))
          .vcpu("reader", () -> read(memory, slab, list, listed, care))
          .build();
    };
  }

  private static void own(Slab<Entry> slab, RefCell<Entry> list, IntCell listed) {
    Entry first = requireNonNull(slab.alloc());
    first.key().set(WANTED, Access.OPAQUE);
    first.references().set(1, Access.RELEASE);
    list.set(first, Access.RELEASE);
    listed.set(1, Access.RELEASE);
    list.set(null, Access.OPAQUE);
    if (put(slab, first)) {
      Entry second = requireNonNull(slab.alloc());
      second.key().set(WANTED + 1, Access.OPAQUE);
      second.references().set(1, Access.RELEASE);
      put(slab, second);
    }
  }

  /** Gives a reference back, and frees with the last one. */
  private static boolean put(Slab<Entry> slab, Entry entry) {
    boolean isLast = entry.references().getAndAdd(-1) == 1;
    if (isLast) {
      slab.free(entry);
    }
    return isLast;
  }

  private static void read(
      Memory memory, Slab<Entry> slab, RefCell<Entry> list, IntCell listed, Care care) {
    listed.await(1);
    Entry found = list.get(Access.ACQUIRE);
    if (found == null || !hasReference(found, care)) {
      return;
    }
    boolean isSame = care != Care.ALIVE_AND_THE_SAME || found.key().get(Access.OPAQUE) == WANTED;
    if (isSame && care != Care.NONE) {
      memory.expect(
          found.key().get(Access.OPAQUE) == WANTED, "the-wanted", "something else has been found");
    }
    put(slab, found);
  }

  private static boolean hasReference(Entry found, Care care) {
    if (care == Care.NONE) {
      found.references().add(1);
      return true;
    }
    return found.references().addUnless(1, 0) != 0;
  }

  private static Stream<Options> searches() {
    return Searches.exhaustive();
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_field_of_what_was_freed_may_be_read(Options options) {
    Checker.of(lookup(true, Care.ALIVE_AND_THE_SAME)).with(options).run().assertVerified();
    Checker.of(lookup(false, Care.ALIVE_AND_THE_SAME))
        .with(options)
        .run()
        .assertViolated("memory-safety");
  }

  @ParameterizedTest
  @MethodSource("searches")
  void what_was_recycled_is_something_else(Options options) {
    Checker.of(lookup(true, Care.ALIVE)).with(options).run().assertViolated("the-wanted");
  }

  @Test
  void a_slot_is_freed_by_one() {
    Checker.of(lookup(true, Care.NONE)).run().assertViolated("memory-safety");
  }

  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void every_memory_model_has_them(MemoryModel memory) {
    Options options = Options.defaults().with(memory);
    Checker.of(lookup(true, Care.ALIVE)).with(options).run().assertViolated("the-wanted");
  }

  @Test
  void an_allocation_leaves_fields_as_they_are() {
    Model model =
        memory -> {
          Slab<Entry> slab = memory.typeStableSlab("entry", 1, Entry::new);
          return Program.builder()
              .vcpu(
                  "only",
                  () -> {
                    Entry entry = requireNonNull(slab.alloc());
                    entry.key().set(7);
                    slab.free(entry);
                    memory.expect(entry.key().get() == 7, "kept", "free forgets");
                    slab.alloc();
                    memory.expect(entry.key().get() == 7, "kept", "alloc forgets");
                  })
              .build();
        };
    Result result = Checker.of(model).run().assertVerified();
    assertEquals(1, result.slabs().get(0).capacity());
  }
}
