package vcpucheck.mediator.xen;

import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.ValueCell;

/**
 * A page of the domain heap: guest RAM with a reference count and an owner.
 *
 * <p>Running code passes the page's number around, as C passes {@code struct page_info *}: see
 * {@link Machine#guestPage(int)}. A page whose count is 0 is free and has no owner.
 *
 * <p>Where nothing ever changes the second-stage maps ({@link StageTwo.Kind#FIXED}) the reference
 * that comes with being allocated can never go. Then counting a reference observes nothing, and the
 * owner needs no check.
 */
public final class GuestPage implements MachinePage {
  /** The owner of a free page. */
  public static final int NOBODY = -1;

  private final int number;
  private final boolean fixed;
  private final IntCell countInfo;
  private final IntCell owner;
  private final ValueCell<PageContent> content;

  GuestPage(Cells cells, int number, int ownerId, StageTwo.Kind kind) {
    this.number = number;
    fixed = kind == StageTwo.Kind.FIXED;
    String name = "page" + number + ".";
    countInfo = cells.intCell(name + "count_info", 1);
    owner = cells.intCell(name + "owner", ownerId);
    content = cells.valueCell(name + "content", PageContent.ZERO);
  }

  /** The page's number, from 0 over all guest pages of the machine. */
  public int number() {
    return number;
  }

  @Override
  public ValueCell<PageContent> content() {
    return content;
  }

  /** References: 1 for being allocated and one more per pin; 0 when free. For properties. */
  public int references() {
    return countInfo.get();
  }

  /** The owning domain's id, or {@link #NOBODY}. For properties. */
  public int ownerId() {
    return owner.get();
  }

  /**
   * Takes a reference if the page is allocated and belongs to a domain.
   *
   * @return whether a reference was taken
   */
  @CFunction("get_page")
  public boolean get(int domainId) {
    if (fixed) {
      countInfo.add(1);
      return true;
    }
    if (!getAnyones()) {
      return false;
    }
    if (owner.get(Access.OPAQUE) != domainId) {
      put();
      return false;
    }
    return true;
  }

  /**
   * Takes a reference if the page is allocated, whoever owns it.
   *
   * @return whether a reference was taken
   */
  @CFunction("page_get_owner_and_reference")
  public boolean getAnyones() {
    return countInfo.addUnless(1, 0) != 0;
  }

  /** Drops a reference; the last one gives the page back to the heap. */
  @CFunction("put_page")
  public void put() {
    if (fixed) {
      countInfo.add(-1);
    } else if (countInfo.getAndAdd(-1) == 1) {
      owner.set(NOBODY, Access.OPAQUE);
    }
  }

  /**
   * Allocates a free page to a domain: what a guest's growth does with a page that was ballooned
   * out. The page is free when {@link #put} is through with it; its count comes last.
   *
   * @return whether the page was free
   */
  @CFunction("alloc_domheap_page")
  public boolean allocate(int domainId) {
    if (!owner.compareAndSet(NOBODY, domainId)) {
      return false;
    }
    content.set(PageContent.ZERO, Access.OPAQUE);
    countInfo.set(1, Access.OPAQUE);
    return true;
  }
}
