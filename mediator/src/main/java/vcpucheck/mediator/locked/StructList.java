package vcpucheck.mediator.locked;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.mediator.table.ListHead;

/**
 * An intrusive list as Xen's {@code struct list_head}: plain stores, and poisoned links in what was
 * taken out, so that taking it out again or walking on from it is seen.
 *
 * <p>Protects nothing by itself: callers hold the lock, or do not, as the C code does.
 */
final class StructList<T> {
  private final Memory memory;
  private final String name;
  private final Function<T, ListHead<T>> links;
  private final RefCell<T> first;
  private final RefCell<T> last;

  StructList(Memory memory, String name, Function<T, ListHead<T>> links) {
    this.memory = memory;
    this.name = name;
    this.links = links;
    first = memory.refCell(name + ".next");
    last = memory.refCell(name + ".prev");
  }

  @CFunction("list_add_tail")
  void addTail(T struct) {
    T tail = last.get();
    links.apply(struct).previous().set(tail);
    links.apply(struct).next().set(null);
    if (tail == null) {
      first.set(struct);
    } else {
      links.apply(tail).next().set(struct);
    }
    last.set(struct);
  }

  @CFunction("list_del")
  void delete(T struct) {
    ListHead<T> own = links.apply(struct);
    T next = own.next().get();
    T previous = own.previous().get();
    memory.expect(
        next != struct && previous != struct,
        BuiltInProperty.MEMORY_SAFETY,
        "list_del takes a struct out of " + name + " that is out already");
    if (previous == null) {
      first.set(next);
    } else {
      links.apply(previous).next().set(next);
    }
    if (next == null) {
      last.set(previous);
    } else {
      links.apply(next).previous().set(previous);
    }
    own.next().set(struct);
    own.previous().set(struct);
  }

  @Nullable T first() {
    return first.get();
  }

  @Nullable T after(T struct) {
    T next = links.apply(struct).next().get();
    memory.expect(
        next != struct,
        BuiltInProperty.MEMORY_SAFETY,
        "a walk along " + name + " continues from a struct that was taken out");
    return next;
  }

  List<T> snapshot() {
    List<T> structs = new ArrayList<>();
    for (T struct = first.get(); struct != null; struct = links.apply(struct).next().get()) {
      structs.add(struct);
    }
    return structs;
  }
}
