package vcpucheck.checker.necessity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/** Algorithms without locks, with orderings that suffice, and some stronger than need be. */
final class Textbook {
  private Textbook() {}

  private static List<IntCell> cells(Memory memory, String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> memory.intCell(name + i, 0)).toList();
  }

  /** Some vCPUs with one program, each with its number. */
  private static Program program(int count, IntConsumer body, Property... properties) {
    List<Runnable> bodies = new ArrayList<>();
    for (int vcpu = 0; vcpu < count; vcpu++) {
      int me = vcpu;
      bodies.add(() -> body.accept(me));
    }
    return program(bodies, properties);
  }

  private static Program program(List<Runnable> bodies, Property... properties) {
    List<Vcpu<?>> vcpus = new ArrayList<>();
    for (Runnable body : bodies) {
      vcpus.add(Vcpu.of("vcpu" + vcpus.size(), body));
    }
    List<Property> all = new ArrayList<>(List.of(properties));
    all.add(Property.noDataRace());
    return new Program(vcpus, all, 0);
  }

  private static Property equal(IntCell cell, int expected) {
    return Property.atEnd(
        "nothing is lost",
        () -> cell.get() == expected ? Optional.empty() : Optional.of("value=" + cell.get()));
  }

  /**
   * The queue lock of Mellor-Crummey and Scott (TOCS 1991), taken by two vCPUs, twice each.
   *
   * @param loads how its loads are ordered, where they are
   * @param relaxed how its relaxed loads and stores are
   */
  static Model queueLock(Access loads, Access stores, Access updates, Access relaxed) {
    return memory -> {
      IntCell tail = memory.intCell("tail", 0);
      List<IntCell> next = cells(memory, "next", 2);
      List<IntCell> locked = cells(memory, "locked", 2);
      IntCell data = memory.intCell("data", 0);
      Access unlock = updates == Access.VOLATILE ? updates : Access.RELEASE;
      IntConsumer lock =
          me -> {
            next.get(me).set(0, relaxed);
            locked.get(me).set(1, relaxed);
            int before = tail.getAndSet(me + 1, updates);
            if (before != 0) {
              next.get(before - 1).set(me + 1, stores);
              locked.get(me).await(0, loads);
            }
          };
      IntConsumer release =
          me -> {
            int after = next.get(me).get(loads);
            if (after == 0) {
              if (tail.compareAndSet(me + 1, 0, unlock)) {
                return;
              }
              after = next.get(me).awaitNot(0, loads);
            }
            locked.get(after - 1).set(0, stores);
          };
      return program(
          2,
          me -> {
            for (int round = 0; round < 2; round++) {
              lock.accept(me);
              data.set(data.get() + 1);
              release.accept(me);
            }
          },
          equal(data, 4));
    };
  }

  /** Treiber's stack (1986) with a tag: one vCPU pushes, one pops and pushes back, one pops. */
  static Model stack() {
    return memory -> {
      IntCell top = memory.intCell("top", 0);
      List<IntCell> next = cells(memory, "next", 2);
      List<IntCell> payload = cells(memory, "payload", 2);
      IntConsumer push =
          node ->
              memory.retry(
                  () -> {
                    int before = top.get(Access.OPAQUE);
                    next.get(node).set(before % 4, Access.OPAQUE);
                    int after = before - before % 4 + 4 + node + 1;
                    return top.compareAndSet(before, after, Access.RELEASE)
                        ? Optional.of(node)
                        : Optional.empty();
                  });
      Runnable fresh =
          () -> {
            payload.get(0).set(7);
            push.accept(0);
          };
      return program(
          List.of(
              fresh,
              () -> {
                int node = pop(memory, top, next);
                if (node >= 0) {
                  payload.get(node).set(payload.get(node).get() + 1);
                  push.accept(node);
                }
              },
              () -> {
                int node = pop(memory, top, next);
                if (node >= 0) {
                  int found = payload.get(node).get();
                  memory.expect(found >= 7, "payload", "a node is popped before it is filled");
                }
              }));
    };
  }

  /** The node popped, or below 0. */
  private static int pop(Memory memory, IntCell top, List<IntCell> next) {
    return memory.retry(
        () -> {
          int before = top.get(Access.ACQUIRE);
          if (before % 4 == 0) {
            return Optional.of(-1);
          }
          int below = next.get(before % 4 - 1).get(Access.OPAQUE);
          int after = before - before % 4 + 4 + below;
          return top.compareAndSet(before, after, Access.OPAQUE)
              ? Optional.of(before % 4 - 1)
              : Optional.empty();
        });
  }

  /** A sequence lock: one vCPU writes twice, one reads once. */
  static Model sequenceLock() {
    return memory -> {
      IntCell sequence = memory.intCell("sequence", 0);
      IntCell x = memory.intCell("x", 0);
      IntCell y = memory.intCell("y", 0);
      return program(
          List.of(
              () -> {
                for (int round = 1; round <= 2; round++) {
                  int before = sequence.get(Access.OPAQUE);
                  sequence.set(before + 1, Access.OPAQUE);
                  memory.fence(Fence.RELEASE);
                  x.set(round, Access.OPAQUE);
                  y.set(round, Access.OPAQUE);
                  sequence.set(before + 2, Access.RELEASE);
                }
              },
              () -> {
                int before = sequence.get(Access.ACQUIRE);
                int first = x.get(Access.OPAQUE);
                int second = y.get(Access.OPAQUE);
                memory.fence(Fence.ACQUIRE);
                int after = sequence.get(Access.OPAQUE);
                boolean isValid = before == after && before % 2 == 0;
                memory.expect(!isValid || first == second, "torn", "half of a write is read");
              }));
    };
  }

  /** The queue of Michael and Scott (PODC 1996): two vCPUs enqueue, one dequeues twice. */
  static Model queue() {
    return memory -> {
      IntCell head = memory.intCell("head", 0);
      IntCell tail = memory.intCell("tail", 0);
      List<IntCell> next = cells(memory, "next", 3);
      List<IntCell> values = cells(memory, "value", 3);
      IntConsumer enqueue =
          node -> {
            values.get(node).set(node);
            memory.retry(
                () -> {
                  int last = tail.get(Access.ACQUIRE);
                  int after = next.get(last).get(Access.ACQUIRE);
                  if (after != 0) {
                    tail.compareAndSet(last, after, Access.RELEASE);
                    return Optional.empty();
                  }
                  if (!next.get(last).compareAndSet(0, node, Access.RELEASE)) {
                    return Optional.empty();
                  }
                  tail.compareAndSet(last, node, Access.RELEASE);
                  return Optional.of(node);
                });
          };
      return program(
          List.of(
              () -> enqueue.accept(1),
              () -> enqueue.accept(2),
              () -> {
                for (int round = 0; round < 2; round++) {
                  int node = dequeue(memory, head, tail, next);
                  int found = node == 0 ? 0 : values.get(node).get();
                  memory.expect(found == node, "filled", "a node is dequeued before it is filled");
                }
              }));
    };
  }

  /** The node dequeued, or 0. */
  private static int dequeue(Memory memory, IntCell head, IntCell tail, List<IntCell> next) {
    return memory.retry(
        () -> {
          int first = head.get(Access.ACQUIRE);
          int last = tail.get(Access.ACQUIRE);
          int after = next.get(first).get(Access.ACQUIRE);
          if (after == 0) {
            return Optional.of(0);
          }
          if (first == last) {
            tail.compareAndSet(last, after, Access.RELEASE);
          }
          return head.compareAndSet(first, after, Access.RELEASE)
              ? Optional.of(after)
              : Optional.empty();
        });
  }

  /**
   * The queue of Chase and Lev (SPAA 2005) with the fences of Lê, Pop, Cohen and Zappa Nardelli
   * (PPoPP 2013): its owner pushes two items and takes two, two thieves steal one each.
   */
  static Model workStealing() {
    return memory -> {
      IntCell top = memory.intCell("top", 0);
      IntCell bottom = memory.intCell("bottom", 0);
      List<IntCell> buffer = cells(memory, "buffer", 2);
      List<IntCell> payload = cells(memory, "payload", 3);
      Runnable steal =
          () -> {
            int first = top.get(Access.ACQUIRE);
            memory.fence(Fence.FULL);
            int end = bottom.get(Access.ACQUIRE);
            if (first < end) {
              int item = buffer.get(first).get(Access.OPAQUE);
              if (top.compareAndSet(first, first + 1, Access.ACQUIRE_RELEASE)) {
                payload.get(item).set(payload.get(item).get() + 1);
              }
            }
          };
      Runnable owner =
          () -> {
            for (int item = 1; item <= 2; item++) {
              payload.get(item).set(1);
              int end = bottom.get(Access.OPAQUE);
              top.get(Access.ACQUIRE);
              buffer.get(end).set(item, Access.OPAQUE);
              memory.fence(Fence.RELEASE);
              bottom.set(end + 1, Access.OPAQUE);
            }
            for (int round = 0; round < 2; round++) {
              int item = take(memory, top, bottom, buffer);
              if (item != 0) {
                payload.get(item).set(payload.get(item).get() + 1);
              }
            }
          };
      return program(
          List.of(owner, steal, steal), Property.atEnd("taken once", () -> twice(payload)));
    };
  }

  private static Optional<String> twice(List<IntCell> payload) {
    return payload.stream().anyMatch(item -> item.get() > 2)
        ? Optional.of("an item is taken twice")
        : Optional.empty();
  }

  /** The item taken by the owner, or 0. */
  private static int take(Memory memory, IntCell top, IntCell bottom, List<IntCell> buffer) {
    int last = bottom.get(Access.OPAQUE) - 1;
    bottom.set(last, Access.OPAQUE);
    memory.fence(Fence.FULL);
    int first = top.get(Access.OPAQUE);
    if (first > last) {
      bottom.set(last + 1, Access.OPAQUE);
      return 0;
    }
    int item = buffer.get(last).get(Access.OPAQUE);
    if (first < last) {
      return item;
    }
    boolean isMine = top.compareAndSet(first, first + 1, Access.ACQUIRE_RELEASE);
    bottom.set(last + 1, Access.OPAQUE);
    return isMine ? item : 0;
  }

  /**
   * A bounded queue after Vyukov of two places: two vCPUs enqueue and dequeue in turn.
   *
   * @param rounds how often; from the second on, places are used again
   */
  static Model boundedQueue(int rounds) {
    return memory -> {
      IntCell in = memory.intCell("in", 0);
      IntCell out = memory.intCell("out", 0);
      List<IntCell> turns = List.of(memory.intCell("turn0", 0), memory.intCell("turn1", 1));
      List<IntCell> data = cells(memory, "data", 2);
      return program(
          2,
          me -> {
            for (int round = 0; round < rounds; round++) {
              enqueue(in, turns, data);
              dequeue(out, turns, data);
            }
          });
    };
  }

  private static void enqueue(IntCell in, List<IntCell> turns, List<IntCell> data) {
    int place = in.get(Access.OPAQUE);
    int turn = turns.get(place % 2).get(Access.ACQUIRE);
    if (turn == place && in.compareAndSet(place, place + 1, Access.OPAQUE)) {
      data.get(place % 2).set(place);
      turns.get(place % 2).set(place + 1, Access.RELEASE);
    }
  }

  private static void dequeue(IntCell out, List<IntCell> turns, List<IntCell> data) {
    int place = out.get(Access.OPAQUE);
    int turn = turns.get(place % 2).get(Access.ACQUIRE);
    if (turn == place + 1 && out.compareAndSet(place, place + 1, Access.OPAQUE)) {
      data.get(place % 2).get();
      turns.get(place % 2).set(place + 2, Access.RELEASE);
    }
  }
}
