package vcpucheck.mediator.table;

import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.RefCell;

/**
 * The neighbours of a struct in a list: {@code struct list_head} in a struct.
 *
 * <p>Null at either end of a list. A struct that was taken out points to itself: Xen's poison.
 */
public final class ListHead<T> {
  private final RefCell<T> next;
  private final RefCell<T> previous;

  /** Makes the two pointers among a struct's fields. */
  public ListHead(Cells cells) {
    next = cells.refCell("list.next");
    previous = cells.refCell("list.prev");
  }

  /** The struct behind. */
  public RefCell<T> next() {
    return next;
  }

  /** The struct before. */
  public RefCell<T> previous() {
    return previous;
  }
}
