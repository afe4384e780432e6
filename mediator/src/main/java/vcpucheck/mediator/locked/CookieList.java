package vcpucheck.mediator.locked;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.mediator.table.Links;

/**
 * A list of structs with cookies under the domain's lock.
 *
 * <p>As in C, {@link #find} returns a pointer that nothing protects once the lock is dropped.
 */
final class CookieList<T> {
  private final Memory memory;
  private final SpinLock lock;
  private final StructList<T> list;
  private final Function<T, LongCell> cookie;

  CookieList(
      Memory memory,
      String name,
      SpinLock lock,
      Function<T, Links<T>> links,
      Function<T, LongCell> cookie) {
    this.memory = memory;
    this.lock = lock;
    this.cookie = cookie;
    list = new StructList<>(memory, name, links);
  }

  boolean insert(T struct, long value) {
    return memory.call(
        () -> {
          lock.lock();
          boolean isNew = search(value) == null;
          if (isNew) {
            list.addTail(struct);
          }
          lock.unlock();
          return isNew;
        });
  }

  @Nullable T find(long value) {
    return memory.<@Nullable T>call(
        () -> {
          lock.lock();
          T found = search(value);
          lock.unlock();
          return found;
        });
  }

  @Nullable T remove(long value) {
    return memory.<@Nullable T>call(
        () -> {
          lock.lock();
          T found = search(value);
          if (found != null) {
            list.delete(found);
          }
          lock.unlock();
          return found;
        });
  }

  private @Nullable T search(long value) {
    T struct = list.first();
    while (struct != null && cookie.apply(struct).get() != value) {
      struct = list.after(struct);
    }
    return struct;
  }

  @Nullable T first() {
    return list.first();
  }

  List<T> snapshot() {
    return list.snapshot();
  }
}
