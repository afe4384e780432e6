package vcpucheck.mediator.locked;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.mediator.table.ListHead;

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
      Function<T, ListHead<T>> links,
      Function<T, LongCell> cookie) {
    this.memory = memory;
    this.lock = lock;
    this.cookie = cookie;
    list = new StructList<>(memory, name, links);
  }

  boolean insert(T struct, long value, Predicate<T> taken) {
    return memory.call(
        () -> {
          lock.lock();
          boolean isNew = search(value, taken) == null;
          if (isNew) {
            list.addTail(struct);
          }
          lock.unlock();
          return isNew;
        });
  }

  /**
   * Finds the first struct with a cookie that the caller has a right to.
   *
   * @param keepsLock whether the caller drops the lock if there is one
   */
  @Nullable T find(long value, Predicate<T> right, boolean keepsLock) {
    return memory.<@Nullable T>call(
        () -> {
          lock.lock();
          T found = search(value, right);
          if (found == null || !keepsLock) {
            lock.unlock();
          }
          return found;
        });
  }

  /**
   * Takes the first struct with a cookie out, if the caller has a right to it.
   *
   * @param mayFree asked under the lock, once the struct is out; if not, null is returned
   */
  @Nullable T remove(long value, Predicate<T> right, Predicate<T> mayFree) {
    return memory.<@Nullable T>call(
        () -> {
          lock.lock();
          T found = search(value, right);
          boolean isOurs = false;
          if (found != null) {
            list.delete(found);
            isOurs = mayFree.test(found);
          }
          lock.unlock();
          return isOurs ? found : null;
        });
  }

  @Nullable T removeAny(Predicate<T> right) {
    return memory.<@Nullable T>call(
        () -> {
          lock.lock();
          T struct = list.first();
          while (struct != null && !right.test(struct)) {
            struct = list.after(struct);
          }
          if (struct != null) {
            list.delete(struct);
          }
          lock.unlock();
          return struct;
        });
  }

  private @Nullable T search(long value, Predicate<T> right) {
    T struct = list.first();
    while (struct != null && !(cookie.apply(struct).get() == value && right.test(struct))) {
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
