package vcpucheck.checker.cases;

import java.util.Optional;
import java.util.stream.Stream;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CellArray;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;

/** Queues and counters without locks that lose something, or give it twice. */
final class QueueCases {
  private QueueCases() {}

  static Stream<DefectiveCode> all() {
    return Stream.of(
        new DefectiveCode("message overwritten", "no-livelock", ".*", QueueCases::box),
        new DefectiveCode(
            "own message not found", "own-message", "empty after an offer", QueueCases::gap),
        new DefectiveCode(
            "index before its element", "not-empty", "an element is not there", QueueCases::index),
        new DefectiveCode(
            "frozen before its tail", "count", "a negative count", QueueCases::frozen),
        new DefectiveCode("stolen after the claim", "taken-once", ".*", QueueCases::steal),
        new DefectiveCode("batch not refilled", "refilled", ".*", QueueCases::batch));
  }

  /** A consumer empties a box that it has found empty: an offer in between is lost. */
  private static Program box(Memory memory, boolean isFixed) {
    IntCell box = memory.intCell("box");
    return Program.builder()
        .vcpu("producer", () -> box.set(1, Access.RELEASE))
        .vcpu(
            "consumer",
            () ->
                memory.spinUntil(
                    () -> {
                      if (isFixed) {
                        return box.getAndSet(0, Access.ACQUIRE) == 1;
                      }
                      int found = box.get(Access.ACQUIRE);
                      box.set(0, Access.OPAQUE);
                      return found == 1;
                    }))
        .properties(Property.noLivelock())
        .build();
  }

  /** Behind an index that is claimed and not filled yet, complete offers are not seen. */
  private static Program gap(Memory memory, boolean isFixed) {
    IntCell tail = memory.intCell("tail");
    CellArray<IntCell> elements = memory.intCells("elements", 2);
    Runnable offer = () -> elements.at(tail.getAndAdd(1)).set(1, Access.RELEASE);
    return Program.builder()
        .vcpu("offers", offer)
        .vcpu(
            "polls",
            () -> {
              offer.run();
              int found =
                  memory.retry(
                      () -> {
                        int first = elements.at(0).get(Access.ACQUIRE);
                        boolean isEmpty = tail.get(Access.ACQUIRE) == 0;
                        boolean waits = isFixed && first == 0 && !isEmpty;
                        return waits ? Optional.empty() : Optional.of(first);
                      });
              memory.expect(found == 1, "own-message", "empty after an offer");
            })
        .properties(Property.noLivelock())
        .build();
  }

  /** An index is published before the element that it counts. */
  private static Program index(Memory memory, boolean isFixed) {
    IntCell produced = memory.intCell("produced");
    IntCell element = memory.intCell("element");
    return Program.builder()
        .vcpu(
            "producer",
            () -> {
              if (isFixed) {
                element.set(1, Access.RELEASE);
              }
              produced.set(1, Access.RELEASE);
              if (!isFixed) {
                element.set(1, Access.RELEASE);
              }
            })
        .vcpu(
            "consumer",
            () -> {
              if (produced.get(Access.ACQUIRE) == 1) {
                boolean isThere = element.get(Access.ACQUIRE) == 1;
                memory.expect(isThere, "not-empty", "an element is not there");
              }
            })
        .build();
  }

  /** A segment is closed by a mark and an offset of its tail, which belong together. */
  private static Program frozen(Memory memory, boolean isFixed) {
    int offset = 4;
    IntCell frozen = memory.intCell("frozen");
    IntCell tail = memory.intCell("tail", 1);
    return Program.builder()
        .vcpu(
            "closes",
            () -> {
              if (isFixed) {
                tail.add(offset);
              }
              frozen.set(1, Access.RELEASE);
              if (!isFixed) {
                tail.add(offset);
              }
            })
        .vcpu(
            "counts",
            () -> {
              if (frozen.get(Access.ACQUIRE) == 1) {
                int count = tail.get(Access.ACQUIRE) - offset;
                memory.expect(count >= 0, "count", "a negative count");
              }
            })
        .build();
  }

  /** A thief claims an element, then reads it; the owner has used its place again. */
  private static Program steal(Memory memory, boolean isFixed) {
    IntCell top = memory.intCell("top");
    IntCell bottom = memory.intCell("bottom");
    IntCell place = memory.intCell("place");
    CellArray<IntCell> taken = memory.intCells("taken", 3);
    Runnable steal =
        () -> {
          int first = top.get(Access.VOLATILE);
          if (first < bottom.get(Access.VOLATILE)) {
            int before = isFixed ? place.get(Access.OPAQUE) : 0;
            if (top.compareAndSet(first, first + 1)) {
              taken.at(isFixed ? before : place.get(Access.OPAQUE)).add(1);
            }
          }
        };
    return Program.builder()
        .vcpu(
            "owner",
            () -> {
              for (int element = 1; element <= 2; element++) {
                int last = element;
                memory.spinUntil(() -> top.get(Access.VOLATILE) == last - 1);
                place.set(element, Access.OPAQUE);
                bottom.set(element, Access.VOLATILE);
              }
              steal.run();
            })
        .vcpu(
            "thief",
            () -> {
              memory.spinUntil(() -> bottom.get(Access.VOLATILE) > 0);
              steal.run();
            })
        .properties(
            Property.always("taken-once", () -> taken.at(1).get() <= 1 && taken.at(2).get() <= 1))
        .build();
  }

  /** Whoever counts a batch down to its end refills it; two of them lose one refill. */
  private static Program batch(Memory memory, boolean isFixed) {
    IntCell count = memory.intCell("count", 1);
    Runnable complete =
        () -> {
          if (isFixed) {
            int left =
                memory.loop(
                    "count down",
                    again -> {
                      int found = count.get(Access.OPAQUE);
                      return found > 0 && count.compareAndSet(found, found - 1)
                          ? Iteration.done(found - 1)
                          : Iteration.again(again);
                    });
            if (left == 0) {
              count.set(1, Access.RELEASE);
            }
          } else {
            int left = count.getAndAdd(-1) - 1;
            if (left <= 0) {
              count.compareAndSet(left, left + 1);
            }
          }
        };
    return Program.builder()
        .vcpus(2, complete)
        .properties(
            Property.atEnd(
                "refilled",
                DefectiveCode.unless(
                    () -> count.get() == 1, () -> "the batch is " + count.get() + " of 1")))
        .build();
  }
}
