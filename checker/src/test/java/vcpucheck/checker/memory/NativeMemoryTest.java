package vcpucheck.checker.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.memory.threads.Choices;
import vcpucheck.checker.memory.threads.NativeMemory;

final class NativeMemoryTest implements MemoryContract {
  private static final int THREADS = 3;
  private static final int ROUNDS = 2_000;

  @Override
  public Object run(Function<Memory, Supplier<Object>> script) {
    return script.apply(NativeMemory.create()).get();
  }

  @Test
  void choices_come_from_the_hook() {
    List<String> asked = new ArrayList<>();
    Memory memory =
        NativeMemory.builder()
            .choices(
                new Choices() {
                  @Override
                  public int choose(String what, int alternatives) {
                    asked.add(what + " of " + alternatives);
                    return alternatives - 1;
                  }
                })
            .build();
    Slab<Node> slab = memory.slab("node", 3, Slab.Reuse.ANY, Node::in);

    assertEquals(3, memory.choose("page", 4));
    assertEquals(slab.slot(2), slab.alloc());
    assertEquals(slab.slot(1), slab.alloc());
    assertEquals(slab.slot(0), slab.alloc());
    assertEquals(List.of("page of 4", "slot of node of 3", "slot of node of 2"), asked);
  }

  @Test
  void a_choice_must_be_one_of_the_alternatives() {
    Memory memory =
        NativeMemory.builder()
            .choices(
                new Choices() {
                  @Override
                  public int choose(String what, int alternatives) {
                    return alternatives;
                  }
                })
            .build();

    assertEquals(
        "a choice is one of the alternatives: what=page, alternatives=4, choice=4",
        assertThrows(IllegalStateException.class, () -> memory.choose("page", 4)).getMessage());
    assertEquals(
        "a choice has at least one alternative: what=page, alternatives=0",
        assertThrows(IllegalArgumentException.class, () -> memory.choose("page", 0)).getMessage());
  }

  @Test
  void allocations_fail_when_the_hook_says_so() {
    Memory memory =
        NativeMemory.builder()
            .choices(
                new Choices() {
                  @Override
                  public boolean allocationFails(String slab) {
                    return slab.equals("scarce");
                  }
                })
            .build();

    assertNull(memory.slab("scarce", 1, Node::in).alloc());
    assertTrue(memory.slab("plenty", 1, Node::in).alloc() != null);
  }

  @Test
  void failed_assertions_go_to_the_sink_and_code_goes_on() {
    List<String> failed = new ArrayList<>();
    Memory memory = NativeMemory.builder().assertions(failed::add).build();

    memory.debugAssert(true, "holds");
    memory.debugAssert(false, "count > 0");

    assertEquals(List.of("count > 0"), failed);
  }

  @Test
  void an_exhausted_slab_is_not_a_full_heap() {
    Slab<Node> slab = NativeMemory.create().slab("node", 1, Node::in);
    assertTrue(slab.alloc() != null);

    assertEquals(
        "slab node has no slot left, which must not pass for a full heap: capacity=1, "
            + "reuse=LOWEST; make it larger",
        assertThrows(IllegalStateException.class, slab::alloc).getMessage());
  }

  @Test
  void names_differ_within_one_owner() {
    Memory memory = NativeMemory.create();
    memory.intCell("count", 0);
    memory.slab("node", 1, Node::in);

    assertEquals(
        "names differ within one owner: owner=globals, name=count",
        assertThrows(IllegalArgumentException.class, () -> memory.longCell("count", 0))
            .getMessage());
    assertEquals(
        "names differ within one owner: owner=pair#0, name=a",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    memory.slab(
                        "pair", 1, cells -> List.of(cells.intCell("a", 0), cells.intCell("a", 0))))
            .getMessage());
  }

  @Test
  void a_slot_of_another_slab_is_refused() {
    Memory memory = NativeMemory.create();
    Slab<Node> mine = memory.slab("mine", 1, Node::in);
    Slab<Node> other = memory.slab("other", 1, Node::in);

    assertThrows(IllegalArgumentException.class, () -> mine.free(other.slot(0)));
  }

  @Test
  void threads_can_ask_whether_a_slot_is_allocated() {
    Slab<Node> slab = NativeMemory.create().slab("node", 1, Node::in);
    Node node = slab.slot(0);

    assertFalse(slab.isAllocated(node));
    assertEquals(node, slab.alloc());
    assertTrue(slab.isAllocated(node));
    slab.free(node);
    assertFalse(slab.isAllocated(node));
  }

  @Test
  void violations_say_what_and_where() {
    Memory memory = NativeMemory.create();
    Slab<Node> slab = memory.slab("node", 1, Node::in);
    SpinLock lock = memory.spinLock("optee.lock");

    assertEquals(
        "memory-safety: use after free: node#0.count",
        assertThrows(ViolationException.class, () -> slab.slot(0).count().get()).getMessage());
    assertEquals(
        "memory-safety: double free: node#0",
        assertThrows(ViolationException.class, () -> slab.free(slab.slot(0))).getMessage());
    assertEquals(
        "lock-discipline: unlock of a free lock: optee.lock",
        assertThrows(ViolationException.class, lock::unlock).getMessage());
    lock.lock();
    assertEquals(
        "deadlock: a spin lock is not recursive: its holder takes optee.lock",
        assertThrows(ViolationException.class, lock::lock).getMessage());
  }

  @Test
  void releasing_the_lock_of_another_thread_is_a_violation() throws Exception {
    SpinLock lock = NativeMemory.create().spinLock("lock");
    inThreads(1, lock::lock);

    assertEquals(
        "unlock of a lock that another vCPU holds: lock",
        assertThrows(ViolationException.class, lock::unlock).problem());
  }

  @Test
  void a_lock_excludes_other_threads() throws Exception {
    Memory memory = NativeMemory.create();
    SpinLock lock = memory.spinLock("lock");
    IntCell plain = memory.intCell("plain", 0);

    inThreads(
        THREADS,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            lock.lock();
            plain.set(plain.get() + 1);
            lock.unlock();
          }
        });

    assertEquals(THREADS * ROUNDS, plain.get());
  }

  @Test
  void no_update_is_lost_in_any_mode() throws Exception {
    for (Access access : List.of(Access.OPAQUE, Access.ACQUIRE, Access.RELEASE, Access.VOLATILE)) {
      Memory memory = NativeMemory.create();
      IntCell narrow = memory.intCell("narrow", 0);
      LongCell wide = memory.longCell("wide", 0);
      IntCell limited = memory.intCell("limited", 0);
      ValueCell<String> value = memory.valueCell("value", "");

      inThreads(
          THREADS,
          () -> {
            for (int round = 0; round < ROUNDS; round++) {
              narrow.add(1, access);
              int before = narrow.get(Access.OPAQUE);
              while (!narrow.compareAndSet(before, before + 1, access)) {
                before = narrow.get(Access.OPAQUE);
              }
              wide.add(1, access);
              limited.addUnless(1, ROUNDS);
            }
            for (int round = 0; round < 100; round++) {
              value.update(new Append("x"), access == Access.ACQUIRE ? Access.RELEASE : access);
            }
          });

      assertEquals(2 * THREADS * ROUNDS, narrow.get());
      assertEquals(THREADS * ROUNDS, wide.get());
      assertEquals(ROUNDS, limited.get());
      assertEquals(THREADS * 100, value.get().length());
    }
  }

  @Test
  void threads_wait_for_each_other() throws Exception {
    Memory memory = NativeMemory.create();
    IntCell turn = memory.intCell("turn", 0);
    LongCell last = memory.longCell("last", -1);
    IntCell thread = memory.intCell("thread", 0);

    inThreads(
        2,
        () -> {
          int self = thread.getAndAdd(1);
          for (int round = self; round < 100; round += 2) {
            turn.await(round);
            last.set(round);
            turn.set(round + 1, Access.RELEASE);
          }
        });

    assertEquals(100, turn.awaitNot(99));
    assertEquals(99, last.get());
  }

  @Test
  void slots_are_given_to_one_thread_at_a_time() throws Exception {
    Slab<Node> slab = NativeMemory.create().slab("node", THREADS, Node::in);

    inThreads(
        THREADS,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            Node node = slab.alloc();
            if (node == null) {
              throw new AssertionError("no allocation fails here");
            }
            node.count().set(node.count().get() + 1);
            assertEquals(8, node.count().get());
            slab.free(node);
          }
        });

    for (int index = 0; index < THREADS; index++) {
      assertFalse(slab.isAllocated(slab.slot(index)));
    }
  }

  @Test
  void an_interrupted_wait_ends() throws Exception {
    Memory memory = NativeMemory.create();
    IntCell never = memory.intCell("never", 0);

    ExecutionException ended =
        assertThrows(
            ExecutionException.class,
            () ->
                inThreads(
                    1,
                    () -> {
                      Thread.currentThread().interrupt();
                      never.await(1);
                    }));

    assertEquals(
        "java.lang.IllegalStateException: interrupted while waiting for never", ended.getMessage());
  }

  /** Runs {@code body} in several threads and waits for all. */
  private static void inThreads(int threads, Runnable body) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(pool.submit(body));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
