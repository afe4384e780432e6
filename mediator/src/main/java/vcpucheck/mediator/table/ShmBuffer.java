package vcpucheck.mediator.table;

import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.XenPage;

/** A shared buffer: {@code struct optee_shm_buf}. */
@CFunction("struct optee_shm_buf")
public final class ShmBuffer {
  /** What a buffer is for. Recorded only by behaviours that ask. */
  public enum Kind {
    /** A parameter of a call, for as long as the call. */
    TEMPORARY,
    /** A parameter of a registration that OP-TEE has not confirmed. */
    REGISTERING,
    /** Registered. */
    REGISTERED,
    /** Allocated by the guest because OP-TEE asked. */
    PAYLOAD,
    /** OP-TEE refused to unregister it: pinned for good, and its cookie means nothing. */
    ORPHAN
  }

  private final ListHead<ShmBuffer> links;
  private final LongCell cookie;
  private final IntCell pageCount;
  private final IntCell pagesReserved;
  private final ValueCell<Kind> kind;
  private final RefCell<StdCall> owner;
  private final List<RefCell<XenPage>> pageList;
  private final List<IntCell> pages;

  /**
   * @param listPages how many pages a page list can have
   * @param pageCapacity how many pages a buffer can have
   */
  ShmBuffer(Cells cells, int listPages, int pageCapacity) {
    links = new ListHead<>(cells);
    cookie = cells.longCell("cookie", 0);
    pageCount = cells.intCell("page_cnt", 0);
    pagesReserved = cells.intCell("pages_reserved", 0);
    kind = cells.valueCell("kind", Kind.TEMPORARY);
    owner = cells.refCell("owner");
    List<RefCell<XenPage>> lists = new ArrayList<>();
    for (int index = 0; index < listPages; index++) {
      lists.add(cells.refCell(index == 0 ? "pg_list" : "pg_list+" + index));
    }
    pageList = List.copyOf(lists);
    List<IntCell> numbers = new ArrayList<>();
    for (int index = 0; index < pageCapacity; index++) {
      numbers.add(cells.intCell("pages[" + index + "]", Domain.NO_PAGE));
    }
    pages = List.copyOf(numbers);
  }

  /** {@code list}: the neighbours in {@code optee_shm_buf_list}. */
  public ListHead<ShmBuffer> links() {
    return links;
  }

  /** {@code cookie}: the guest's name for it. */
  public LongCell cookie() {
    return cookie;
  }

  /** {@code page_cnt}: how many pages are pinned so far. */
  public IntCell pageCount() {
    return pageCount;
  }

  /** How many pages are counted for it; not in C. */
  public IntCell pagesReserved() {
    return pagesReserved;
  }

  /** What it is for; not in C. */
  public ValueCell<Kind> kind() {
    return kind;
  }

  /** The call that made it; not in C. */
  public RefCell<StdCall> owner() {
    return owner;
  }

  /**
   * {@code pg_list}: the pages of the list that OP-TEE reads. The first is C's pointer; the others
   * are the pages behind it, there while the first is.
   */
  public List<RefCell<XenPage>> pageList() {
    return pageList;
  }

  /** {@code pages}: the numbers of the pinned pages. */
  public List<IntCell> pages() {
    return pages;
  }
}
